namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>What people bring that is no complaint, or not yet.</summary>
internal sealed class Submissions(GatewayClient gateway)
{
    public Task<SubmissionTaken> RecordAsync(RecordSubmission command, Guid key) =>
        gateway.SendAsync(Routes.RecordSubmission(command, $"{key}"));

    public Task<SubmissionPage> ListAsync(string? type, string? status, string? cursor) =>
        gateway.SendAsync(Routes.ListSubmissions(type, status, limit: 25, cursor: cursor));

    public Task<MyReportsPage> MineAsync(DateTimeOffset? before) => gateway.SendAsync(Routes.MyReports(before));

    public Task<Versioned<SubmissionDetails>> OneAsync(Guid id) => gateway.SendVersionedAsync(Routes.OneSubmission(id));

    public Task<ComplaintPromoted> PromoteAsync(Guid id, PromoteToComplaint command, long version) =>
        gateway.SendAsync(Routes.PromoteToComplaint(id, version, command));

    public Task RefuseAsync(Guid id, RefuseComplaint command, long version) =>
        gateway.SendAsync(Routes.RefuseComplaint(id, version, command));

    public Task ResolveAsync(Guid id, string? whatWasDone, long version) =>
        gateway.SendAsync(Routes.ResolveSubmission(id, version, new() { WhatWasDone = whatWasDone }));

    public Task PassOnAsync(Guid id, PassToService command, long version) =>
        gateway.SendAsync(Routes.PassToService(id, version, command));

    public Task OfferAsync(Guid id, string? words, long version) =>
        gateway.SendAsync(Routes.OfferComplaint(id, version, new() { Words = words }));

    public Task DeclineAsync(Guid id, string? words, long version) =>
        gateway.SendAsync(Routes.DeclineOffer(id, version, new() { Words = words }));
}
