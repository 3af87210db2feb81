namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Facts of a complaint that were recorded wrongly, and who puts them right.</summary>
internal sealed class Corrections(GatewayClient gateway)
{
    public Task<CorrectionList> OfAsync(Guid id) => gateway.SendAsync(Routes.ComplaintCorrections(id));

    public Task ProposeAsync(Guid id, ProposeCorrection command) =>
        gateway.SendAsync(Routes.ProposeCorrection(id, command));

    public Task ApproveAsync(Guid id, Guid correctionId) =>
        gateway.SendAsync(Routes.ApproveCorrection(complaintId: id, correctionId: correctionId));

    public Task RejectAsync(Guid id, Guid correctionId, string? words) => gateway.SendAsync(
        Routes.RejectCorrection(complaintId: id, correctionId: correctionId, body: new() { Words = words }));
}

internal sealed partial record CorrectionDetails
{
    public bool IsOpen => State == "open";

    public string StateInWords => State switch
    {
        "open" => "Waits for approval",
        "approved" => "Put right",
        _ => "Not agreed to",
    };
}
