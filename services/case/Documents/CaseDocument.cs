using System.Collections.Immutable;
using System.Diagnostics;

namespace ComplaintsPlatform.Cases;

/// <summary>A document of the complaint; one that was withdrawn keeps its id.</summary>
public sealed record CaseDocument(
    Guid DocumentId, string Name, string Type, long Size, string Sha256, string Scan, string? Threat, bool IsWithdrawn)
{
    internal static CaseDocument Of(DocumentAdded e) =>
        new(e.DocumentId, e.Name, e.Type, e.Size, e.Sha256, e.Scan, e.Threat, IsWithdrawn: false);

    internal static ImmutableDictionary<Guid, CaseDocument> Evolve(
        ImmutableDictionary<Guid, CaseDocument> documents, IDocumentEvent happened) =>
        documents.SetItem(happened.DocumentId, happened switch
        {
            DocumentAdded e => Of(e),
            DocumentScanned e => documents[e.DocumentId] with { Scan = e.Scan, Threat = e.Threat },
            DocumentWithdrawn e => documents[e.DocumentId] with { IsWithdrawn = true },
            _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into a document."),
        });
}
