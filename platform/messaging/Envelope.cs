namespace ComplaintsPlatform.Messaging;

/// <summary>A message's envelope: the CloudEvents attributes by their Wolverine names.</summary>
public sealed record Envelope
{
    /// <summary>CloudEvents <c>id</c>: the id of the event that the message was made from. The inbox goes by it.</summary>
    public required Guid Id { get; init; }

    /// <summary>CloudEvents <c>type</c>, such as <c>complaints.cases.complaint-opened.v1</c>.</summary>
    public required string MessageType { get; init; }

    /// <summary>CloudEvents <c>source</c>: the sending service or module, such as <c>/complaints/cases</c>.</summary>
    public required string Source { get; init; }

    /// <summary>CloudEvents <c>subject</c>: what the order is kept for; the complaint id on exchange <c>complaints</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>CloudEvents <c>time</c>: when the event was recorded.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Extension <c>correlationid</c>.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Extension <c>causationid</c>.</summary>
    public string? CausationId { get; init; }

    /// <summary>Extension <c>traceparent</c> (W3C trace context).</summary>
    public string? TraceParent { get; init; }

    /// <summary>Extension <c>streamversion</c>: version of the sender's stream, when it comes from one.</summary>
    public long? StreamVersion { get; init; }

    /// <summary>Extension <c>logposition</c>: place in the sender's log, such as <c>742-18</c>.</summary>
    public string? LogPosition { get; init; }

    /// <summary>Extension <c>actor</c>: id of the user, module or service that acted.</summary>
    public string? Actor { get; init; }

    /// <summary>How often delivery was tried, this time included. From 1.</summary>
    public int Attempts { get; init; } = 1;
}
