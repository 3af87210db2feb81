using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A draft as it was left, with the parts that a letter of its kind has; and what became of it.</summary>
public sealed record DraftShown(
    Guid LetterId, Guid ComplaintId, long Version, string Reference, string Kind, string Stage, LetterStatus Status,
    string Template, IReadOnlyList<LetterPart> Parts, DraftText Text, bool NeedsApproval,
    IReadOnlyList<Person> Authors, Person? ApprovedBy, ReturnShown? Returned, DateTimeOffset ChangedAt)
{
    internal static DraftShown? Of(IReadOnlyList<IEvent> stored)
    {
        var letter = stored.Select(one => one.Data).OfType<ILetterEvent>().Aggregate((Letter?)null, Letter.Evolve);
        if (letter?.Draft is not { } draft) return null;
        return new DraftShown(
            letter.LetterId, letter.ComplaintId, stored[^1].Version, draft.Begun.Reference, draft.Kind, draft.Stage,
            letter.Status, draft.Template, LetterPart.Of(draft.Kind, draft.Stage), draft.Text, draft.NeedsApproval,
            Wrote(stored), draft.Approval is { } approval ? new Person(approval.By, approval.ByName) : null,
            draft.Returned is { } returned ? new ReturnShown(returned.ByName, returned.Comments) : null,
            stored[^1].Timestamp);
    }

    /// <summary>Everybody whose words are in it, the first one first.</summary>
    internal static IReadOnlyList<Person> Wrote(IEnumerable<IEvent> stored) =>
        [.. stored.Select(one => one.Data switch
            {
                DraftBegun e => new Person(e.By, e.ByName),
                DraftChanged e => new Person(e.By, one.GetHeader("actor")?.ToString() ?? "An unknown user"),
                _ => null,
            })
            .OfType<Person>().DistinctBy(person => person.UserId)];
}

/// <summary>A letter that is being written.</summary>
public sealed record DraftLine(
    Guid LetterId, long Version, string Kind, string Stage, LetterStatus Status, IReadOnlyList<Person> WrittenBy,
    DateTimeOffset ChangedAt);

/// <summary>Somebody at work.</summary>
public sealed record Person(Guid UserId, string Name);

/// <summary>What the reader wanted changed.</summary>
public sealed record ReturnShown(string By, string Comments);

/// <summary>A draft as it would go out now: the text, to whom, and what it lacks. Ways are those in which it could
/// be sent.</summary>
public sealed record LetterPreview(
    Guid LetterId, string Subject, string Body, string RecipientName, string? Email, string? PostalAddress,
    IReadOnlyList<string> Ways, IReadOnlyList<Missing> Missing, DateOnly? DueOn, DateOnly? ExtendableUntil);

// One letter that people write. As it was left it is read without the case; as it would go out, cases and its clocks
// are asked.
internal static class ShowLetter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/complaints/{complaintId:guid}/letters/{letterId:guid}", Read)
            .Shows("letter").RequireRoles(Roles.Reading).WithName("OneLetter")
            .WithSummary("A letter that people write, as it was left").Produces<DraftShown>();
        api.MapGet("/complaints/{complaintId:guid}/letters/{letterId:guid}/preview", Preview)
            .Shows("letter").RequireRoles(Roles.Reading).WithName("PreviewLetter")
            .WithSummary("A draft as it would go out now, and what it lacks").Produces<LetterPreview>();
    }

    private static async Task<IResult> Read(
        Guid complaintId, Guid letterId, IQuerySession session, CancellationToken ct)
    {
        var shown = DraftShown.Of(await session.Events.FetchStreamAsync(letterId, token: ct));
        return Api.Answer(shown?.ComplaintId == complaintId ? shown : null, shown?.Version ?? 0);
    }

    private static async Task<IResult> Preview(
        Guid complaintId, Guid letterId, IQuerySession session, LetterDesk desk, CancellationToken ct)
    {
        var letter = await session.Events.AggregateStreamAsync<Letter>(letterId, token: ct);
        if (letter is not { Draft: { } draft } || letter.ComplaintId != complaintId)
            return Api.Answer<LetterPreview>(null, 0);
        var (facts, written, missing) = await desk.PrepareAsync(draft, session, ct);
        var resident = facts.Case.Resident;
        var to = draft.Text.To ?? new LetterRecipient(
            resident?.Name ?? "", resident?.Email, resident?.PostalAddress);
        var clock = facts.ResponseClock(draft.Stage);
        return TypedResults.Ok(new LetterPreview(
            letterId, written.Subject, written.Body, to.Name, to.Email, to.PostalAddress,
            [
                .. to.Email is { } email && HowToSend.IsWritable(email) ? [LetterForm.Email] : Array.Empty<string>(),
                .. string.IsNullOrWhiteSpace(to.PostalAddress) ? Array.Empty<string>() : [LetterForm.Letter],
                LetterForm.ByHand,
            ],
            missing, clock?.DueOn, clock?.ExtendableUntil));
    }
}
