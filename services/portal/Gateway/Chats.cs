namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The chat of somebody who is not signed in, by its key.</summary>
internal sealed class Chats(GatewayClient gateway)
{
    public async Task StartAsync(OwnChat chat, string words, ResidentGiven from)
    {
        using var request = Request(HttpMethod.Post, "", chat);
        using var answer = await gateway.SendAsStrangerAsync(request, new { contactId = chat.Id, words, from });
    }

    /// <summary>The chat, or null when none was begun.</summary>
    public async Task<Chat?> FindAsync(OwnChat chat)
    {
        try
        {
            using var request = Request(HttpMethod.Get, $"/{chat.Id}", chat);
            using var answer = await gateway.SendAsStrangerAsync(request);
            return await answer.Content.ReadFromJsonAsync<Chat>();
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public async Task WriteAsync(OwnChat chat, Guid messageId, string text)
    {
        using var request = Request(HttpMethod.Post, $"/{chat.Id}/write", chat);
        using var answer = await gateway.SendAsStrangerAsync(request, new { messageId, text });
    }

    public async Task EndAsync(OwnChat chat)
    {
        using var request = Request(HttpMethod.Post, $"/{chat.Id}/end", chat);
        using var answer = await gateway.SendAsStrangerAsync(request);
    }

    /// <summary>What happens in it, passed on while it comes; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> ListenAsync(OwnChat chat, string query)
    {
        using var request = Request(HttpMethod.Get, $"/{chat.Id}/changes{query}", chat);
        return await gateway.SendAsStrangerAsync(request, until: HttpCompletionOption.ResponseHeadersRead);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, OwnChat chat)
    {
        var request = new HttpRequestMessage(method, $"api/chats{path}");
        request.Headers.Add("Chat-Key", chat.Key);
        return request;
    }
}

/// <summary>A chat as who began it sees it.</summary>
internal sealed record Chat(
    Guid ContactId, DateTimeOffset StartedAt, string State, bool HasLeft, int? Place, string? With, string? Outcome,
    string? Reference, IReadOnlyList<Said> Messages, long Version)
{
    /// <summary>Whether nothing more can be written.</summary>
    public bool IsOver => HasLeft || State == "finished";
}
