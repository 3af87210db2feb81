namespace ComplaintsPlatform.Cases;

/// <summary>A document of the complaint; one that was withdrawn keeps its id.</summary>
public sealed record CaseDocument(
    Guid DocumentId, string Name, string Type, long Size, string Sha256, string Scan, string? Threat, bool IsWithdrawn)
{
    internal static CaseDocument Of(DocumentAdded e) =>
        new(e.DocumentId, e.Name, e.Type, e.Size, e.Sha256, e.Scan, e.Threat, IsWithdrawn: false);
}
