using System.Threading.Channels;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.Identity.Users;
using MailKit.Net.Smtp;
using MailKit.Security;
using Marten;
using Microsoft.AspNetCore.Http.Extensions;
using MimeKit;

namespace ComplaintsPlatform.Identity.Logins;

/// <summary>
/// Sends the link by which a password is reset, to a username that is an email address. Apart from the request, which
/// is answered alike and as quickly whether there is such a user or not. One that is lost is asked for again.
/// </summary>
internal sealed partial class ResetMail(
    IConfiguration configuration, IServiceScopeFactory scopes, ILogger<ResetMail> log) : BackgroundService
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Channel<string> asked = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks for a link for whoever has this username.</summary>
    public void Ask(string username) => asked.Writer.TryWrite(username);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var username in asked.Reader.ReadAllAsync(stoppingToken))
            try
            {
                await SendAsync(username, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogNotSent(log, e.GetType().Name);
            }
    }

    private async Task SendAsync(string username, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var logins = scope.ServiceProvider.GetRequiredService<LoginManager>();
        if (await logins.FindByNameAsync(username) is not { PasswordHash: not null } login
            || !MailboxAddress.TryParse(login.UserName, out var address)
            || await scope.ServiceProvider.GetRequiredService<IQuerySession>()
                .LoadAsync<UserRow>(login.Id, cancellationToken) is not { Disabled: false } user)
            return;

        var link = new Uri(Protocol.Issuer(configuration), "/sign-in/reset-password") + new QueryBuilder
        {
            { "user", login.Id.ToString() },
            { "token", await logins.GeneratePasswordResetTokenAsync(login) },
        }.ToString();
        using var message = new MimeMessage
        {
            Subject = "Reset your password",
            Body = new TextPart("plain")
            {
                Text = $"""
                    Dear {user.Name},

                    Somebody, probably you, asked for a new password for your account at the complaints service. Open
                    this page within one hour to choose one:

                    {link}

                    If it was not you, there is nothing to do: your password stays as it is.
                    """,
            },
        };
        message.From.Add(MailboxAddress.Parse(configuration["Landlord:Email"] ?? "complaints@harbour.example"));
        message.To.Add(address);
        // No out-of-office reply to what nobody typed (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        await HandOverAsync(message, cancellationToken);
    }

    // As correspondence has it: smtp://user:password@host:port?tls=starttls.
    private async Task HandOverAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(configuration.GetConnectionString("smtp"), UriKind.Absolute, out var server)
            || server.Scheme != "smtp")
        {
            LogNotSent(log, "ConnectionStrings__smtp is not set to smtp://host:port");
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 25,
            server.Query == "?tls=starttls" ? SecureSocketOptions.StartTls : SecureSocketOptions.None, patience.Token);
        if (server.UserInfo.Split(':', 2) is [var user, var password])
            await client.AuthenticateAsync(
                Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), patience.Token);
        await client.SendAsync(message, patience.Token);
        await client.DisconnectAsync(quit: true, patience.Token);
    }

    [LoggerMessage(LogLevel.Warning, "A link to reset a password could not be sent: {Reason}.")]
    private static partial void LogNotSent(ILogger log, string reason);
}
