namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>What people bring that is no complaint, or not yet.</summary>
internal sealed class Submissions(GatewayClient gateway)
{
    public Task<SubmissionTaken> RecordAsync(RecordSubmission command, Guid key) =>
        gateway.PostAsync<SubmissionTaken>("api/submissions", command, key: key.ToString());

    public Task<Page<SubmissionRow>> ListAsync(string? type, string? status, string? cursor) =>
        gateway.GetAsync<Page<SubmissionRow>>("api/submissions" + Query.Of(
            ("type", type), ("status", status), ("cursor", cursor), ("limit", "25")));

    public Task<Page<MyReport>> MineAsync(DateTimeOffset? before) =>
        gateway.GetAsync<Page<MyReport>>("api/submissions/mine" + Query.Of(("before", before?.ToString("O"))));

    public Task<Versioned<Submission>> OneAsync(Guid id) =>
        gateway.GetVersionedAsync<Submission>($"api/submissions/{id}");

    public Task<ComplaintPromoted> PromoteAsync(Guid id, PromoteToComplaint command, long version) =>
        gateway.PostAsync<ComplaintPromoted>($"api/submissions/{id}/promote-to-complaint", command, version);

    public Task RefuseAsync(Guid id, RefuseComplaint command, long version) =>
        gateway.PostAsync($"api/submissions/{id}/refuse-complaint", command, version);

    public Task ResolveAsync(Guid id, string? whatWasDone, long version) =>
        gateway.PostAsync($"api/submissions/{id}/resolve", new { whatWasDone }, version);

    public Task PassOnAsync(Guid id, PassToService command, long version) =>
        gateway.PostAsync($"api/submissions/{id}/pass-to-service", command, version);

    public Task OfferAsync(Guid id, string? words, long version) =>
        gateway.PostAsync($"api/submissions/{id}/offer-complaint", new { words }, version);

    public Task DeclineAsync(Guid id, string? words, long version) =>
        gateway.PostAsync($"api/submissions/{id}/decline-offer", new { words }, version);
}

internal sealed record RecordSubmission(
    string? Type, string? Channel, string? What, ResidentGiven? Resident, Guid? PropertyId, string? Service,
    string? PreferredContact, DateOnly? ReceivedOn, TypeDetails? Details, bool? IsDissatisfied, string? WhatWasDone,
    Guid SubmissionId, Guid? WaitingContactId, string? WhyNoComplaint);

internal sealed record TypeDetails(
    string? Platform = null, string? Author = null, string? Link = null, int? Signatures = null,
    string? Member = null, string? MemberRole = null, string? Regime = null, string? Survey = null,
    int? Score = null, string? DecisionAppealed = null);

internal sealed record SubmissionTaken(Guid SubmissionId, string Reference, bool OfferComplaint);

internal sealed record SubmissionRow(
    Guid SubmissionId, string Reference, string Type, string Channel, DateOnly ReceivedOn, string? Service,
    string Status, Guid? ComplaintId);

internal sealed record MyReport(
    Guid SubmissionId, string Reference, string Type, DateOnly ReceivedOn, string Status, string? About,
    IReadOnlyList<string> Said);

internal sealed record Submission(
    Guid SubmissionId, string Reference, string Type, string Channel, DateOnly ReceivedOn, Resident? Resident,
    Guid? PropertyId, string? What, string? Service, string PreferredContact, TypeDetails? Details,
    IReadOnlyList<DetailToPutRight> ToPutRight, WithService? WithService, Offer? Offer, Offer? Declined,
    Promoted? Complaint, RefusalLetter? Refusal, Resolution? Resolution, IReadOnlyList<SubmissionChange> Changes,
    string? WhyNoComplaint);

internal sealed record WithService(string Service, Reference? Repair, string? Note);

internal sealed record Offer(DateOnly On, string? Words);

internal sealed record Promoted(Guid ComplaintId, string Reference, DateOnly ReceivedOn);

internal sealed record RefusalLetter(
    DateOnly RefusedOn, string Ground, string Paragraph, string GroundInWords, string? Reasons,
    string? CircumstancesConsidered, string RightToChallenge, Ombudsman Ombudsman);

internal sealed record Ombudsman(string Name, string Website, string Phone);

internal sealed record Resolution(DateOnly ResolvedOn, bool AtFirstContact, string? WhatWasDone);

internal sealed record SubmissionChange(DateTimeOffset At, string Kind, string? Who);

internal sealed record PromoteToComplaint(
    string? Category, IReadOnlyList<string> Points, string? DesiredOutcome, DateOnly? ReceivedOn,
    string? PreferredContact, Guid ComplaintId);

internal sealed record ComplaintPromoted(Guid ComplaintId, string Reference);

internal sealed record RefuseComplaint(
    string? Ground, string? Reasons, string? CircumstancesConsidered, DateOnly? GroundDate, string? EarlierReference);

internal sealed record PassToService(string? Service, Reference? Repair, string? Note);
