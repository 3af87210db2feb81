using System.Buffers;
using System.Net;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace ComplaintsPlatform.Mailbox;

/// <summary>Takes every email that comes by SMTP on 127.0.0.1, without asking who sends it.</summary>
internal sealed class MailReceiver(MailStore store, IConfiguration configuration) : BackgroundService
{
    private const int LongestMail = 25_000_000;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .MaxMessageSize(LongestMail)
            .Endpoint(endpoint => endpoint.Endpoint(new(IPAddress.Loopback, configuration.GetValue("SMTP_PORT", 1025))))
            .Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Taker(store));
        return new SmtpServer.SmtpServer(options, services).StartAsync(stoppingToken);
    }

    private sealed class Taker(MailStore store) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken)
        {
            var to = transaction.To.Select(static mailbox => mailbox.AsAddress()).ToList();
            await store.AddAsync(transaction.From.AsAddress() ?? "", to, buffer.ToArray(), cancellationToken);
            return SmtpResponse.Ok;
        }
    }
}
