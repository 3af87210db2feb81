using System.Collections.Immutable;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A standard line was written, or written otherwise, or is no longer used.</summary>
public sealed record StandardLineWritten(
    Guid LinesId, Guid LineId, string Topic, string Title, string Text, DateOnly? ExpiresOn, bool InUse);

/// <summary>Words for letters that several people use, until a day.</summary>
public sealed record StandardLine(
    Guid LineId, string Topic, string Title, string Text, DateOnly? ExpiresOn, bool InUse)
{
    public bool MayBeUsed(DateOnly today) => InUse && (ExpiresOn is null || ExpiresOn >= today);
}

/// <summary>The landlord's standard lines as they are now.</summary>
public sealed record StandardLines(Guid LinesId, ImmutableList<StandardLine> Items, long Version) : IWholeList
{
    /// <summary>There is one list.</summary>
    public static readonly Guid TheLines = DeterministicId.Of("correspondence:standard-lines");

    /// <summary>As the product brings them.</summary>
    public static readonly StandardLines Standard = new(TheLines,
    [
        Line("Apology", "Delay", "We are sorry that this took so long. You should not have had to wait, or to ask us "
            + "again."),
        Line("Apology", "How we spoke to you", "We are sorry for the way in which we spoke to you. You should have "
            + "been listened to and treated with respect."),
        Line("Repairs", "Access for a repair", "We ring you before we come. If the day does not suit you, tell us and "
            + "we agree on another."),
        Line("Damp and mould", "What we do about damp", "We look for the cause of the damp before we treat the mould, "
            + "and come back after six weeks to see that it has not returned."),
        Line("Compensation", "How it is paid", "We pay it to you, and not towards your rent, unless you ask us to."),
        Line("Support", "Somebody to act for you", "You may have somebody act for you, or be with you when we meet. "
            + "Tell us who it is, and we write to them as well."),
    ], 0);

    public static StandardLines Evolve(StandardLines? state, StandardLineWritten e)
    {
        var now = state ?? Standard;
        var line = new StandardLine(e.LineId, e.Topic, e.Title, e.Text, e.ExpiresOn, e.InUse);
        var place = now.Items.FindIndex(one => one.LineId == e.LineId);
        return now with
        { Items = place < 0 ? now.Items.Add(line) : now.Items.SetItem(place, line), Version = now.Version + 1 };
    }

    public static async Task<StandardLines> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<StandardLines>(TheLines, token: ct) ?? Standard;

    public StandardLine? Find(Guid lineId) => Items.Find(line => line.LineId == lineId);

    private static StandardLine Line(string topic, string title, string text) =>
        new(DeterministicId.Of("standard-line", topic, title), topic, title, text, null, InUse: true);
}
