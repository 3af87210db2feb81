namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Articles, questions and call scripts for staff.</summary>
internal sealed class Guidance(GatewayClient gateway)
{
    public async Task<IReadOnlyList<GuidanceArticle>> ListAsync(string? category = null) =>
        (await gateway.SendAsync(Routes.ListGuidance(category))).Items;

    public Task<Versioned<GuidanceArticle>> OneAsync(Guid id) => gateway.SendVersionedAsync(Routes.OneGuidance(id));

    public Task WriteAsync(WriteGuidance command) => gateway.SendAsync(Routes.WriteGuidance(command));

    public Task ChangeAsync(Guid id, ChangeGuidance command, long version) =>
        gateway.SendAsync(Routes.ChangeGuidance(id, version, command));

    public Task WithdrawAsync(Guid id, string reason, long version) =>
        gateway.SendAsync(Routes.WithdrawGuidance(id, version, new() { Reason = reason }));
}
