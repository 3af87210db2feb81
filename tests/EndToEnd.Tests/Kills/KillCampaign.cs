using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>
/// Kills parts with SIGKILL while clients write, lets everything come to rest, and compares what is there with what the
/// clients were answered. Says what it does line by line, so that a failure can be followed and its seed repeated.
/// </summary>
internal sealed class KillCampaign(Platform platform, int kills, int seed, TextWriter output)
{
    // As many as two processors have room for beside whatever is coming up.
    private const int Clients = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    // Whoever asks more often takes the processors from what is coming up.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly Load load = new();
    private readonly Record record = new();
    private readonly ConcurrentQueue<(string Part, double Seconds)> recoveries = [];
    private int number, killed;

    /// <returns>What is not as it has to be; nothing when all is well.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await output.WriteLineAsync($"seed {seed}, {kills} kills");
        await using var databases = new Databases(await platform.ConnectionStringAsync("postgres"));
        var since = TimeProvider.System.GetUtcNow();
        var replicas = KillPlan.Doubled.Select(service => platform.RunTwice(service)).ToList();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => RunClientAsync(stop.Token)).ToList();
        try
        {
            foreach (var strike in KillPlan.Of(seed, kills)) await StrikeAsync(strike);
            await AllHealthyAsync();
        }
        catch (Exception failure) when (failure is TimeoutException or ShouldAssertException)
        {
            record.Violations.Enqueue(failure.Message);
        }
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await RestAsync(databases);
        await CollectEmailsAsync();
        foreach (var violation in await new Findings(platform, databases, record, seed, since).ListAsync())
            record.Violations.Enqueue(violation);
        foreach (var replica in replicas) await replica.DisposeAsync();
        await SummariseAsync(TimeProvider.System.GetElapsedTime(startedAt));
        return [.. record.Violations];
    }

    private async Task RunClientAsync(CancellationToken stop)
    {
        using var client = new CarefulClient(platform, load, record, seed, () => Interlocked.Increment(ref number));
        try
        {
            await client.RunAsync(stop);
        }
        catch (ShouldAssertException never)
        {
            record.Violations.Enqueue(never.Message);
        }
    }

    private async Task StrikeAsync(Strike strike)
    {
        var before = await AllHealthyAsync();
        await CollectEmailsAsync();
        var (inFlight, at) = ("", 0L);
        await load.AfterAsync(strike.AfterWrites, writes: true, () =>
        {
            foreach (var victim in strike.Victims) Kill(before[victim].Pid!.Value);
            (inFlight, at) = (load.InFlight(), TimeProvider.System.GetTimestamp());
        }, Limit);
        var moment = $"after {strike.AfterWrites} writes";
        var back = strike.Victims.Select(victim => BackAsync(victim, before[victim].Pid!.Value, at)).ToList();
        await SayAsync(string.Join(" + ", strike.Victims), moment, inFlight, strike.AgainAfterRequests is null
            ? back
            : [.. back.Skip(1)]);
        if (strike.AgainAfterRequests is { } requests)
            await StrikeAgainAsync(strike.Victims[0], before[strike.Victims[0]].Pid!.Value, requests);
    }

    private async Task StrikeAgainAsync(string victim, int first, int requests)
    {
        var second = 0;
        await UntilAsync(async () =>
            (second = (await platform.PartsAsync())[victim].Pid ?? first) != first, $"{victim} was not started again.");
        var (inFlight, at) = ("", 0L);
        await load.AfterAsync(requests, writes: false, () =>
        {
            Kill(second);
            (inFlight, at) = (load.InFlight(), TimeProvider.System.GetTimestamp());
        }, Limit);
        await SayAsync(
            victim, $"again, {requests} requests after its start", inFlight, [BackAsync(victim, second, at)]);
    }

    /// <summary>The kernel's doing, with no chance to tidy up; of PostgreSQL the postmaster alone, whose children find
    /// out by themselves.</summary>
    private void Kill(int pid)
    {
        killed++;
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It died by itself while it came up, as PostgreSQL does while children of the killed one are left; that is
            // a death as good as ours.
        }
    }

    private async Task<string> BackAsync(string victim, int dead, long since)
    {
        await UntilAsync(async () => (await platform.PartsAsync())[victim] is { Healthy: true, Pid: { } pid }
            && pid != dead, $"{victim} did not come back.");
        var seconds = TimeProvider.System.GetElapsedTime(since).TotalSeconds;
        recoveries.Enqueue((victim, seconds));
        return string.Create(CultureInfo.InvariantCulture, $"{victim} back after {seconds:0.0} s");
    }

    private async Task SayAsync(string victims, string moment, string inFlight, IReadOnlyList<Task<string>> back) =>
        await output.WriteLineAsync(
            string.Join("; ",
                [$"{killed,4}  {victims}, {moment}", $"in flight {(inFlight.Length > 0 ? inFlight : "nothing")}",
                    .. await Task.WhenAll(back)]));

    private async Task<IReadOnlyDictionary<string, Part>> AllHealthyAsync()
    {
        IReadOnlyDictionary<string, Part>? parts = null;
        await UntilAsync(async () =>
            (parts = await platform.PartsAsync()).Values.All(part => part.Healthy && part.Pid is not null),
            "Not everything is healthy.");
        return parts!;
    }

    private async Task CollectEmailsAsync()
    {
        foreach (var email in (await platform.Mailbox.GetFromJsonAsync<JsonElement>("api/messages")).EnumerateArray())
            record.Emails.TryAdd(email.GetProperty("number")
                .GetInt64(), (email.GetProperty("to")[0].GetString()!, email.GetProperty("messageId").GetString()!));
    }

    /// <summary>Waits until every subscription has read its log to the end and every queue is empty, and nothing came
    /// of it in the meantime.</summary>
    private async Task RestAsync(Databases databases)
    {
        var (left, events) = ((IReadOnlyList<string>)[], -1L);
        try
        {
            await UntilAsync(async () =>
            {
                try
                {
                    left = [.. await databases.UnfinishedAsync(), .. await platform.WaitingMessagesAsync()];
                    var now = 0L;
                    foreach (var name in Databases.Logs)
                        now += await databases.NumberAsync(name, "select count(*) from mt_events");
                    var moved = now != events;
                    events = now;
                    return left.Count == 0 && !moved;
                }
                catch (Exception failure) when (failure is NpgsqlException or HttpRequestException)
                {
                    left = [failure.Message];
                    return false;
                }
            }, "");
        }
        catch (ShouldAssertException)
        {
            record.Violations.Enqueue($"It did not come to rest within {Limit}: {string.Join("; ", left)}");
        }
    }

    private async Task SummariseAsync(TimeSpan took)
    {
        await output.WriteLineAsync($"{"part",-16}{"kills",6}{"p50 s",8}{"max s",8}");
        foreach (var part in recoveries.GroupBy(recovery => recovery.Part)
            .OrderBy(part => Array.IndexOf(KillPlan.Parts, part.Key)))
        {
            var seconds = part.Select(recovery => recovery.Seconds).Order().ToList();
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{part.Key,-16}{seconds.Count,6}{seconds[seconds.Count / 2],8:0.0}{seconds[^1],8:0.0}"));
        }
        var commands = record.Complaints.SelectMany(complaint => complaint.Commands).ToList();
        await output.WriteLineAsync(
            $"{killed} kills, {load.Writes} writes accepted ({record.Complaints.Count} complaints, "
                + $"{commands.Count(command => command.Version is not null)} commands, {record.Repairs} repairs "
                + $"messages, "
            + $"{record.Properties.Count} properties, {record.Users.Count} users), "
                + $"{commands.Count(command => command.IsUnsure)} commands with an attempt of unknown result, "
            + $"{commands.Count(command => command.Version is null)} given up, "
                + $"{record.Emails.Values.Select(email => email.MessageId).Distinct().Count()} emails "
                + $"({record.Emails.Count} deliveries)");
        await output.WriteLineAsync($"answers: {load.Answers()}");
        foreach (var violation in record.Violations) await output.WriteLineAsync($"VIOLATION {violation}");
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture,
                $"{record.Violations.Count} violations, seed {seed}, {took.TotalSeconds:0} s"));
    }

    private static Task UntilAsync(Func<Task<bool>> isSo, string otherwise) =>
        Eventually.IsSoAsync(isSo, otherwise, Limit, Interval);
}
