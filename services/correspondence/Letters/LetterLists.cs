using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Which complaint a letter belongs to. What the letter says is in its events alone.</summary>
public sealed record FiledLetter(Guid LetterId, Guid ComplaintId)
{
    /// <summary>Null while it is a draft, and of letters that were filed before this was known.</summary>
    public bool? HasPostalAddress { get; init; }
}

/// <summary>
/// One letter that somebody has to send; it goes with the event that says that it was sent. Text and address are with
/// the complaint's correspondence.
/// </summary>
public sealed record LetterByHand(
    Guid LetterId, Guid ComplaintId, string Reference, string Kind, string Why, DateTimeOffset Since, long Version);

/// <summary>A letter that came back, until that is put right.</summary>
public sealed record ReturnedLetter(
    Guid LetterId, Guid ComplaintId, string Reference, string Kind, string Because, DateTimeOffset Since);

/// <summary>A draft that was approved and has not gone out yet.</summary>
public sealed record ApprovedLetter(Guid LetterId, Guid ComplaintId, DateTimeOffset Since);

/// <summary>A letter with which something was wrong, which was put right in another way.</summary>
public sealed record LetterThatIsRight(Guid LetterId);

/// <summary>Keeps what letters are found and listed by.</summary>
public sealed partial class LetterLists : EventProjection
{
    public LetterLists()
    {
        Name = "letters";
        Options.DeleteViewTypeOnTeardown<FiledLetter>();
        Options.DeleteViewTypeOnTeardown<LetterByHand>();
        Options.DeleteViewTypeOnTeardown<LetterToApprove>();
        Options.DeleteViewTypeOnTeardown<ReturnedLetter>();
        Options.DeleteViewTypeOnTeardown<ApprovedLetter>();
        Options.DeleteViewTypeOnTeardown<LetterThatIsRight>();
        Options.DeleteViewTypeOnTeardown<RefusalTold>();
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
        store.Schema.For<ReturnedLetter>().Identity(letter => letter.LetterId);
        store.Schema.For<ApprovedLetter>().Identity(letter => letter.LetterId);
        store.Schema.For<LetterThatIsRight>().Identity(letter => letter.LetterId);
        store.Schema.For<RefusalTold>().Identity(refusal => refusal.SubmissionId);
        store.Projections.Add(new LetterLists(), ProjectionLifecycle.Inline);
    }

    public void Project(LetterDrafted e, IDocumentOperations operations) =>
        operations.Store(new FiledLetter(e.LetterId, e.ComplaintId)
        { HasPostalAddress = !string.IsNullOrWhiteSpace(e.PostalAddress) });

    public void Project(DraftBegun e, IDocumentOperations operations) =>
        operations.Store(new FiledLetter(e.LetterId, e.ComplaintId));

    public void Project(IEvent<ApprovalAskedFor> e, IDocumentOperations operations)
    {
        var asked = e.Data;
        operations.Delete<ApprovedLetter>(asked.LetterId);
        operations.Store(new LetterToApprove(
            asked.LetterId, asked.ComplaintId, asked.Reference, asked.Kind, asked.Stage, asked.Authors, asked.ByName,
            Stored(e.Timestamp)));
    }

    // Whatever is done to it next, it waits no longer.
    public void Project(DraftChanged e, IDocumentOperations operations) => NoLonger(e, operations);

    public void Project(DraftWithdrawn e, IDocumentOperations operations) => NoLonger(e, operations);

    public void Project(IEvent<DraftApproved> e, IDocumentOperations operations)
    {
        NoLonger(e.Data, operations);
        operations.Store(new ApprovedLetter(e.Data.LetterId, e.Data.ComplaintId, Stored(e.Timestamp)));
    }

    public void Project(LetterIssued e, IDocumentOperations operations) =>
        operations.Delete<ApprovedLetter>(e.LetterId);

    public void Project(IEvent<LetterCameBack> e, IDocumentOperations operations)
    {
        var back = e.Data;
        operations.Delete<LetterThatIsRight>(back.LetterId);
        operations.Store(new ReturnedLetter(
            back.LetterId, back.ComplaintId, back.Reference, back.Kind, back.Because, Stored(e.Timestamp)));
    }

    public void Project(LetterPutRight e, IDocumentOperations operations)
    {
        operations.Delete<ReturnedLetter>(e.LetterId);
        operations.Store(new LetterThatIsRight(e.LetterId));
    }

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

    public void Project(LetterWentOut e, IDocumentOperations operations)
    {
        if (e.Kind is not (LetterKind.Refusal or LetterKind.EscalationRefusal)) return;
        operations.Store(new RefusalTold(e.ComplaintId, e.SentOn));
        operations.Delete<RefusalToTell>(e.ComplaintId);
    }

    private static void NoLonger(IDraftEvent e, IDocumentOperations operations)
    {
        operations.Delete<LetterToApprove>(e.LetterId);
        operations.Delete<ApprovedLetter>(e.LetterId);
    }

    // In the log a moment has no more than microseconds, so a rebuild would find another one.
    private static DateTimeOffset Stored(DateTimeOffset moment) =>
        moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
