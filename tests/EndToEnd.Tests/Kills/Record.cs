using System.Collections.Concurrent;

namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>A command on a case, and what its sender knows of it.</summary>
/// <param name="EventType">What it becomes in the stream.</param>
/// <param name="Team">Of an assignment: tells one from another.</param>
internal sealed record SentCommand(string EventType, string? Team)
{
    /// <summary>Answered with success; null while (or because) nobody knows.</summary>
    public long? Version { get; set; }

    /// <summary>At least one attempt was not answered: it may have happened then.</summary>
    public bool IsUnsure { get; set; }
}

/// <summary>A complaint that was answered with success, with what was sent.</summary>
internal sealed record MadeComplaint(
    int Number, Guid Id, string Reference, string Category, bool ByEmail, Guid? PropertyId)
{
    public string Key(int seed) => $"kill-{seed}-{Number}";

    public string Email => $"kill-{Number}@example.org";

    public string Name => $"Resident {Number}";

    public string Point => $"Point of complaint {Number}.";

    public string Repair => $"KR-{Number}";

    public List<SentCommand> Commands { get; } = [];
}

/// <summary>What the clients were answered with success. What the platform holds afterwards is compared with this, and
/// with nothing that the platform says itself.</summary>
internal sealed class Record
{
    public ConcurrentQueue<MadeComplaint> Complaints { get; } = [];

    public ConcurrentQueue<Guid> Properties { get; } = [];

    public ConcurrentQueue<Guid> Users { get; } = [];

    /// <summary>Emails seen, by number: the mailbox keeps only the last thousand.</summary>
    public ConcurrentDictionary<long, (string To, string MessageId)> Emails { get; } = [];

    /// <summary>Answers that a careful client must never get.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    public int Repairs => repairs;

    public void RepairPublished() => Interlocked.Increment(ref repairs);

    private int repairs;
}
