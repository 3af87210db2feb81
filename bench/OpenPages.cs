using System.Collections.Concurrent;
using System.Net.Http.Json;
using ComplaintsPlatform.Testing;

namespace ComplaintsPlatform.Bench;

/// <summary>
/// What open pages hear while complaints are logged: one list, and a few complaints to which somebody adds something
/// once a second. Through the gateway, which the portal passes on.
/// </summary>
internal sealed class OpenPages : IAsyncDisposable
{
    private const int Complaints = 4;

    private readonly ConcurrentDictionary<Guid, long> sent = [], heard = [];
    private readonly ConcurrentBag<double> joined = [];
    private readonly CancellationTokenSource end = new();
    private readonly List<LiveReader> readers = [];
    private readonly List<Task> running = [];

    private OpenPages()
    {
    }

    public static async Task<OpenPages> OpenAsync(Platform platform, TimeSpan limit)
    {
        var pages = new OpenPages();
        var list = await LiveReader.OpenAsync(platform.Http, "/api/reports/changes", limit: limit);
        pages.readers.Add(list);
        pages.running.Add(pages.HearAsync(list));
        for (var n = 0; n < Complaints; n++)
        {
            var id = await platform.CreateComplaintAsync(n);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/complaints/{id}");
            request.Headers.Add("Prefer", "wait=30");
            using var answer = await platform.Http.SendAsync(request);
            var reader = await LiveReader.OpenAsync(platform.Http, $"/api/complaints/{id}/changes", limit: limit);
            pages.readers.Add(reader);
            pages.running.Add(pages.JoinAsync(platform, id, reader));
        }

        return pages;
    }

    /// <summary>A complaint is about to be logged.</summary>
    public void Sending(Guid id) => sent[id] = TimeProvider.System.GetTimestamp();

    /// <summary>The table, once every complaint that was logged has been heard of.</summary>
    public async Task<List<string[]>> RowsAsync(int perSecond)
    {
        await Eventually.IsSoAsync(
            () => Task.FromResult(sent.Keys.All(heard.ContainsKey)), "Something logged was told to no list.");
        await end.CancelAsync();
        var opened = new Durations(sent.Select(one =>
            TimeProvider.System.GetElapsedTime(one.Value, heard[one.Key]).TotalMilliseconds));
        var added = new Durations(joined);
        return
        [
            [$"Sent → told to an open page at {perSecond}/s", "p50", "p99", "bar (p99)"],
            [$"a list: complaint logged ({opened.Count})", opened.At(50), opened.At(99), "< 1,000 ms"],
            [$"a complaint: something added ({added.Count})", added.At(50), added.At(99), "< 1,000 ms"],
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        foreach (var reader in readers) await reader.DisposeAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task HearAsync(LiveReader list)
    {
        while (await list.NextAsync() is { } change)
            if (change.GetProperty("kind").GetString() == "complaint-opened")
                heard.TryAdd(change.GetProperty("complaintId").GetGuid(), TimeProvider.System.GetTimestamp());
    }

    private async Task JoinAsync(Platform platform, Guid id, LiveReader reader)
    {
        while (!end.IsCancellationRequested)
        {
            var from = TimeProvider.System.GetTimestamp();
            var told = ToldAsync(reader);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/complaints/{id}/join")
            { Content = JsonContent.Create(new { channel = "phone", words = "It is still there." }) };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var answer = await platform.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            joined.Add(TimeProvider.System.GetElapsedTime(from, await told).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromSeconds(1), end.Token);
        }
    }

    private static async Task<long> ToldAsync(LiveReader reader)
    {
        while (await reader.NextAsync() is { } change)
            if (change.GetProperty("kind").GetString() == "contact_joined")
                return TimeProvider.System.GetTimestamp();
        throw new InvalidOperationException("A live answer ended.");
    }
}
