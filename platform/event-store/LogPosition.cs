using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// A place in a store's log. Events are ordered by the transaction that wrote them, then by sequence number; the order never
/// changes once a reader could have seen it, and is the same on every rebuild. Written as <c>742-18</c>.
/// </summary>
/// <param name="TransactionId">The writing transaction, monotone also across a restore into another cluster.</param>
/// <param name="Sequence">The event's sequence number.</param>
public readonly record struct LogPosition(long TransactionId, long Sequence) : IComparable<LogPosition>, IParsable<LogPosition>
{
    /// <summary>Before the first event.</summary>
    public static readonly LogPosition Start = new(0, 0);

    /// <inheritdoc/>
    public int CompareTo(LogPosition other) =>
        TransactionId != other.TransactionId ? TransactionId.CompareTo(other.TransactionId) : Sequence.CompareTo(other.Sequence);

    /// <summary>The earlier of the two comes first in the log.</summary>
    public static bool operator <(LogPosition left, LogPosition right) => left.CompareTo(right) < 0;

    /// <summary>The later of the two comes last in the log.</summary>
    public static bool operator >(LogPosition left, LogPosition right) => left.CompareTo(right) > 0;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(LogPosition left, LogPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(LogPosition left, LogPosition right) => left.CompareTo(right) >= 0;

    /// <summary><c>transaction-sequence</c>, such as <c>742-18</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TransactionId}-{Sequence}");

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not of the form <c>742-18</c>.</exception>
    public static LogPosition Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var position) ? position : throw new FormatException($"'{s}' is not a log position such as 742-18.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LogPosition result)
    {
        result = default;
        var dash = s?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 1
            || !long.TryParse(s.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var transaction)
            || !long.TryParse(s.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return false;
        result = new LogPosition(transaction, sequence);
        return true;
    }
}
