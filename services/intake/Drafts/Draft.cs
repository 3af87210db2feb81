using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

/// <summary>
/// What somebody has typed and not sent: their own, encrypted under their key, gone after thirty days without a change.
/// No event: a form that was never sent is no fact about anybody.
/// </summary>
public sealed record Draft(
    Guid Id, Guid OwnerId, string Kind,
    [property: PersonalData(Subject = nameof(Draft.OwnerId))] string Body, DateTimeOffset SavedAt,
    DateTimeOffset ExpiresAt)
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static void Add(StoreOptions store) => store.Schema.For<Draft>()
        .Duplicate(draft => draft.OwnerId, notNull: true)
        .Duplicate(draft => draft.ExpiresAt, notNull: true);
}

// Keeps what somebody types, so that no closed window or ended session loses it. Saved again, it is the last that
// counts. What is over for all is deleted with each save.
public sealed record SaveDraft(string Kind, JsonElement Body)
{
    internal const int Longest = 200_000;

    public sealed class Validator : AbstractValidator<SaveDraft>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).PlainText(100);
            RuleFor(command => command.Body).Must(body => body.ValueKind == JsonValueKind.Object)
                .WithMessage("The draft is a JSON object.")
                .Must(body => body.ValueKind != JsonValueKind.Object || body.GetRawText().Length <= Longest)
                .WithMessage($"At most {Longest} characters are kept.");
        }
    }
}

/// <summary>A draft as its owner reads it.</summary>
public sealed record DraftShown(
    Guid DraftId, string Kind, JsonElement Body, DateTimeOffset SavedAt, DateTimeOffset ExpiresAt)
{
    internal static DraftShown Of(Draft draft) => new(
        draft.Id, draft.Kind, Parsed(draft.Body), draft.SavedAt, draft.ExpiresAt);

    // Of somebody erased nothing is left, and that is no JSON.
    private static JsonElement Parsed(string body) =>
        body == PersonalDataAttribute.Erased ? JsonSerializer.SerializeToElement(new { }) : JsonElement.Parse(body);
}

public static class DraftEndpoint
{
    internal const string Everybody = Roles.Capturing + "," + Roles.Reading + "," + Roles.Administrator + ","
        + Roles.Resident + "," + Roles.Partner;

    [WolverinePut("/api/drafts/{draftId}"), ForRoles(Everybody)]
    [EndpointName("SaveDraft"), EndpointSummary("Keep what was typed, for thirty days"), Tags("Drafts")]
    public static async Task<IResult> Put(
        SaveDraft command, Guid draftId, Actor actor, IDocumentSession session, TimeProvider time,
        CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await session.LoadAsync<Draft>(draftId, ct) is { } draft && draft.OwnerId != actor.Id)
            return Api.Answer<DraftShown>(null, 0);
        var saved = new Draft(
            draftId, actor.Id, command.Kind, command.Body.GetRawText(), now, now + Draft.Kept);
        session.DeleteWhere<Draft>(old => old.ExpiresAt < now);
        session.Store(saved);
        return TypedResults.Ok(DraftShown.Of(saved));
    }

    [WolverineDelete("/api/drafts/{draftId}"), ForRoles(Everybody)]
    [EndpointName("DeleteDraft"), EndpointSummary("Throw a draft away, or nothing when there is none"), Tags("Drafts")]
    public static IResult Delete(Guid draftId, Actor actor, IDocumentSession session)
    {
        session.DeleteWhere<Draft>(draft => draft.Id == draftId && draft.OwnerId == actor.Id);
        return TypedResults.NoContent();
    }
}
