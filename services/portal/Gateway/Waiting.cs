namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Contacts of chat and social media that wait to be taken.</summary>
internal sealed class Waiting(GatewayClient gateway)
{
    public async Task<IReadOnlyList<WaitingContact>> ListAsync(bool mine = false) =>
        (await gateway.SendAsync(Routes.ListWaitingContacts(mine: mine ? true : null))).Items;

    public Task<Conversation> OneAsync(Guid id) => gateway.SendAsync(Routes.OneWaitingContact(id));

    /// <summary>One that somebody has taken and not finished, or null.</summary>
    public async Task<Conversation?> TakenAsync(Guid id, string? by) =>
        await gateway.FindAsync(Routes.OneWaitingContact(id)) is { State: "taken" } one
        && $"{one.TakenBy}" == by ? one : null;

    /// <summary>What a complaint or another submission came from.</summary>
    public async Task<IReadOnlyList<OriginalContact>> OfAsync(Guid resultId) =>
        (await gateway.FindAsync(Routes.ContactsMadeInto(resultId)))?.Items ?? [];

    public Task AnswerAsync(Guid id, Guid messageId, string text) =>
        gateway.SendAsync(Routes.AnswerContact(id, new() { MessageId = messageId, Text = text }));

    /// <summary>Takes the one that waits longest; null when none waits.</summary>
    public Task<TakenContact?> TakeNextAsync(string? channel) =>
        gateway.FindAsync(Routes.TakeNextContact(new() { Channel = channel }));

    public Task PutBackAsync(Guid id, string reason) =>
        gateway.SendAsync(Routes.PutContactBack(id, new() { Reason = reason }));

    public Task FinishAsync(Guid id, string outcome, Guid? resultId, string? note) => gateway.SendAsync(
        Routes.FinishContact(id, new() { Outcome = outcome, ResultId = resultId, Note = note }));
}

internal sealed partial record Conversation
{
    /// <summary>All that who brought it wrote.</summary>
    public IEnumerable<string> Words =>
        Messages.Where(said => said.By is null).Select(said => said.Text).OfType<string>();
}

internal sealed partial record OriginalContact
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
