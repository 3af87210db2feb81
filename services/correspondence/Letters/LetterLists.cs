using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Which complaint a letter belongs to. What the letter says is in its events alone.</summary>
public sealed record FiledLetter(Guid LetterId, Guid ComplaintId);

/// <summary>
/// One letter that somebody has to send; it goes with the event that says that it was sent. Text and address are with
/// the complaint's correspondence.
/// </summary>
public sealed record LetterByHand(
    Guid LetterId, Guid ComplaintId, string Reference, string Kind, string Why, DateTimeOffset Since, long Version);

/// <summary>Keeps what letters are found and listed by.</summary>
public sealed partial class LetterLists : EventProjection
{
    public LetterLists()
    {
        Name = "letters";
        Options.DeleteViewTypeOnTeardown<FiledLetter>();
        Options.DeleteViewTypeOnTeardown<LetterByHand>();
        Options.DeleteViewTypeOnTeardown<LetterToApprove>();
    }

    // Inline, since who has sent a letter by hand expects it to be gone from the list with the click.
    internal static void Add(StoreOptions store)
    {
        store.Schema.For<FiledLetter>()
            .Identity(letter => letter.LetterId)
            .Duplicate(letter => letter.ComplaintId, notNull: true);
        store.Schema.For<LetterByHand>()
            .Identity(letter => letter.LetterId)
            .Duplicate(letter => letter.Since, pgType: "timestamptz", notNull: true)
            .Index(
                letter => new { letter.Since, letter.LetterId },
                index => index.Name = "letters_by_hand_oldest_first");
        store.Schema.For<LetterToApprove>()
            .Identity(letter => letter.LetterId)
            .Duplicate(letter => letter.Since, pgType: "timestamptz", notNull: true);
        store.Projections.Add(new LetterLists(), ProjectionLifecycle.Inline);
    }

    public void Project(LetterDrafted e, IDocumentOperations operations) =>
        operations.Store(new FiledLetter(e.LetterId, e.ComplaintId));

    public void Project(DraftBegun e, IDocumentOperations operations) =>
        operations.Store(new FiledLetter(e.LetterId, e.ComplaintId));

    public void Project(IEvent<ApprovalAskedFor> e, IDocumentOperations operations)
    {
        var asked = e.Data;
        operations.Store(new LetterToApprove(
            asked.LetterId, asked.ComplaintId, asked.Reference, asked.Kind, asked.Stage, asked.Authors, asked.ByName,
            Stored(e.Timestamp)));
    }

    // Whatever is done to it next, it waits no longer.
    public void Project(DraftChanged e, IDocumentOperations operations) => NoLonger(e, operations);

    public void Project(DraftWithdrawn e, IDocumentOperations operations) => NoLonger(e, operations);

    public void Project(DraftApproved e, IDocumentOperations operations) => NoLonger(e, operations);

    public void Project(DraftReturned e, IDocumentOperations operations) => NoLonger(e, operations);

    public void Project(IEvent<LetterToSendByHand> e, IDocumentOperations operations)
    {
        var waiting = e.Data;
        operations.Store(new LetterByHand(
            waiting.LetterId, waiting.ComplaintId, waiting.Reference, waiting.Kind, waiting.Why,
            Stored(e.Timestamp), e.Version));
    }

    public void Project(LetterSentByHand e, IDocumentOperations operations) =>
        operations.Delete<LetterByHand>(e.LetterId);

    private static void NoLonger(IDraftEvent e, IDocumentOperations operations) =>
        operations.Delete<LetterToApprove>(e.LetterId);

    // In the log a moment has no more than microseconds, so a rebuild would find another one.
    private static DateTimeOffset Stored(DateTimeOffset moment) =>
        moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
