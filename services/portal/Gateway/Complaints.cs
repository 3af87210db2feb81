using System.Text;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Complaints: intake's and cases' routes, and what other services know about one.</summary>
internal sealed class Complaints(GatewayClient gateway)
{
    public Task<ComplaintTaken> MakeAsync(MakeComplaint command, Guid key) =>
        gateway.PostAsync<ComplaintTaken>("api/complaints", command, key: key.ToString());

    public Task<Versioned<ComplaintDetails>> OneAsync(Guid id, int wait = 0) =>
        gateway.GetVersionedAsync<ComplaintDetails>($"api/complaints/{id}", wait);

    public Task<History> HistoryAsync(Guid id) => gateway.GetAsync<History>($"api/complaints/{id}/history");

    public Task<ClocksShown?> ClocksAsync(Guid id, int wait = 0) =>
        gateway.FindAsync<ClocksShown>($"api/complaints/{id}/clocks", wait);

    public Task<LettersOfComplaint?> CorrespondenceAsync(Guid id) =>
        gateway.FindAsync<LettersOfComplaint>($"api/complaints/{id}/correspondence");

    public Task<EvidenceOfComplaint?> EvidenceAsync(Guid id) =>
        gateway.FindAsync<EvidenceOfComplaint>($"api/complaints/{id}/evidence");

    public Task<QueuePage> QueueAsync(int limit) =>
        gateway.GetAsync<QueuePage>($"api/complaints/queue?limit={limit}");

    public Task<DueClocks> DueTodayAsync() => gateway.GetAsync<DueClocks>("api/clocks/due?limit=100");

    public Task AssignAsync(Guid id, AssignComplaint command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/assign", command, version);

    public Task<AssignedMany> AssignManyAsync(AssignMany command) =>
        gateway.PostAsync<AssignedMany>("api/complaints/assign-many", command);

    public Task ReleaseAsync(Guid id, string? reason, long version) =>
        gateway.PostAsync($"api/complaints/{id}/release", new { reason }, version);

    public Task TakeOverAsync(Guid id, string? reason, long version) =>
        gateway.PostAsync($"api/complaints/{id}/take-over", new { reason }, version);

    public Task AskForAnotherOfficerAsync(Guid id, string? askedBy, string? reason, long version) =>
        gateway.PostAsync($"api/complaints/{id}/ask-for-another-officer", new { askedBy, reason }, version);

    public Task AllowOfficerAgainAsync(Guid id, Guid officerId, string? reason, long version) =>
        gateway.PostAsync($"api/complaints/{id}/allow-officer-again", new { officerId, reason }, version);

    public Task DeclareConflictAsync(Guid id, IReadOnlyList<Guid> aboutStaff, string? reason, long version) =>
        gateway.PostAsync($"api/complaints/{id}/declare-conflict", new { aboutStaff, reason }, version);

    public Task ClaimAsync(Guid id) => gateway.PostAsync($"api/complaints/{id}/claim", new { });

    public Task AcknowledgeAsync(Guid id, AcknowledgeComplaint command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/acknowledge", command, version);

    /// <summary>Open complaints that may be the one about to be made.</summary>
    public async Task<IReadOnlyList<LikelyDouble>> DoublesAsync(FindLikelyDoubles query) =>
        (await gateway.PostAsync<LikelyDoubles>("api/complaints/likely-doubles", query)).Items;

    public Task JoinAsync(Guid id, JoinComplaint command) =>
        gateway.PostAsync($"api/complaints/{id}/join", command);

    /// <summary>The complaint that a reference stands for, however it is typed.</summary>
    public Task<ComplaintOfReference?> ByReferenceAsync(string reference) =>
        gateway.FindAsync<ComplaintOfReference>(
            $"api/complaints/by-reference/{Uri.EscapeDataString(reference.Trim())}");

    public Task ReclassifyAsync(Guid id, ReclassifyComplaint command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/reclassify", command, version);

    public Task MergeAsync(Guid id, Guid duplicateId, string? reason, long version) =>
        gateway.PostAsync($"api/complaints/{id}/merge", new { duplicateId, reason }, version);

    public Task UndoMergeAsync(Guid id, Guid duplicateId, string? reason, long version) =>
        gateway.PostAsync($"api/complaints/{id}/undo-merge", new { duplicateId, reason }, version);

    public Task SplitAsync(Guid id, SplitComplaint command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/split", command, version);

    public Task RecordStage1ResponseAsync(Guid id, RecordStage1Response command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/record-stage-1-response", command, version);

    public Task RecordExtensionAsync(Guid id, RecordExtension command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/record-extension", command, version);

    public Task RecordFindingAsync(Guid id, RecordFinding command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/findings", command, version);

    public Task EscalateAsync(Guid id, EscalateToStage2 command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/escalate-to-stage-2", command, version);

    public Task AcknowledgeStage2Async(Guid id, AcknowledgeComplaint command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/acknowledge-stage-2", command, version);

    public Task RecordStage2ResponseAsync(Guid id, RecordStage1Response command, long version) =>
        gateway.PostAsync($"api/complaints/{id}/record-stage-2-response", command, version);
}

/// <summary>Lists and counts.</summary>
internal sealed class Reports(GatewayClient gateway)
{
    public Task<ComplaintPage> ListAsync(params (string Name, string? Value)[] query) =>
        gateway.GetAsync<ComplaintPage>("api/reports/complaints" + Query.Of(query));

    public Task<CountsAnswer> CountsAsync(params (string Name, string? Value)[] query) =>
        gateway.GetAsync<CountsAnswer>("api/reports/counts" + Query.Of(query));
}

/// <summary>The query of an address; what has no value is left out.</summary>
internal static class Query
{
    public static string Of(params IEnumerable<(string Name, string? Value)> parts)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parts)
            if (!string.IsNullOrEmpty(value))
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=')
                    .Append(Uri.EscapeDataString(value));
        return query.ToString();
    }
}
