using ComplaintsPlatform.Pages.TagHelpers;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Complaints: intake's and cases' routes, and what other services know about one.</summary>
internal sealed class Complaints(GatewayClient gateway)
{
    public Task<ComplaintTaken> MakeAsync(MakeComplaint command, Guid key) =>
        gateway.SendAsync(Routes.MakeComplaint(command, $"{key}"));

    public Task<Versioned<ComplaintDetails>> OneAsync(Guid id, int wait = 0, DateTimeOffset? asAt = null) =>
        gateway.SendVersionedAsync(Routes.OneComplaint(id, asAt: asAt, wait: wait));

    public Task<History> HistoryAsync(Guid id) => gateway.SendAsync(Routes.History(id));

    public Task<ClocksShown?> ClocksAsync(Guid id, int wait = 0) => gateway.FindAsync(Routes.ShowClocks(id, wait));

    public Task<LettersOfComplaint?> CorrespondenceAsync(Guid id) =>
        gateway.FindAsync(Routes.ComplaintCorrespondence(id));

    public Task<EvidenceOfComplaint?> EvidenceAsync(Guid id) => gateway.FindAsync(Routes.Evidence(id));

    public Task<QueuePage> QueueAsync(int limit) => gateway.SendAsync(Routes.Queue(limit));

    public Task<DueClocks> DueTodayAsync() => gateway.SendAsync(Routes.ListDue(limit: 100));

    public Task AssignAsync(Guid id, AssignComplaint command, long version) =>
        gateway.SendAsync(Routes.AssignComplaint(id, version, command));

    public Task<AssignedMany> AssignManyAsync(AssignMany command) => gateway.SendAsync(Routes.AssignMany(command));

    public Task ReleaseAsync(Guid id, string? reason, long version) =>
        gateway.SendAsync(Routes.ReleaseComplaint(id, version, new() { Reason = reason }));

    public Task TakeOverAsync(Guid id, string? reason, long version) =>
        gateway.SendAsync(Routes.TakeOverComplaint(id, version, new() { Reason = reason }));

    public Task AskForAnotherOfficerAsync(Guid id, string? askedBy, string? reason, long version) =>
        gateway.SendAsync(Routes.AskForAnotherOfficer(id, version, new() { AskedBy = askedBy, Reason = reason }));

    public Task AllowOfficerAgainAsync(Guid id, Guid officerId, string? reason, long version) =>
        gateway.SendAsync(Routes.AllowOfficerAgain(id, version, new() { OfficerId = officerId, Reason = reason }));

    public Task DeclareConflictAsync(Guid id, IReadOnlyList<Guid> aboutStaff, string? reason, long version) =>
        gateway.SendAsync(Routes.DeclareConflict(id, version, new() { AboutStaff = aboutStaff, Reason = reason }));

    public Task RestrictAsync(Guid id, IReadOnlyList<Guid> people, string? reason, long version) =>
        gateway.SendAsync(Routes.RestrictComplaint(id, version, new() { People = people, Reason = reason }));

    public async Task<IReadOnlyList<RestrictedRow>> RestrictedAsync() =>
        (await gateway.SendAsync(Routes.RestrictedComplaints())).Items;

    public Task ReplaceNamedAsync(Guid id, IReadOnlyList<Guid> people, string? reason) =>
        gateway.SendAsync(Routes.ReplaceNamed(id, new() { People = people, Reason = reason }));

    /// <summary>Null when nothing waits for whoever asks.</summary>
    public Task<TakenComplaint?> TakeNextAsync() => gateway.FindAsync(Routes.TakeNext(new()));

    public Task ClaimAsync(Guid id) => gateway.SendAsync(Routes.ClaimComplaint(id));

    public Task AcknowledgeAsync(Guid id, AcknowledgeComplaint command, long version) =>
        gateway.SendAsync(Routes.AcknowledgeComplaint(id, version, command));

    /// <summary>Open complaints that may be the one about to be made.</summary>
    public async Task<IReadOnlyList<LikelyDouble>> DoublesAsync(FindLikelyDoubles query) =>
        (await gateway.SendAsync(Routes.FindLikelyDoubles(query))).Items;

    /// <summary>How the like were answered.</summary>
    public async Task<IReadOnlyList<SimilarComplaint>> SimilarAsync(Guid id) =>
        (await gateway.SendAsync(Routes.SimilarComplaints(id))).Items;

    public Task JoinAsync(Guid id, JoinComplaint command) => gateway.SendAsync(Routes.JoinComplaint(id, command));

    /// <summary>The complaint that a reference stands for, however it is typed.</summary>
    public Task<ComplaintOfReference?> ByReferenceAsync(string reference) =>
        gateway.FindAsync(Routes.ByReference(reference.Trim()));

    public Task ReclassifyAsync(Guid id, ReclassifyComplaint command, long version) =>
        gateway.SendAsync(Routes.ReclassifyComplaint(id, version, command));

    public Task MergeAsync(Guid id, Guid duplicateId, string? reason, long version) =>
        gateway.SendAsync(Routes.MergeComplaint(id, version, new() { DuplicateId = duplicateId, Reason = reason }));

    public Task LinkAsync(Guid id, Guid otherId, string? reason) =>
        gateway.SendAsync(Routes.LinkComplaint(id, new() { OtherId = otherId, Reason = reason }));

    public Task UnlinkAsync(Guid id, Guid otherId, string? reason) =>
        gateway.SendAsync(Routes.UnlinkComplaint(id, new() { OtherId = otherId, Reason = reason }));

    public Task UndoMergeAsync(Guid id, Guid duplicateId, string? reason, long version) =>
        gateway.SendAsync(Routes.UndoMerge(id, version, new() { DuplicateId = duplicateId, Reason = reason }));

    public Task SplitAsync(Guid id, SplitComplaint command, long version) =>
        gateway.SendAsync(Routes.SplitComplaint(id, version, command));

    public Task RecordStage1ResponseAsync(Guid id, RecordStage1Response command, long version) =>
        gateway.SendAsync(Routes.RecordStage1Response(id, version, command));

    public Task RecordExtensionAsync(Guid id, RecordExtension command, long version) =>
        gateway.SendAsync(Routes.RecordExtension(id, version, command));

    public Task RecordFindingAsync(Guid id, RecordFinding command, long version) =>
        gateway.SendAsync(Routes.RecordFinding(id, version, command));

    public Task EscalateAsync(Guid id, EscalateToStage2 command, long version) =>
        gateway.SendAsync(Routes.EscalateToStage2(id, version, command));

    public Task RefuseEscalationAsync(Guid id, RefuseEscalation command, long version) =>
        gateway.SendAsync(Routes.RefuseEscalation(id, version, command));

    public Task AcknowledgeStage2Async(Guid id, AcknowledgeComplaint command, long version) =>
        gateway.SendAsync(Routes.AcknowledgeStage2(id, version, new()
        {
            Definition = command.Definition,
            OutcomesSought = command.OutcomesSought,
            ResponsibleFor = command.ResponsibleFor,
            NotResponsibleFor = command.NotResponsibleFor,
            AcknowledgedOn = command.AcknowledgedOn,
        }));

    public Task RecordStage2ResponseAsync(Guid id, RecordStage1Response command, long version) =>
        gateway.SendAsync(Routes.RecordStage2Response(id, version, new()
        { Outcome = command.Outcome, Summary = command.Summary, RespondedOn = command.RespondedOn }));

    public Task WithdrawAsync(Guid id, WithdrawComplaint command, long version) =>
        gateway.SendAsync(Routes.WithdrawComplaint(id, version, command));

    public Task RecordCauseAsync(Guid id, RecordCause command, long version) =>
        gateway.SendAsync(Routes.RecordCause(id, version, command));

    public Task CloseAsync(Guid id, CloseComplaint command, long version) =>
        gateway.SendAsync(Routes.CloseComplaint(id, version, command));

    public Task ReopenAsync(Guid id, string? reason, long version) =>
        gateway.SendAsync(Routes.ReopenComplaint(id, version, new() { Reason = reason }));

    /// <summary>One of the landlord's lists.</summary>
    public Task<Versioned<Choices>> ListOfChoicesAsync(string list) =>
        gateway.SendVersionedAsync(Routes.Choices(list));

    public Task SetChoicesAsync(string list, IReadOnlyList<ChoiceGiven> items, long version) =>
        gateway.SendAsync(Routes.SetChoices(list, version, new() { Items = items }));

    /// <summary>What a form offers of it; with one that is no longer used, where something has it already.</summary>
    public async Task<IReadOnlyList<Choice>> ChoicesAsync(
        string list, string? kept = null) =>
        [.. (await ListOfChoicesAsync(list)).Value.Items.Where(one => one.InUse || one.Code == kept)
            .Select(one => new Choice(one.Code, one.Name))];
}

/// <summary>Lists and counts.</summary>
internal sealed class Reports(GatewayClient gateway)
{
    public Task<ComplaintPage> ListAsync(Call<ComplaintPage> list) => gateway.SendAsync(list);

    public Task<CountsAnswer> CountAsync(Call<CountsAnswer> counts) => gateway.SendAsync(counts);

    public Task<CausesAnswer> CausesAsync(Call<CausesAnswer> causes) => gateway.SendAsync(causes);

    public Task<CountsAnswer> CountOpenAsync() => gateway.SendAsync(Routes.Counts(open: "true"));
}

internal sealed partial record ResidentGiven
{
    /// <summary>The same of whoever said again what is complained about already.</summary>
    public JoinedContact ToContact() => new()
    { Name = Name, Email = Email, Phone = Phone, PostalAddress = PostalAddress, PersonId = PersonId };
}

internal sealed partial record ComplaintDetails
{
    /// <summary>At the stage at which it is.</summary>
    public bool IsAnswered => ResponseAt(Stage) is not null;

    /// <summary>Closed or withdrawn.</summary>
    public bool HasEnded => Closed is not null || Withdrawn is not null;

    /// <summary>A response says that something went wrong, and no root cause is recorded.</summary>
    public bool LacksCause => Cause is null
        && new[] { Stage1Response, Stage2Response }.Any(response => response is { Outcome: not "not-upheld" });

    public ResponseDetails? ResponseAt(string? stage) => stage == "stage-2" ? Stage2Response : Stage1Response;

    public FindingsDetails FindingsAt(string? stage) =>
        stage == "stage-2" && Stage2Findings is { } again ? again : Stage1Findings;
}

internal sealed partial record PointDetails
{
    public FindingDetails? FindingAt(string? stage) => Findings.FirstOrDefault(finding => finding.Stage == stage);
}

internal sealed partial record NotWantedDetails
{
    public string WhoAsked => AskedBy == "representative" ? "Who speaks for the resident" : "The resident";
}

/// <summary>A detail that could not be used as it was given, kept as it was given.</summary>
internal sealed partial record DetailToPutRight
{
    public string What => Field switch
    {
        "resident.name" => "Name",
        "resident.email" => "Email address",
        "resident.phone" => "Phone number",
        "resident.postalAddress" => "Postal address",
        "category" => "What it is about",
        _ => "How they want to be answered",
    };
}
