using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>A message to oneself: the scanner was away when a document came, and is asked again. The document's state
/// decides whether there is still something to scan.</summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("cases.scan-document")]
public sealed record ScanDocument(Guid ComplaintId, Guid DocumentId, int Attempts);

// What waited for the scanner is scanned as soon as it answers; until then it is not offered.
public static class ScanDocumentHandler
{
    public static Decision<IComplaintEvent> Decide(Complaint state, CaseDocument document, ScanVerdict verdict) =>
        document.Scan != ScanState.Waiting || verdict.State == ScanState.Waiting
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(new DocumentScanned(
                state.ComplaintId, document.DocumentId, document.Name, verdict.State, verdict.Threat));

    /// <summary>5 seconds in the first minute, then a minute.</summary>
    internal static TimeSpan PauseAfter(int attempts) => TimeSpan.FromSeconds(attempts < 12 ? 5 : 60);

    public static async Task<(Events, OutgoingMessages)> Handle(
        ScanDocument message, [WriteAggregate(Required = false)] Complaint? complaint, DocumentVault vault,
        IMalwareScanner scanner, CancellationToken cancellationToken)
    {
        if (complaint?.Documents.GetValueOrDefault(message.DocumentId) is not { Scan: ScanState.Waiting } document)
            return ([], []);
        var content = await vault.FindToScanAsync(complaint.ComplaintId, document.Sha256, cancellationToken);
        var verdict = content is null
            ? new ScanVerdict(ScanState.Waiting)
            : await scanner.ScanAsync(content, cancellationToken);
        // Out of reach first: what is moved and not recorded is found there, scanned and recorded.
        if (verdict.State == ScanState.Infected)
            await vault.QuarantineAsync(complaint.ComplaintId, document.Sha256, cancellationToken);

        OutgoingMessages later = [];
        if (verdict.State == ScanState.Waiting)
            later.Delay(message with { Attempts = message.Attempts + 1 }, PauseAfter(message.Attempts));
        return (Decide(complaint, document, verdict).ToEvents(), later);
    }
}
