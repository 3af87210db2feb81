using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// The answer to a registration: 201 the first time, 200 with the same body when repeated, 409 when refused.
/// </summary>
internal static class Registered
{
    public static IResult Answer<TEvent>(
        Decision<TEvent> decision, string location, object body) where TEvent : notnull =>
        decision.IsRefused
            ? Api.Refused(decision.Refusal)
        : decision.Events.Count > 0 ? Results.Created(location, body) : Results.Ok(body);
}
