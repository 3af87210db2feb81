using ComplaintsPlatform.Contracts.Cases;
using Wolverine;

namespace ComplaintsPlatform.Reporting;

/// <summary>Takes what is said of corrections.</summary>
public static class CorrectionsHandler
{
    public static Task Handle(FactCorrected message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        CorrectionProposed message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        CorrectionRejected message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);
}
