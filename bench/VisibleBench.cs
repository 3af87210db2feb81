using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.Bench;

/// <summary>From the answer that a complaint is logged to each read model showing it, and from its sending to the news
/// on open pages, at so many complaints a second: 20 unless said.</summary>
internal static class VisibleBench
{
    // Every fifth is followed: five waiting reads for each would be a benchmark of reads.
    private const int Seconds = 40, Followed = 5;

    private static readonly (string Name, Func<Guid, string> Path, Func<JsonElement, bool> Shows)[] Models =
    [
        ("case", id => $"/api/complaints/{id}", _ => true),
        ("clocks", id => $"/api/complaints/{id}/clocks", _ => true),
        ("correspondence", id => $"/api/complaints/{id}/correspondence", body => AnyRow(body)),
        ("evidence", id => $"/api/complaints/{id}/evidence", _ => true),
        ("reports", id => $"/api/reports/complaints?complaintId={id}", body => AnyRow(body)),
    ];

    public static async Task<int> RunAsync(int perSecond)
    {
        await using var platform = await Platform.StartAsync("--fresh", "--no-seed", "--smtp-sink");
        await platform.SignInAsync();
        await CreateBench.MeasureAsync(platform, 4, CreateBench.WarmUp);
        // The warming-up has made more than a second's work, down to the last letter sent.
        await Processes.AreQuietAsync();
        await using var pages = await OpenPages.OpenAsync(platform, TimeSpan.FromSeconds(2 * Seconds));

        var seen = Models.Select(_ => new ConcurrentBag<double>()).ToArray();
        var everywhere = new ConcurrentBag<double>();
        var running = new List<Task>();
        var from = TimeProvider.System.GetTimestamp();
        for (var n = 0; n < perSecond * Seconds; n++)
        {
            var wait = TimeSpan.FromSeconds((double)n / perSecond) - TimeProvider.System.GetElapsedTime(from);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            running.Add(n % Followed == 0
                ? FollowAsync(platform, n, seen, everywhere, pages.Sending)
                : platform.CreateComplaintAsync(n, pages.Sending));
        }
        await Task.WhenAll(running);

        List<string[]> rows = [[$"Logged → visible at {perSecond}/s", "p50", "p99", "bar (p99)"]];
        for (var i = 0; i < Models.Length; i++)
        {
            var durations = new Durations(seen[i]);
            rows.Add([Models[i].Name, durations.At(50), durations.At(99), ""]);
        }
        var all = new Durations(everywhere);
        rows.Add([$"all five ({all.Count} complaints)", all.At(50), all.At(99), "< 1,000 ms"]);
        Table.Print(rows);
        Table.Print(await pages.RowsAsync(perSecond));
        return 0;
    }

    private static async Task FollowAsync(
        Platform platform, int number, ConcurrentBag<double>[] seen, ConcurrentBag<double> everywhere,
        Action<Guid>? sending)
    {
        var id = await platform.CreateComplaintAsync(number, sending);
        var logged = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Models.Select(async (model, i) =>
        {
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, model.Path(id));
                request.Headers.Add("Prefer", "wait=10");
                using var answer = await platform.Http.SendAsync(request);
                if (answer.IsSuccessStatusCode && model.Shows(await answer.Content.ReadFromJsonAsync<JsonElement>()))
                    break;
                if (TimeProvider.System.GetElapsedTime(logged) > TimeSpan.FromMinutes(1))
                    throw new TimeoutException($"{model.Name} does not show {id}.");
                await Task.Delay(10);
            }
            seen[i].Add(TimeProvider.System.GetElapsedTime(logged).TotalMilliseconds);
        }));
        everywhere.Add(TimeProvider.System.GetElapsedTime(logged).TotalMilliseconds);
    }

    private static bool AnyRow(JsonElement body) => body.ValueKind == JsonValueKind.Array
        ? body.GetArrayLength() > 0
        : body.EnumerateObject()
            .Any(property => property.Name != "sources" && property.Value.ValueKind == JsonValueKind.Array
                && property.Value.GetArrayLength() > 0);
}
