using System.Diagnostics;

namespace ComplaintsPlatform.Cases;

/// <summary>What happened to a document, in the words of the complaint's history.</summary>
internal static class DocumentWords
{
    public static string Of(IDocumentEvent happened) => happened switch
    {
        DocumentAdded e =>
            $"Document added from {(e.From == "resident" ? "the resident" : e.From.Replace('-', ' '))}: {e.Name}"
            + $"{(e.Scan == "infected" ? $", kept in quarantine since the scanner found {e.Threat}" : "")}"
            + $"{(e.Scan == "waiting-to-be-scanned" ? ", which waits to be scanned" : "")}.",
        DocumentScanned { Threat: { } threat } e =>
            $"The scanner found {threat} in {e.Name}, which is in quarantine now.",
        DocumentScanned { Scan: "not-scanned" } e => $"Nothing scans any more: {e.Name} is offered as it is.",
        DocumentScanned e => $"The scanner found nothing in {e.Name}.",
        DocumentWithdrawn e => $"Document withdrawn: {e.Name}.",
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };
}
