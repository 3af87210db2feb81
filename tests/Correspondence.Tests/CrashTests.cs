using System.Diagnostics;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Intake;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>The service as a process of its own, killed at the worst moment: the mail server has taken a letter and its
/// answer has not come back.</summary>
public sealed class CrashTests
{
    private const int Letters = 60;

    [Fact]
    public async Task killed_between_the_mail_servers_yes_and_the_record_a_letter_is_repeated_once_with_its_message_id()
    {
        await using var authority = await TestAuthority.StartAsync();
        await using var mail = SmtpSink.Start();
        var broker = await Servers.NewBrokerAsync("crash");
        var database = await Servers.NewDatabaseAsync("crash");
        var settings = CorrespondenceHost.Settings(database, broker, authority.Url, mail.Address);

        Process? service = null;
        try
        {
            var kill = 20;
            mail.Taken = _ =>
            {
                if (Interlocked.Decrement(ref kill) == 0) service!.Kill();
                return Task.CompletedTask;
            };
            service = Start(settings);
            await PublishAsync(broker);
            await service.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);

            service = Start(settings);
            await CorrespondenceHost.UntilAsync(async () => await SentAsync(database) == Letters);

            var copies = mail.Received.GroupBy(one => one.Recipient).ToList();
            copies.Count.ShouldBe(Letters);
            copies.ShouldAllBe(one =>
                one.Count() <= 2 && one.Select(copy => copy.Header("Message-ID")).Distinct().Count() == 1);
            // Each of the sender's lanes can have had one letter at the mail server; the one that brought the kill had
            // for certain.
            mail.Received.Count.ShouldBeInRange(Letters + 1, Letters + 4);
        }
        finally
        {
            service?.Kill();
            service?.Dispose();
        }
    }

    private static Process Start(Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(Program).Assembly.Location },
            WorkingDirectory = AppContext.BaseDirectory
        };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = "Error";
        return Process.Start(start)!;
    }

    private static async Task PublishAsync(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await CorrespondenceHost.UntilAsync(() => IsListeningAsync(connection));
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        for (var i = 0; i < Letters; i++)
        {
            var id = Guid.CreateVersion7();
            await channel.SayAsync(
                MessageNames.Of(typeof(ComplaintMade)), id, Complaints.Made($"ada-{i}@example.org", complaintId: id),
                source: "/complaints/intake");
        }
    }

    // The service listens once everything is declared and bound; what is published before would get lost.
    private static async Task<bool> IsListeningAsync(IConnection connection)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync();
            return (await channel.QueueDeclarePassiveAsync("correspondence.complaints")).ConsumerCount > 0;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }

    private static async Task<long> SentAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command =
            new NpgsqlCommand("select count(*) from mt_events where type = 'letter_sent'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
