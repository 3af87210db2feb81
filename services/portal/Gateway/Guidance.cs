namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Articles, questions and call scripts for staff.</summary>
internal sealed class Guidance(GatewayClient gateway)
{
    public async Task<IReadOnlyList<Article>> ListAsync(string? category = null) =>
        (await gateway.GetAsync<Found>("api/guidance" + Query.Of(("category", category)))).Items;

    public Task<Versioned<Article>> OneAsync(Guid id) => gateway.GetVersionedAsync<Article>($"api/guidance/{id}");

    public Task WriteAsync(WriteGuidance command) => gateway.PostAsync("api/guidance", command);

    public Task ChangeAsync(Guid id, WriteGuidance command, long version) =>
        gateway.PostAsync($"api/guidance/{id}/change", command, version);

    public Task WithdrawAsync(Guid id, string reason, long version) =>
        gateway.PostAsync($"api/guidance/{id}/withdraw", new { reason }, version);

    private sealed record Found(IReadOnlyList<Article> Items);
}

internal sealed record Article(
    Guid ArticleId, string Kind, string Title, string Body, IReadOnlyList<string> Categories,
    DateTimeOffset ChangedAt);

internal sealed record WriteGuidance(
    string? Kind, string? Title, string? Body, IReadOnlyList<string> Categories, Guid? ArticleId);
