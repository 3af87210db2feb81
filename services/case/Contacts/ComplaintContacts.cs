using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Cases;

// The contact log of a complaint, the newest first by the day on which it was, with what was promised and whether it
// was kept.
internal static class ComplaintContacts
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/contacts", Read)
        .Shows("contacts")
        .RequireRoles(Roles.Reading)
        .WithName("ComplaintContacts").WithTags("Contacts")
        .WithSummary("The contact log of a complaint, those entries included that were withdrawn")
        .Produces<ContactList>();

    private static async Task<IResult> Read(Guid complaintId, IQuerySession session, CancellationToken ct)
    {
        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        return Api.Answer(
            ComplaintDetails.Of(events) is null ? null : ContactList.Of(complaintId, events), events.Count);
    }
}

/// <summary>The contact log. <c>LastReachedOn</c> is the last day on which the resident was reached,
/// <c>PromisedBy</c> the first day by which they are still to hear.</summary>
internal sealed record ContactList(
    Guid ComplaintId, IReadOnlyList<ContactDetails> Contacts, DateOnly? LastReachedOn, DateOnly? PromisedBy)
{
    public static ContactList Of(Guid complaintId, IReadOnlyList<IEvent> events)
    {
        var all = ContactDetails.Of(events);
        return new ContactList(
            complaintId, all,
            all.Where(one => one is { Reached: true, Withdrawn: null }).Max(one => one.On),
            all.Where(one => one.Promise is { IsOpen: true }).Min(one => one.Promise?.DueOn));
    }
}

/// <summary>One entry as a person reads it.</summary>
internal sealed record ContactDetails(
    Guid NoteId, ContactKind Kind, DateOnly? On, string? With, bool TheyRang, bool WithResident,
    bool Reached, string Words, IReadOnlyList<DocumentDetails> Documents, Guid ById, string By, DateTimeOffset At)
{
    public WithdrawalDetails? Withdrawn { get; init; }

    /// <summary>What was promised in it; null when nothing was.</summary>
    public PromiseDetails? Promise { get; init; }

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<ContactDetails> Of(IReadOnlyList<IEvent> events)
    {
        var all = new Dictionary<Guid, ContactDetails>();
        var documents = DocumentDetails.Of(events).ToDictionary(document => document.DocumentId);
        foreach (var e in events)
            switch (e.Data)
            {
                case ContactRecorded said:
                    all[said.NoteId] = new ContactDetails(
                        said.NoteId, said.Kind, said.On, said.With, said.TheyRang, said.WithResident, said.Reached,
                        said.Words,
                        [.. said.Documents.Select(documents.GetValueOrDefault).OfType<DocumentDetails>()],
                        said.RecordedBy, said.RecordedByName, e.Timestamp);
                    break;
                case ContactWithdrawn withdrawn:
                    all[withdrawn.NoteId] = all[withdrawn.NoteId] with
                    {
                        Withdrawn = new WithdrawalDetails(
                            e.ByWhom(), e.Timestamp, withdrawn.Reason),
                    };
                    break;
                case UpdatePromised promised:
                    all[promised.NoteId] = all[promised.NoteId] with
                    { Promise = new PromiseDetails(promised.PromiseId, promised.DueOn, null) };
                    break;
                case UpdateMade made:
                    Change(made.PromiseId, promise => promise with { MadeOn = made.MadeOn });
                    break;
                case PromiseWithdrawn gone:
                    Change(gone.PromiseId, _ => null);
                    break;
            }

        return [.. all.Values.OrderByDescending(one => one.On ?? London.DayOf(one.At)).ThenByDescending(one => one.At)];

        void Change(Guid promiseId, Func<PromiseDetails, PromiseDetails?> change)
        {
            var one = all.Values.First(one => one.Promise?.PromiseId == promiseId);
            all[one.NoteId] = one with { Promise = change(one.Promise!) };
        }
    }
}

/// <summary>By which day the resident was promised to hear again, and when they did.</summary>
internal sealed record PromiseDetails(Guid PromiseId, DateOnly DueOn, DateOnly? MadeOn)
{
    public bool IsOpen => MadeOn is null;

    public bool IsLate => MadeOn > DueOn;
}
