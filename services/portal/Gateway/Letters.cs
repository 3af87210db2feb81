namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Letters that people write, and the words for them.</summary>
internal sealed class Letters(GatewayClient gateway)
{
    public Task BeginAsync(Guid id, BeginDraft command) =>
        gateway.SendAsync(Routes.BeginDraft(complaintId: id, body: command));

    public Task<LettersOfComplaint?> OfAsync(Guid id) => gateway.FindAsync(Routes.ComplaintCorrespondence(id));

    public Task<DraftShown?> FindAsync(Guid id, Guid letterId) =>
        gateway.FindAsync(Routes.OneLetter(complaintId: id, letterId: letterId));

    public Task<LetterPreview> PreviewAsync(Guid id, Guid letterId) =>
        gateway.SendAsync(Routes.PreviewLetter(complaintId: id, letterId: letterId));

    public Task ChangeAsync(Guid id, Guid letterId, ChangeDraft command, long version) =>
        gateway.SendAsync(Routes.ChangeDraft(complaintId: id, letterId: letterId, version: version, body: command));

    public Task WithdrawAsync(Guid id, Guid letterId, long version) =>
        gateway.SendAsync(Routes.WithdrawDraft(complaintId: id, letterId: letterId, version: version));

    public Task AskForApprovalAsync(Guid id, Guid letterId, long version) =>
        gateway.SendAsync(Routes.AskForApproval(complaintId: id, letterId: letterId, version: version));

    public Task ApproveAsync(Guid id, Guid letterId, long version) =>
        gateway.SendAsync(Routes.ApproveDraft(complaintId: id, letterId: letterId, version: version));

    public Task ReturnAsync(Guid id, Guid letterId, string? comments, long version) =>
        gateway.SendAsync(Routes.ReturnWithComments(
            complaintId: id, letterId: letterId, version: version, body: new() { Comments = comments }));

    public Task IssueAsync(Guid id, Guid letterId, string? form, long version) =>
        gateway.SendAsync(Routes.IssueLetter(
            complaintId: id, letterId: letterId, version: version, body: new() { Form = form }));

    public Task MarkSentAsync(Guid letterId, MarkSentByHand command, long version) =>
        gateway.SendAsync(Routes.MarkSentByHand(letterId: letterId, version: version, body: command));

    public async Task<IReadOnlyList<LetterToPutRight>> ToPutRightAsync() =>
        (await gateway.SendAsync(Routes.LetterExceptions())).Letters;

    public Task CameBackAsync(Guid id, Guid letterId, RecordCameBack command) =>
        gateway.SendAsync(Routes.RecordCameBack(complaintId: id, letterId: letterId, body: command));

    public Task PutRightAsync(Guid id, Guid letterId, string? words) => gateway.SendAsync(
        Routes.PutRight(complaintId: id, letterId: letterId, body: new() { Words = words }));

    public async Task<IReadOnlyList<LetterToApprove>> ToApproveAsync() =>
        (await gateway.SendAsync(Routes.LettersToApprove())).Letters;

    public Task<LettersByHandPage> ToSendByHandAsync(string? cursor) =>
        gateway.SendAsync(Routes.LettersToSendByHand(cursor: cursor));

    public Task<HttpResponseMessage> OpenAsync(Guid id, Guid letterId) =>
        gateway.OpenAsync(Routes.LetterDocument(complaintId: id, letterId: letterId));

    public Task<Versioned<TemplatesShown>> TemplatesAsync() => gateway.SendVersionedAsync(Routes.LetterTemplates());

    public Task ChangeTemplateAsync(ChangeTemplate command, long version) =>
        gateway.SendAsync(Routes.ChangeTemplate(version: version, body: command));

    public Task<Versioned<StandardLinesShown>> LinesAsync() => gateway.SendVersionedAsync(Routes.StandardLines());

    public Task WriteLineAsync(WriteStandardLine command, long version) =>
        gateway.SendAsync(Routes.WriteStandardLine(version: version, body: command));
}

internal sealed partial record LetterToPutRight
{
    public string WhatInWords => What switch
    {
        "not-delivered" => "Not delivered",
        "no-address" => "No address",
        "not-sent-in-time" => "Not posted",
        "came-back" => "Came back",
        "refusal-not-told" => "Not written",
        _ => "Not issued",
    };
}

internal sealed partial record StandardLine
{
    public bool MayBeUsed(DateOnly today) => InUse && (ExpiresOn is null || ExpiresOn >= today);
}

internal sealed partial record DraftShown
{
    public bool IsDraft => Status is "draft" or "waiting-for-approval" or "approved";

    public string InWords => LetterWords.Of(Kind, Stage);

    public bool IsBy(string? userId) => Authors.Any(author => $"{author.UserId}" == userId);

    /// <summary>Whether nothing but what it lacks stands in the way.</summary>
    public bool MayGo => Status == "approved" || (Status == "draft" && !NeedsApproval);
}

/// <summary>What a letter is called.</summary>
internal static class LetterWords
{
    public static string Of(string? kind, string? stage) => (kind, stage) switch
    {
        ("acknowledgement", "stage-2") => "Stage 2 acknowledgement",
        ("acknowledgement", _) => "Acknowledgement",
        ("extension", "stage-2") => "Extension at stage 2",
        ("extension", _) => "Extension",
        ("response", "stage-2") => "Final response",
        ("response", _) => "Stage 1 response",
        ("clarification", _) => "Question to the resident",
        ("closing", "stage-2") => "Closing after stage 2",
        ("closing", _) => "Closing after stage 1",
        ("refusal", _) => "Refusal of a complaint",
        ("escalation-refusal", _) => "Refusal of stage 2",
        ("ombudsman", _) => "Letter to the Ombudsman",
        ("other", _) => "Another letter",
        _ => ComplaintsPlatform.Pages.Words.Sentence(kind),
    };
}
