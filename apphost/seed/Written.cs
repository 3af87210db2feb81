using System.Text.Json;

namespace ComplaintsPlatform.Seed;

/// <summary>Letters that are being written: responses to complaints that were acknowledged, of which every other one
/// waits for the team leader's approval.</summary>
internal static class Written
{
    private const int Most = 6;

    /// <param name="door">The gateway.</param>
    /// <param name="who">Who writes.</param>
    /// <param name="complaints">Complaints that are acknowledged and not answered.</param>
    /// <param name="findAsync">Finds on every point of one.</param>
    public static async Task AddAsync(
        FrontDoor door, SignedIn who, IEnumerable<(int Number, Guid ComplaintId)> complaints, Func<int, Task> findAsync)
    {
        foreach (var (place, (number, complaintId)) in complaints.Take(Most).Index())
        {
            var letterId = SeedId.Of($"letter:{number}");
            var path = $"/api/complaints/{complaintId}/letters";
            // Whatever became of one that is there is not undone.
            if ((await door.GetAsync(who, $"{path}/{letterId}")).ValueKind is not JsonValueKind.Undefined)
                continue;
            await door.PostAsync(who, path, new { letterId, kind = "response" });
            if (place % 2 == 1) continue;
            await findAsync(number);
            var draft = await door.GetAsync(who, $"{path}/{letterId}");
            var definition = draft.GetProperty("text").GetProperty("parts")[0].GetProperty("text").GetString()!;
            await door.PostAsync(who, $"{path}/{letterId}/change-draft", new
            {
                parts = new[]
                {
                    new { name = "definition", text = definition },
                    new
                    {
                        name = "whatWentWrong",
                        text = "We are sorry. You told us in good time, and we did not act on it as we should have.",
                    },
                    new
                    {
                        name = "outstandingActions",
                        text = "The team that does the work rings you to agree on a day. We check with you afterwards.",
                    },
                },
            }, "*");
            await door.PostAsync(who, $"{path}/{letterId}/ask-for-approval", new { }, "*");
        }
    }
}
