using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>Each part is killed once, the hard way, while complaints come in.</summary>
public sealed class KillTests(Platform platform)
{
    private const int Complaints = 200;
    private static readonly string[] Victims =
        ["intake", "cases", "sla-clock", "correspondence", "linkage", "reporting", "identity", "gateway", "rabbitmq", "postgres"];

    [Fact]
    public async Task nothing_is_lost_and_nothing_doubled_when_each_part_is_killed_once()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var leader = await platform.SignedInAsync("leader");
        var made = new ConcurrentDictionary<int, Guid>();
        var batch = Complaints / Victims.Length;
        for (var round = 0; round < Victims.Length; round++)
        {
            // The kill comes when a quarter of the batch is in, so that the rest meets a part that is gone.
            var posting = Task.WhenAll(Enumerable.Range(round * batch, batch).Select(number => PostUntilTakenAsync(adviser, number, made)));
            var wanted = (round * batch) + (batch / 4);
            await Eventually.IsSoAsync(() => Task.FromResult(made.Count >= wanted), "The complaints are not taken.", TimeSpan.FromMinutes(3));
            var back = await platform.KillAsync(Victims[round]);
            await posting;
            await back;
            (await platform.ResourceAsync(Victims[round])).GetProperty("restarts").GetInt32().ShouldBeGreaterThan(0);
        }

        made.Values.Distinct().Count().ShouldBe(Complaints);
        var limit = TimeSpan.FromMinutes(3);
        foreach (var (number, id) in made)
        {
            var confirmed = await leader.ReadUntilAsync($"api/complaints/{id}", found => found.GetProperty("confirmationOfReceipt").ValueKind == JsonValueKind.Object, $"{id} is not confirmed.", limit);
            confirmed.GetProperty("resident").GetProperty("email").GetString().ShouldBe(Email(number));
            (await leader.ReadUntilAsync($"api/complaints/{id}/clocks", _ => true, $"{id} has no clocks.", limit)).GetProperty("clocks").GetArrayLength().ShouldBe(2);
            await leader.ReadUntilAsync($"api/complaints/{id}/evidence", _ => true, $"{id} has no dossier.", limit);
            var mails = await platform.MailsToAsync(Email(number));
            // Once, or again after a kill that came between sending and noting it; then with the same Message-ID, so that mail programs show one.
            mails.Count.ShouldBeInRange(1, 2, $"Emails to {Email(number)}");
            mails.Select(mail => mail.GetProperty("messageId").GetString()).Distinct().Count().ShouldBe(1);
        }
        await Eventually.IsSoAsync(async () =>
        {
            var listed = await ListedAsync(leader);
            listed.Count.ShouldBe(listed.Distinct().Count());
            return !made.Values.Except(listed).Any();
        }, "The list does not show all complaints.", limit);
    }

    // What a careful client does: the same request with the same key until there is an answer.
    private static async Task PostUntilTakenAsync(HttpClient adviser, int number, ConcurrentDictionary<int, Guid> made) =>
        await Eventually.IsSoAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/complaints") { Content = JsonContent.Create(Scenarios.Complaint(Email(number))) };
            request.Headers.Add("Idempotency-Key", $"kill-{number}");
            try
            {
                using var answer = await adviser.SendAsync(request);
                if (answer.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK))
                {
                    ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(500, await answer.Content.ReadAsStringAsync());
                    return false;
                }
                made[number] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("complaintId").GetGuid();
                return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
            {
                return false;
            }
        }, $"Complaint {number} was never taken.", TimeSpan.FromMinutes(3));

    private static async Task<List<Guid>> ListedAsync(HttpClient leader)
    {
        var ids = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await leader.GetFromJsonAsync<JsonElement>($"api/reports/complaints?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            ids.AddRange(page.GetProperty("complaints").EnumerateArray().Select(row => row.GetProperty("complaintId").GetGuid()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return ids;
    }

    private static string Email(int number) => $"kill-{number}@example.org";
}
