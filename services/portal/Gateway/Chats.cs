namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The chat of somebody who is not signed in, by its key.</summary>
internal sealed class Chats(GatewayClient gateway)
{
    private readonly GatewayClient stranger = gateway.AsStranger();

    public Task StartAsync(OwnChat chat, string words, ResidentGiven from) => stranger.SendAsync(
        Routes.StartChat(new() { ContactId = chat.Id, Words = words, From = from }, chat.Key));

    /// <summary>The chat, or null when none was begun.</summary>
    public Task<Chat?> FindAsync(OwnChat chat) => stranger.FindAsync(Routes.OneChat(chat.Id, chat.Key));

    public Task WriteAsync(OwnChat chat, Guid messageId, string text) => stranger.SendAsync(
        Routes.WriteInChat(chat.Id, new() { MessageId = messageId, Text = text }, chat.Key));

    public Task EndAsync(OwnChat chat) => stranger.SendAsync(Routes.EndChat(chat.Id, chat.Key));

    /// <summary>What happens in it, passed on while it comes; the caller disposes of it.</summary>
    public Task<HttpResponseMessage> ListenAsync(OwnChat chat, long? after) =>
        stranger.OpenAsync(Routes.ChatChanges(chat.Id, after, chat.Key));
}

internal sealed partial record Chat
{
    /// <summary>Whether nothing more can be written.</summary>
    public bool IsOver => HasLeft || State == "finished";
}
