using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Cases.Tests.Documents;
using ComplaintsPlatform.Contracts.Identity;
using Npgsql;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Tasks;

/// <summary>Tasks over the API: wiring, races, what whoever has one sees of the complaint, and their lists.</summary>
public sealed class TaskApiTests(CasesFixture cases)
{
    private static readonly Guid FitterId = new("00000000-0000-7000-8000-0000000000f2");

    private HttpClient Fitter(string team) => cases.Service.AsMember(FitterId, "Kim Fitter", [team], "partner");

    [Fact]
    public async Task of_64_people_who_claim_one_task_at_once_exactly_one_wins_and_the_others_are_told_who()
    {
        var (id, taskId, team) = await SetForATeamAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 64).Select(async n =>
        {
            var person = cases.Service.AsMember(
                new Guid($"00000000-0000-7000-8000-{n:D12}"), $"Person {n}", [team], "housing-officer");
            using var answer = await Send(person, id, $"tasks/{taskId}/claim", new { }, null);
            return (n, answer.StatusCode, Detail: answer.IsSuccessStatusCode
                ? ""
                : (await Json(answer)).GetProperty("detail").GetString()!);
        }));

        var winner = answers.Single(answer => answer.StatusCode == HttpStatusCode.OK).n;
        foreach (var lost in answers.Where(answer => answer.n != winner))
        {
            lost.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            lost.Detail.ShouldStartWith($"Person {winner} has");
        }

        (await OneAsync(cases.Officer, id, taskId)).GetProperty("task").GetProperty("assignee").GetString()
            .ShouldBe($"Person {winner}");
    }

    [Fact]
    public async Task two_who_finish_two_tasks_at_once_both_do_and_nobody_who_writes_a_response_is_held_up()
    {
        var id = await cases.OpenedComplaint();
        var (first, team) = await SetAsync(id);
        var (second, _) = await SetAsync(id, team: team);
        var tag = (await cases.Officer.GetAsync($"/api/complaints/{id}")).Headers.ETag!.Tag;
        var answers = await Task.WhenAll(new[] { first, second }.Select(async taskId =>
        {
            using var answer = await Send(
                Fitter(team), id, $"tasks/{taskId}/finish", new { findings = "It was mended in May." }, null);
            return answer.StatusCode;
        }));
        answers.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK]);

        using var written = await Send(cases.Officer, id, "acknowledge", new
        {
            definition = "A leak.",
            outcomesSought = "A repair.",
            responsibleFor = "The pipe.",
            notResponsibleFor = "The flat above.",
        }, tag);
        written.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/tasks"))).GetProperty("tasks")
            .EnumerateArray().Select(task => task.GetProperty("state").GetString()).ShouldBe(["finished", "finished"]);
    }

    [Fact]
    public async Task whoever_may_not_read_complaints_sees_what_their_task_shows_and_nothing_else()
    {
        var id = await cases.OpenedComplaint();
        using var form = Files.Form(Files.Note(), "note.txt");
        var documentId = (await Json(await cases.Officer.PostAsync($"/api/complaints/{id}/documents", form)))
            .GetProperty("documentId").GetGuid();
        var (taskId, team) = await SetAsync(id);
        var content = $"/api/complaints/{id}/documents/{documentId}/content";

        var shown = await OneAsync(Fitter(team), id, taskId);
        shown.GetProperty("canClaim").GetBoolean().ShouldBeTrue();
        shown.GetProperty("details").GetProperty("points").GetArrayLength().ShouldBe(1);
        shown.GetProperty("documents").GetArrayLength().ShouldBe(1);
        shown.GetProperty("contact").ValueKind.ShouldBe(JsonValueKind.Null);
        shown.ToString().ShouldNotContain("Ada Osei");
        (await Fitter(team).GetAsync(content)).StatusCode.ShouldBe(HttpStatusCode.OK);

        // Nothing else of it, and nothing at all for whoever has no part in it.
        await ShouldBeProblem(await Fitter(team).GetAsync($"/api/complaints/{id}"), HttpStatusCode.Forbidden,
            "not-permitted");
        var stranger = cases.Service.AsMember(FitterId, "Kim Fitter", ["Another team"], "partner");
        foreach (var path in new[] { $"/api/complaints/{id}/tasks/{taskId}", content })
            await ShouldBeProblem(await stranger.GetAsync(path), HttpStatusCode.NotFound, "not-found");
        await ShouldBeProblem(await Send(stranger, id, $"tasks/{taskId}/claim", new { }, null),
            HttpStatusCode.NotFound, "not-found");

        // A call-back shows how to reach the resident, and none of the documents.
        var (callBack, _) = await SetAsync(id, "call-back", team: team);
        (await OneAsync(Fitter(team), id, callBack)).GetProperty("contact").GetProperty("phone").GetString()
            .ShouldBe("020 7946 0123");
        (await Send(cases.Officer, id, $"tasks/{taskId}/withdraw", new { reason = "Known." }, null)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Fitter(team).GetAsync(content), HttpStatusCode.NotFound, "not-found");

        // Who looked is recorded, with what.
        var looks = (await Json(await cases.Auditor.GetAsync($"/api/complaints/{id}/views"))).GetProperty("items")
            .EnumerateArray().Where(look => look.GetProperty("who").GetString() == "Kim Fitter")
            .Select(look => (look.GetProperty("part").GetString(), look.GetProperty("detailName").GetString()));
        looks.ShouldBe([("task", "Call back"), ("document", "note.txt"), ("task", "Contribution")]);
    }

    [Fact]
    public async Task a_task_of_a_complaint_about_somebody_is_nowhere_for_them()
    {
        var (id, taskId, team) = await SetForATeamAsync();
        var priya = cases.Service.AsMember(Priya.Id, Priya.Name, [team], "investigating-officer");
        (await ListAsync(priya, "claimable")).ShouldHaveSingleItem();
        (await Send(cases.Officer, id, "declare-conflict", new { aboutStaff = new[] { Priya.Id }, reason = "Named." },
            "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync(priya, "claimable")).ShouldBeEmpty();
        (await Json(await priya.GetAsync("/api/tasks/counts"))).GetProperty("team").GetProperty("inTime").GetInt32()
            .ShouldBe(0);
        await ShouldBeProblem(await priya.GetAsync($"/api/complaints/{id}/tasks/{taskId}"), HttpStatusCode.NotFound,
            "not-found");
        await ShouldBeProblem(await Send(priya, id, $"tasks/{taskId}/claim", new { }, null), HttpStatusCode.NotFound,
            "not-found");
    }

    [Fact]
    public async Task the_lists_say_what_waits_what_is_mine_and_what_i_did_and_pages_leave_out_nothing()
    {
        var (id, first, team) = await SetForATeamAsync("2099-03-05");
        var (second, _) = await SetAsync(id, due: "2099-03-03", team: team);
        var (third, _) = await SetAsync(id, due: "2099-03-04", team: team);
        var fitter = cases.Service.AsMember(Guid.CreateVersion7(Now), "Ash Fitter", [team], "partner");

        (await PagesAsync(fitter, "claimable", 1)).ShouldBe([second, third, first]);
        (await Send(fitter, id, $"tasks/{second}/claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync(fitter, "mine")).ShouldBe([second]);
        (await ListAsync(fitter, "claimable")).ShouldBe([third, first]);
        (await ListAsync(fitter, "team")).ShouldBe([second, third, first]);
        foreach (var taskId in new[] { second, first })
            (await Send(fitter, id, $"tasks/{taskId}/finish", new { findings = "Done." }, null)).StatusCode
                .ShouldBe(HttpStatusCode.OK);
        (await ListAsync(fitter, "mine")).ShouldBeEmpty();
        (await PagesAsync(fitter, "done", 1)).ShouldBe([second, first], ignoreOrder: true);
        var counts = await Json(await fitter.GetAsync("/api/tasks/counts"));
        counts.GetProperty("claimable").GetProperty("inTime").GetInt32().ShouldBe(1);
        counts.GetProperty("mine").GetProperty("overdue").GetInt32().ShouldBe(0);

        (await Send(cases.Officer, id, $"tasks/{first}/return", new
        { comments = "When?", round = 1, dueOn = "2099-04-01" }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync(fitter, "mine")).ShouldBe([first]);
        (await Send(cases.Officer, id, $"tasks/{first}/withdraw", new { reason = "Known." }, null)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await ListAsync(fitter, "mine")).ShouldBeEmpty();
        await ShouldBeProblem(await fitter.GetAsync("/api/tasks?list=all"), HttpStatusCode.BadRequest,
            "task-list-unknown");
        await ShouldBeProblem(await fitter.GetAsync("/api/tasks?limit=101"), HttpStatusCode.BadRequest,
            "limit-out-of-range");
        await ShouldBeProblem(await fitter.GetAsync("/api/tasks?cursor=x"), HttpStatusCode.BadRequest,
            "cursor-malformed");
    }

    [Fact]
    public async Task a_task_of_whoever_has_left_waits_again()
    {
        var (id, taskId, team) = await SetForATeamAsync();
        var leaver = await cases.Employ("Ash Leaver", "housing-officer");
        (await Send(cases.Officer, id, $"tasks/{taskId}/give", new { assigneeId = leaver }, null)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await cases.Say(new UserChanged(leaver, null, null, null, null, Disabled: true), 2);
        var member = cases.Service.AsMember(FitterId, "Kim Fitter", [team], "partner");
        await Until(async () => (await ListAsync(member, "claimable")).Contains(taskId));
    }

    [Fact]
    public async Task lists_read_an_index_and_not_every_task()
    {
        await SetForATeamAsync();
        foreach (var (condition, index) in new[]
        {
            ($"assignee_id = '{FitterId}' and finished_on is null order by due_on, id", "open_tasks_of_somebody"),
            ("team = 'a' and finished_on is null order by due_on, id", "open_tasks_of_a_team"),
            ($"assignee_id = '{FitterId}' and finished_on is not null order by finished_on desc, id desc",
                "tasks_that_somebody_did"),
        })
            (await PlanAsync($"select data from mt_doc_taskrow where {condition} limit 26")).ShouldContain(index);
    }

    // Of a handful of rows PostgreSQL would read all.
    private async Task<string> PlanAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(cases.Service.Database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"set enable_seqscan = off; set enable_bitmapscan = off; explain {sql}";
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        return string.Join('\n', plan);
    }

    [Fact]
    public async Task a_task_goes_through_its_life_and_its_history_says_so()
    {
        var (id, taskId, team) = await SetForATeamAsync();
        await GoAsync(Fitter(team), "claim", new { });
        await GoAsync(Fitter(team), "release", new { reason = "I was not there." });
        await GoAsync(cases.Officer, "chase", new { words = "Please." });
        await GoAsync(cases.Officer, "give", new { assigneeId = Priya.Id });
        await GoAsync(cases.Service.As(Priya.Id, Priya.Name, "investigating-officer"), "finish",
            new { findings = "In May." });
        await GoAsync(cases.Officer, "return", new { comments = "Which day?", round = 1, dueOn = "2099-03-06" });
        await ShouldBeProblem(await Send(Fitter(team), id, $"tasks/{taskId}/finish", new { findings = "I." }, null),
            HttpStatusCode.Conflict, "task-of-another");
        await ShouldBeProblem(await Send(Fitter(team), id, $"tasks/{taskId}/return",
            new { comments = "No.", round = 1, dueOn = "2099-03-06" }, null), HttpStatusCode.Forbidden,
            "not-permitted");
        await GoAsync(cases.Officer, "withdraw", new { reason = "The resident told us." });

        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history"))).GetProperty("changes")
            .EnumerateArray().Select(change => change.GetProperty("kind").GetString()).ShouldBe(
            ["complaint_opened", "task_set", "task_claimed", "task_released", "task_chased", "task_given",
                "task_finished", "task_returned", "task_withdrawn"]);
        var task = (await OneAsync(cases.Officer, id, taskId)).GetProperty("task");
        task.GetProperty("withdrawn").GetProperty("by").GetString().ShouldBe(Sam.Name);
        task.GetProperty("finished")[0].GetProperty("findings").GetString().ShouldBe("In May.");
        task.GetProperty("returned")[0].GetProperty("comments").GetString().ShouldBe("Which day?");

        async Task GoAsync(HttpClient client, string verb, object body) =>
            (await Send(client, id, $"tasks/{taskId}/{verb}", body, null)).StatusCode.ShouldBe(HttpStatusCode.OK, verb);
    }

    [Fact]
    public async Task a_task_keeps_what_its_kind_said_when_it_was_set()
    {
        var id = await cases.OpenedComplaint();
        await ChangeAsync([], new { name = "Ask the surveyor", workingDays = 4, instructions = "Go there." });
        var (taskId, _) = await SetAsync(id, "ask-the-surveyor");
        await ChangeAsync(["ask-the-surveyor"], new
        { key = "ask-the-surveyor", name = "Survey", workingDays = 9, instructions = "Otherwise." });

        var task = (await OneAsync(cases.Officer, id, taskId)).GetProperty("task");
        task.GetProperty("typeName").GetString().ShouldBe("Ask the surveyor");
        task.GetProperty("instructions").GetString().ShouldBe("Go there.");
    }

    // The standard kinds stay as they are: other tests use them meanwhile.
    private async Task ChangeAsync(string[] without, object with)
    {
        var administrator = cases.Service.As(Priya.Id, Priya.Name, "administrator");
        using var read = await administrator.GetAsync("/api/task-types");
        var types = (await Json(read)).GetProperty("items").EnumerateArray()
            .Where(type => !without.Contains(type.GetProperty("key").GetString()))
            .Select(type => (object)new
            {
                key = type.GetProperty("key").GetString(),
                name = type.GetProperty("name").GetString(),
                instructions = type.GetProperty("instructions").GetString(),
                workingDays = type.GetProperty("workingDays").GetInt32(),
                isMandatory = type.GetProperty("isMandatory").GetBoolean(),
                decides = type.GetProperty("decides").GetBoolean(),
                roles = type.GetProperty("roles"),
                showsContact = type.GetProperty("includes").GetProperty("contact").GetBoolean(),
                showsDetails = type.GetProperty("includes").GetProperty("details").GetBoolean(),
                showsDocuments = type.GetProperty("includes").GetProperty("documents").GetBoolean(),
            }).Append(with);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/task-types")
        { Content = JsonContent.Create(new { types }) };
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.Tag);
        (await administrator.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(Guid Complaint, Guid Task, string Team)> SetForATeamAsync(string due = "2099-03-05")
    {
        var id = await cases.OpenedComplaint();
        var (taskId, team) = await SetAsync(id, due: due);
        return (id, taskId, team);
    }

    /// <summary>Sets a task for a team of its own, unless one is named.</summary>
    private async Task<(Guid TaskId, string Team)> SetAsync(
        Guid id, string type = "contribution", string due = "2099-03-05", string? team = null)
    {
        var taskId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var name = team ?? $"Team {taskId}";
        var teamId = ServiceDefaults.DeterministicId.Of(name);
        await cases.Say(new TeamChanged(teamId, name));
        HttpResponseMessage answer;
        await Until(async () => (answer = await Send(cases.Officer, id, "tasks",
            new { taskId, type, dueOn = due, teamId }, null)).StatusCode == HttpStatusCode.OK);
        return (taskId, name);
    }

    private static async Task<JsonElement> OneAsync(HttpClient client, Guid id, Guid taskId)
    {
        using var answer = await client.GetAsync($"/api/complaints/{id}/tasks/{taskId}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await Json(answer);
    }

    private static async Task<List<Guid>> ListAsync(HttpClient client, string list) =>
        [.. (await Json(await client.GetAsync($"/api/tasks?list={list}"))).GetProperty("items").EnumerateArray()
            .Select(task => task.GetProperty("taskId").GetGuid())];

    private static async Task<List<Guid>> PagesAsync(HttpClient client, string list, int limit)
    {
        var (all, cursor) = (new List<Guid>(), "");
        do
        {
            var page = await Json(await client.GetAsync($"/api/tasks?list={list}&limit={limit}&cursor={cursor}"));
            all.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(task => task.GetProperty("taskId").GetGuid()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return all;
    }
}
