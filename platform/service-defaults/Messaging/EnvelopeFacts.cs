using System.Globalization;
using Wolverine;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>What a CloudEvent of ours says besides what Wolverine's envelope has a place for.</summary>
public static class EnvelopeFacts
{
    /// <summary>Extension <c>streamversion</c>: version of the sender's stream, when it comes from one.</summary>
    public static long? StreamVersion(this Envelope envelope) =>
        envelope.TryGetHeader(Messaging.CloudEvents.StreamVersionHeader, out var version)
            ? long.Parse(version!, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Extension <c>logposition</c>: place in the sender's log.</summary>
    public static string? LogPosition(this Envelope envelope) =>
        envelope.TryGetHeader(Messaging.CloudEvents.LogPositionHeader, out var position) ? position : null;
}
