namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Contacts of chat and social media that wait to be taken.</summary>
internal sealed class Waiting(GatewayClient gateway)
{
    public async Task<IReadOnlyList<WaitingContact>> ListAsync(bool mine = false) =>
        (await gateway.GetAsync<Found>("api/waiting-contacts" + Query.Of(("mine", mine ? "true" : null)))).Items;

    public Task<Conversation> OneAsync(Guid id) => gateway.GetAsync<Conversation>($"api/waiting-contacts/{id}");

    /// <summary>One that somebody has taken and not finished, or null.</summary>
    public async Task<Conversation?> TakenAsync(Guid id, string? by) =>
        await gateway.FindAsync<Conversation>($"api/waiting-contacts/{id}") is { State: "taken" } one
        && $"{one.TakenBy}" == by ? one : null;

    /// <summary>What a complaint or another submission came from.</summary>
    public async Task<IReadOnlyList<OriginalContact>> OfAsync(Guid resultId) =>
        (await gateway.FindAsync<Originals>($"api/waiting-contacts/made-into/{resultId}"))?.Items ?? [];

    public Task AnswerAsync(Guid id, Guid messageId, string text) =>
        gateway.PostAsync($"api/waiting-contacts/{id}/answer", new { messageId, text });

    /// <summary>Takes the one that waits longest; null when none waits.</summary>
    public Task<TakenContact?> TakeNextAsync(string? channel) =>
        gateway.PostForMaybeAsync<TakenContact>("api/waiting-contacts/take-next", new { channel });

    public Task PutBackAsync(Guid id, string reason) =>
        gateway.PostAsync($"api/waiting-contacts/{id}/put-back", new { reason });

    public Task FinishAsync(Guid id, string outcome, Guid? resultId, string? note) =>
        gateway.PostAsync($"api/waiting-contacts/{id}/finish", new { outcome, resultId, note });

    private sealed record Found(IReadOnlyList<WaitingContact> Items);

    private sealed record Originals(IReadOnlyList<OriginalContact> Items);
}

internal sealed record WaitingContact(
    Guid Id, string Channel, DateTimeOffset ArrivedAt, string? Words, Guid? TakenBy, string? TakenByName,
    bool IsChat, bool WaitsForAnswer, bool HasLeft);

/// <summary>A contact and what was said in it.</summary>
internal sealed record Conversation(
    Guid ContactId, string Channel, DateTimeOffset ArrivedAt, string State, bool IsChat, bool HasLeft, Guid? TakenBy,
    string? TakenByName, Resident? From, IReadOnlyList<DetailToPutRight> ToPutRight, string? Outcome, Guid? ResultId,
    string? Reference, string? Note, IReadOnlyList<Said> Messages, long Version)
{
    /// <summary>All that who brought it wrote.</summary>
    public IEnumerable<string> Words =>
        Messages.Where(said => said.By is null).Select(said => said.Text).OfType<string>();
}

/// <summary>One message; <c>By</c> is the member of staff.</summary>
internal sealed record Said(Guid MessageId, DateTimeOffset At, string? Text, string? By);

internal sealed record OriginalContact(Guid ContactId, string Channel, DateTimeOffset ArrivedAt, string Outcome)
{
    public string InWords
    {
        get
        {
            var what = Channel == "web-chat" ? "chat" : "contact";
            return Outcome == "joined" ? $"A {what} that was added" : $"The {what} it came from";
        }
    }
}

internal sealed record TakenContact(Guid ContactId);
