using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ComplaintsPlatform.Mailbox;

/// <summary>SMTP as far as a sender needs it (RFC 5321 without relaying, authentication or TLS), on 127.0.0.1.</summary>
internal sealed class SmtpServer(MailStore store, IConfiguration configuration, ILogger<SmtpServer> logger) : BackgroundService
{
    private const int LongestMail = 25_000_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, configuration.GetValue("SMTP_PORT", 1025));
        listener.Start();
        while (!stoppingToken.IsCancellationRequested)
            _ = ServeAsync(await listener.AcceptTcpClientAsync(stoppingToken), stoppingToken);
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using (client)
            await using (var stream = client.GetStream())
            {
                client.NoDelay = true;
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await ConverseAsync(reader, writer, stop);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
        {
            // The sender went away: it will send again if it cares.
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "An SMTP conversation failed");
        }
    }

    private async Task ConverseAsync(StreamReader reader, StreamWriter writer, CancellationToken stop)
    {
        var (from, to) = ("", new List<string>());
        await writer.WriteLineAsync("220 development mailbox ESMTP");
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteLineAsync($"250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 SIZE {LongestMail}");
                    break;
                case "MAIL":
                    (from, to) = (AddressIn(line), []);
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "RCPT":
                    to.Add(AddressIn(line));
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "DATA" when to.Count == 0:
                    await writer.WriteLineAsync("503 Recipient first");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 End with a line that holds only a full stop");
                    store.Add(from, to, await ReadMailAsync(reader, stop));
                    (from, to) = ("", []);
                    await writer.WriteLineAsync("250 Kept");
                    break;
                case "HELO" or "RSET" or "NOOP":
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 Goodbye");
                    return;
                default:
                    await writer.WriteLineAsync("502 Not known here");
                    break;
            }
        }
    }

    private static async Task<string> ReadMailAsync(StreamReader reader, CancellationToken stop)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stop) is { } line && line != ".")
        {
            if (mail.Length > LongestMail) throw new IOException("Too long.");
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return mail.ToString();
    }

    private static string AddressIn(string line)
    {
        var (start, end) = (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal));
        return start >= 0 && end > start ? line[(start + 1)..end] : "";
    }
}
