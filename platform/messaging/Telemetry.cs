using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ComplaintsPlatform.Messaging;

/// <summary>Names under which the bus shows itself to OpenTelemetry.</summary>
public static class Telemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "ComplaintsPlatform.Messaging";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Published = Meter.CreateCounter<long>("complaints.messaging.published", description: "Messages that the broker confirmed.");
    internal static readonly Counter<long> Consumed = Meter.CreateCounter<long>("complaints.messaging.consumed", description: "Messages handled and committed.");
    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("complaints.messaging.duplicates", description: "Messages that had been handled before.");
    internal static readonly Counter<long> Parked = Meter.CreateCounter<long>("complaints.messaging.parked", description: "Messages parked, those behind a parked one included.");
    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>("complaints.messaging.retries", description: "Attempts repeated in place.");
    internal static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("complaints.messaging.lag", "s", "From the sender's event to its effects being committed here.");
    internal static readonly Gauge<double> PublisherLag = Meter.CreateGauge<double>("complaints.messaging.publisher.lag", "s",
        "Age of the last event when the broker had confirmed it; while the broker does not, age of the first event that waits.");

    internal static Activity? Sending(string exchange, string messageType, string? traceParent) =>
        Start($"send {messageType}", ActivityKind.Producer, traceParent, exchange);

    internal static Activity? Processing(Delivery delivery) =>
        Start($"process {delivery.Envelope.MessageType}", ActivityKind.Consumer, delivery.Envelope.TraceParent, delivery.Queue)?
            .SetTag("messaging.message.id", delivery.Envelope.Id).SetTag("messaging.message.conversation_id", delivery.Envelope.CorrelationId);

    private static Activity? Start(string name, ActivityKind kind, string? traceParent, string destination)
    {
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        return Source.StartActivity(name, kind, parent)?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", destination);
    }
}
