using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>Every accepted complaint as the platform shows it: the case, its clocks, letters and evidence, the list and
/// the figures of reporting.</summary>
internal sealed class Pages(Platform platform, Databases databases, Record record)
{
    private readonly ConcurrentQueue<string> found = [];

    public async Task<IEnumerable<string>> FindingsAsync()
    {
        using var leader = await platform.SignedInAsync("leader");
        using var auditor = await platform.SignedInAsync("auditor");
        await Parallel.ForEachAsync(record.Complaints, new ParallelOptions
        { MaxDegreeOfParallelism = 4 }, async (complaint, _) =>
    {
        try
        {
            await LookAtAsync(complaint, leader, auditor);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or InvalidOperationException or KeyNotFoundException
                or IndexOutOfRangeException)
        {
            found.Enqueue(
                $"A page of complaint {complaint.Number} ({complaint.Id}) is not as it has to be: "
                + $"{failure.Message}");
        }
    });
        await LookAtReportsAsync(leader);
        return found;
    }

    private async Task LookAtAsync(MadeComplaint complaint, HttpClient leader, HttpClient auditor)
    {
        var path = $"api/complaints/{complaint.Id}";
        var shown = await leader.GetFromJsonAsync<JsonElement>(path);
        Same("reference", shown.GetProperty("reference").GetString(), complaint.Reference);
        Same("category", shown.GetProperty("category").GetString(), complaint.Category);
        Same("name", shown.GetProperty("resident").GetProperty("name").GetString(), complaint.Name);
        Same("email", shown.GetProperty("resident").GetProperty("email").GetString(), complaint.ByEmail
            ? complaint.Email
            : null);
        Same("point", shown.GetProperty("points")[0].GetProperty("text").GetString(), complaint.Point);
        if (complaint.Commands.Exists(command => command is { EventType: "complaint_acknowledged", Version: not null }))
            Same("definition", shown.GetProperty("acknowledgement").GetProperty("definition")
                .GetString(), $"Definition {complaint.Number}");
        if (complaint.Commands.Exists(command =>
            command is { EventType: "stage_1_response_recorded", Version: not null }))
            Same("summary", shown.GetProperty("stage1Response").GetProperty("summary")
                .GetString(), $"Summary {complaint.Number}");
        Same("verified", (await auditor.GetFromJsonAsync<JsonElement>($"{path}/verify")).GetProperty("isIntact")
            .GetBoolean(), true);

        var clocks = await leader.GetFromJsonAsync<JsonElement>($"{path}/clocks");
        Same("clocks", clocks.GetProperty("clocks").GetArrayLength(), 3);
        Same("the clocks' acknowledgement", IsSet(clocks, "acknowledgedOn"), IsSet(shown, "acknowledgement"));
        Same("the clocks' response", IsSet(clocks, "respondedOn"), IsSet(shown, "stage1Response"));

        var letters = (await leader.GetFromJsonAsync<JsonElement>($"{path}/correspondence")).GetProperty("letters");
        Same("letters", letters.GetArrayLength(), 1);
        Same("recipient", letters[0].GetProperty("recipientName").GetString(), complaint.Name);

        var items = (await leader.GetFromJsonAsync<JsonElement>($"{path}/evidence")).GetProperty("items");
        Same("evidence", items.GetArrayLength(), complaint.PropertyId is null ? 0 : 1);
        if (complaint.PropertyId is not null)
            Same("repair", items[0].GetProperty("now").GetProperty("status").GetString(), "completed");

        void Same<T>(string what, T actual, T expected)
        {
            if (!Equals(actual, expected))
                found.Enqueue($"Complaint {complaint.Number} ({complaint.Id}): {what} is {actual}, not {expected}");
        }
    }

    /// <summary>The list has every complaint that intake made, once and in the state that its stream has, but for those
    /// that go on in another one; the figures are its sums.</summary>
    private async Task LookAtReportsAsync(HttpClient leader)
    {
        var rows = new List<(Guid Id, string Theme, string Status)>();
        string? cursor = null;
        do
        {
            var page = await leader.GetFromJsonAsync<JsonElement>(
                $"api/reports/complaints?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            rows.AddRange(page.GetProperty("complaints").EnumerateArray().Select(row =>
                (row.GetProperty("complaintId").GetGuid(), row.GetProperty("theme")
                    .GetString()!, row.GetProperty("status").GetString()!)));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        var themes = await databases.ReadAsync("intake",
            "select stream_id, data ->> 'category' from mt_events where type = 'complaint_made'", row =>
                (Id: row.GetGuid(0), Theme: row.GetString(1)));
        var states = (await databases.ReadAsync("cases",
            """
            select stream_id, case
              when (array_agg(type order by version desc) filter (where type in ('merged_into_another',
                'merge_undone')))[1] = 'merged_into_another' then 'merged'
              when bool_or(type = 'stage_2_response_recorded') then 'responded'
              when bool_or(type = 'stage_2_acknowledged') then 'acknowledged'
              when not bool_or(type = 'escalated_to_stage_2') and bool_or(type = 'stage_1_response_recorded')
                then 'responded'
              when not bool_or(type = 'escalated_to_stage_2') and bool_or(type = 'complaint_acknowledged')
                then 'acknowledged'
              when (array_agg(type order by version desc) filter (where type in ('complaint_assigned',
                'complaint_claimed', 'complaint_released')))[1] in ('complaint_assigned', 'complaint_claimed')
                then 'assigned'
              else 'new' end,
              (array_agg(data ->> 'category' order by version desc) filter (where type = 'complaint_reclassified'))[1]
            from mt_events group by 1
            """, row => (Id: row.GetGuid(0), Status: row.GetString(1), Theme: row.IsDBNull(2)
                ? null
                : row.GetString(2)))).ToDictionary(row => row.Id);
        var expected = themes.Select(made => states.TryGetValue(made.Id, out var state)
                ? (made.Id, Theme: state.Theme ?? made.Theme, state.Status)
                : (made.Id, made.Theme, Status: "not opened"))
            .Where(row => row.Status != "merged").ToHashSet();
        if (rows.Count != rows.Select(row => row.Id).Distinct().Count())
            found.Enqueue("reporting lists a complaint twice");
        foreach (var row in expected.Except(rows)) found.Enqueue($"reporting does not list {row}");
        foreach (var row in rows.Except(expected)) found.Enqueue($"reporting lists {row}, which is not so");

        var counts = await leader.GetFromJsonAsync<JsonElement>("api/reports/counts");
        if (counts.GetProperty("total").GetInt32() != expected.Count)
            found.Enqueue($"reporting counts {counts.GetProperty("total")} complaints, there are {expected.Count}");
        Sums("byTheme", expected.GroupBy(row => row.Theme));
        Sums("byStatus", expected.GroupBy(row => row.Status));

        void Sums(string breakdown, IEnumerable<IGrouping<string, (Guid, string, string)>> groups)
        {
            var counted = counts.GetProperty(breakdown).EnumerateArray()
                .ToDictionary(line =>
                    line.GetProperty("key").GetString()!, line => line.GetProperty("count").GetInt32());
            var summed = groups.ToDictionary(group => group.Key, group => group.Count());
            foreach (var key in counted.Keys.Union(summed.Keys)
                .Where(key => counted.GetValueOrDefault(key) != summed.GetValueOrDefault(key)))
                found.Enqueue(
                    $"reporting counts {counted.GetValueOrDefault(key)} complaints {breakdown} {key}, there are "
                    + $"{summed.GetValueOrDefault(key)}");
        }
    }

    private static bool IsSet(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null;
}
