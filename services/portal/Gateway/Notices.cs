using ComplaintsPlatform.Pages.TagHelpers;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>What whoever is signed in is told, and how they want to be told.</summary>
internal sealed class Notices(GatewayClient gateway, TimeProvider time)
{
    // The count stands on every page, and no page waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static readonly IReadOnlyList<Choice> Ways =
    [
        new("portal", "In the portal"), new("email", "In the portal and by email"),
        new("digest", "In the portal and in my digest"),
    ];

    public Task<NoticesOfSomebody> OfMineAsync() => gateway.SendAsync(Routes.ListNotices());

    /// <summary>How many are not read; null when nobody can say so now.</summary>
    public async Task<int?> CountAsync()
    {
        try
        {
            return (await gateway.SendAsync(Routes.CountNotices()).WaitAsync(Patience, time)).Unread;
        }
        catch (Exception error) when (error is ProblemAnswer or TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }

    public Task ReadAsync(Guid noticeId) => gateway.SendAsync(Routes.MarkNoticeRead(noticeId: noticeId));

    public Task ReadAllAsync() => gateway.SendAsync(Routes.MarkAllNoticesRead());

    public Task<PreferencesShown> PreferencesAsync() => gateway.SendAsync(Routes.ShowPreferences());

    public Task ChooseAsync(ChoosePreferences command) => gateway.SendAsync(Routes.ChoosePreferences(body: command));

    public async Task<IReadOnlyList<FailingAddressShown>> FailingAsync() =>
        (await gateway.SendAsync(Routes.FailingAddresses())).Addresses;
}

internal sealed partial record NoticeShown
{
    /// <summary>What became of the email.</summary>
    public string EmailInWords => (EmailedAt, EmailFailure) switch
    {
        ({ }, _) => "Emailed too",
        (_, { } failure) => $"Not emailed: {failure}",
        _ => "",
    };
}
