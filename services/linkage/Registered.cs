using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Linkage;

/// <summary>The answer to a registration: 201 the first time, 200 with the same body when repeated, 409 when refused.</summary>
internal static class Registered
{
    public static IResult Answer(Outcome outcome, bool isNew, string location, object body) =>
        outcome.Refusal is { } refusal ? Api.Problem(StatusCodes.Status409Conflict, refusal.Code, refusal.Sentence)
        : isNew ? Results.Created(location, body) : Results.Ok(body);
}
