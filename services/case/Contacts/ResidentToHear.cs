using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases;

/// <summary>A resident who is to hear from us by a day: as they were promised, or for the first time.</summary>
public sealed record ResidentToHear(Guid Id, Guid ComplaintId)
{
    /// <summary>Null while nothing is near that was to be said for the first time.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Who promised it; null for the first contact.</summary>
    public Guid? PromisedBy { get; init; }

    /// <summary>Entries in which they were reached: only while there is none the first contact is waited
    /// for.</summary>
    public IReadOnlyList<Guid> ReachedIn { get; init; } = [];

    public bool IsOver { get; init; }
}

// Residents to whom somebody is to be in touch: those whom whoever asks has promised it, and those of the complaints
// that they have; the next due first. Nobody sees one of a complaint that is about them.
internal static class ResidentsToHear
{
    public const string FirstContact = "first-contact";

    private const string Mine =
        """
        d.due_on is not null and not coalesce((d.data ->> 'isOver')::boolean, false)
        and (d.promised_by = ? or exists (select from mt_doc_unansweredcomplaint u
          where u.id = d.complaint_id and u.owner_id = ? and (u.data ->> 'merged') is distinct from 'true'))
        """;

    // Inline, so that a contact that was recorded is no more waited for with the click.
    public static void Add(StoreOptions store)
    {
        store.Schema.For<ResidentToHear>()
            .Duplicate(row => row.ComplaintId, notNull: true)
            .Duplicate(row => row.DueOn!, pgType: "date")
            .Duplicate(row => row.PromisedBy!);
        store.Projections.Add(new ResidentToHearProjection(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder contacts) => contacts
        .MapGet("/to-make", Read)
        .RequireRoles(Roles.Writing)
        .WithName("ContactsToMake")
        .WithSummary("Residents who are to hear from whoever asks, the next due first; at most 100")
        .StatesPosition()
        .Produces<ContactsToMake>();

    private static async Task<ContactsToMake> Read(IQuerySession session, Actor actor, CancellationToken ct)
    {
        var rows = await session.Query<ResidentToHear>()
            .Where(row => row.MatchesSql(Mine, actor.Id, actor.Id))
            .Where(row => row.MatchesSql(ComplaintEntries.NotHidden, actor.Id.ToString()))
            .OrderBy(row => row.DueOn).ThenBy(row => row.Id).Take(100).ToListAsync(ct);
        var references = await ComplaintEntries.ReferencesOf(rows.Select(row => row.ComplaintId), session, ct);
        return new ContactsToMake([.. rows.Select(row => new ContactToMake(
            row.ComplaintId, references.GetValueOrDefault(row.ComplaintId, ""), row.DueOn!.Value,
            IsFirst: row.PromisedBy is null))]);
    }
}

internal sealed record ContactsToMake(IReadOnlyList<ContactToMake> Items);

/// <summary><c>IsFirst</c>: nobody has reached them yet; otherwise they were promised to hear again.</summary>
internal sealed record ContactToMake(Guid ComplaintId, string Reference, DateOnly DueOn, bool IsFirst);

/// <summary>Keeps a row for each promise that is open, and one for the first contact from when it is near.</summary>
public sealed class ResidentToHearProjection : MultiStreamProjection<ResidentToHear, Guid>
{
    public ResidentToHearProjection()
    {
        Name = "residents-to-hear";
        Identity<UpdatePromised>(e => e.PromiseId);
        Identity<UpdateMade>(e => e.PromiseId);
        Identity<PromiseWithdrawn>(e => e.PromiseId);
        Identity<ContactRecorded>(e => FirstOf(e.ComplaintId));
        Identity<ContactWithdrawn>(e => FirstOf(e.ComplaintId));
        Identity<DeadlineWarned>(e => FirstOf(e.ComplaintId));
        Identity<DeadlineBreached>(e => FirstOf(e.ComplaintId));
        Identity<Stage1ResponseRecorded>(e => FirstOf(e.ComplaintId));
        Identity<ComplaintWithdrawn>(e => FirstOf(e.ComplaintId));
    }

    private static Guid FirstOf(Guid complaintId) => DeterministicId.Of($"first contact {complaintId}");

    public override ResidentToHear? Evolve(ResidentToHear? snapshot, Guid id, IEvent e)
    {
        var row = snapshot ?? new ResidentToHear(id, ((IComplaintEvent)e.Data).ComplaintId);
        return e.Data switch
        {
            UpdatePromised promised => row with { DueOn = promised.DueOn, PromisedBy = promised.PromisedBy },
            UpdateMade or PromiseWithdrawn => null,
            // Reached before it is warned of, they are not waited for when that is told.
            ContactRecorded { Reached: true } said => Over(row with { ReachedIn = [.. row.ReachedIn, said.NoteId] }),
            ContactWithdrawn { WasContact: true } gone =>
                Over(row with { ReachedIn = [.. row.ReachedIn.Where(noteId => noteId != gone.NoteId)] }),
            DeadlineWarned { Clock: ResidentsToHear.FirstContact } near => row with { DueOn = near.DueOn },
            DeadlineBreached { Clock: ResidentsToHear.FirstContact } late => row with { DueOn = late.DueOn },
            // Answered or taken back without a contact, there is no first one left to make.
            Stage1ResponseRecorded or ComplaintWithdrawn => null,
            _ => snapshot,
        };
    }

    private static ResidentToHear Over(ResidentToHear row) => row with { IsOver = row.ReachedIn.Count > 0 };
}
