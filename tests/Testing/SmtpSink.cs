using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ComplaintsPlatform.Testing;

/// <summary>A message as it came over the wire.</summary>
/// <param name="Recipient">RCPT TO.</param>
/// <param name="Raw">Headers and body, dots unstuffed.</param>
public sealed record ReceivedMail(string Recipient, string Raw)
{
    /// <summary>A header's value with its continuation lines, or null.</summary>
    public string? Header(string name)
    {
        var head = Raw.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal)
            .Replace("\r\n\t", " ", StringComparison.Ordinal);
        return head.Split("\r\n")
            .FirstOrDefault(line =>
                line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }
}

/// <summary>A small real SMTP server on a loopback port, that keeps what it takes and answers as a test
/// wants.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<ReceivedMail> received = new();
    private Task accepting = Task.CompletedTask;
    private int connections;

    /// <summary>For <c>ConnectionStrings__smtp</c>.</summary>
    public string Address => $"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>What was taken, in order, repeats included.</summary>
    public IReadOnlyList<ReceivedMail> Received => [.. received];

    /// <summary>How many connections were opened.</summary>
    public int Connections => connections;

    /// <summary>The answer to RCPT TO; default: taken.</summary>
    public Func<string, string> AnswerRecipient { get; set; } = static _ => "250 OK";

    /// <summary>Runs when a message was taken, before the answer goes out.</summary>
    public Func<ReceivedMail, Task> Taken { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Starts one.</summary>
    public static SmtpSink Start()
    {
        var sink = new SmtpSink();
        sink.listener.Start();
        sink.accepting = sink.AcceptAsync();
        return sink;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
        }
        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref connections);
        try
        {
            using (client)
            await using (var stream = client.GetStream())
            {
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1)
                { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 sink");
                var recipient = "";
                while (await reader.ReadLineAsync(stopping.Token) is { } line)
                {
                    var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                    if (verb == "RCPT")
                        recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
                    if (verb == "DATA")
                    {
                        await writer.WriteLineAsync("354 Go on");
                        var mail = new ReceivedMail(recipient, await ReadMessageAsync(reader));
                        received.Enqueue(mail);
                        await Taken(mail);
                    }
                    await writer.WriteLineAsync(verb switch
                    { "RCPT" => AnswerRecipient(recipient), "QUIT" => "221 Bye", _ => "250 OK" });
                    if (verb == "QUIT") return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
        }
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }
}
