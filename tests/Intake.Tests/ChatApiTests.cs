using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using static ComplaintsPlatform.Intake.Tests.IntakeFixture;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>Chats of people who are not signed in, at two replicas of one database. Each begins with an empty queue and
/// leaves one.</summary>
[Collection("The queue")]
public sealed class ChatApiTests(IntakeFixture intake) : IAsyncLifetime
{
    private static readonly Guid Sam = new("00000000-0000-7000-8000-0000000000dd");

    private HttpClient Adviser => intake.Service.As(Sam, "Sam Carter", "contact-centre-adviser");

    public ValueTask InitializeAsync() => DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        while (await TakeNextAsync() is not null) { }
    }

    [Fact]
    public async Task customer_and_adviser_talk_and_the_complaint_leads_back_to_what_was_said()
    {
        var chat = await BeginAsync("The lift is stuck.");
        var waiting = await chat.ReadAsync();
        waiting.GetProperty("state").GetString().ShouldBe("waiting");
        waiting.GetProperty("place").GetInt32().ShouldBe(1);
        await using var told = await LiveReader.OpenAsync(chat.Client(intake.Replica), $"api/chats/{chat.Id}/changes");

        await TakeAsync(chat.Id);
        ((JsonElement)(await told.NextAsync())!).GetProperty("kind").GetString().ShouldBe("contact_taken");
        await OkAsync(await AnswerAsync(chat.Id, "Is anybody in it?"));
        ((JsonElement)(await told.NextAsync())!).GetProperty("kind").GetString().ShouldBe("staff_answered");
        told.Position.ShouldBe(3);
        await OkAsync(await chat.WriteAsync(NewId(), "Nobody.\nIt is the third floor."));
        var talked = await chat.ReadAsync();
        talked.GetProperty("with").GetString().ShouldBe("Sam");
        Texts(talked).ShouldBe(["The lift is stuck.", "Is anybody in it?", "Nobody.\nIt is the third floor."]);
        talked.GetProperty("messages")[1].GetProperty("by").GetString().ShouldBe("Sam");

        var body = Body();
        body["waitingContactId"] = chat.Id;
        var made = await Json(await Post(Adviser, body));
        var ended = await chat.ReadAsync();
        ended.GetProperty("state").GetString().ShouldBe("finished");
        ended.GetProperty("reference").GetString().ShouldBe(made.GetProperty("reference").GetString());
        await ShouldBeProblem(await chat.WriteAsync(NewId(), "Are you there?"), HttpStatusCode.Conflict, "chat-ended");

        using var auditor = intake.Service.As(NewId(), "Ada Auditor", "auditor");
        var complaint = made.GetProperty("complaintId").GetGuid();
        var origin = (await auditor.GetFromJsonAsync<JsonElement>($"/api/waiting-contacts/made-into/{complaint}"))
            .GetProperty("items")[0];
        origin.GetProperty("contactId").GetGuid().ShouldBe(chat.Id);
        var kept = await auditor.GetFromJsonAsync<JsonElement>($"/api/waiting-contacts/{chat.Id}");
        Texts(kept).ShouldBe(Texts(talked));
        kept.GetProperty("messages")[1].GetProperty("by").GetString().ShouldBe("Sam Carter");

        // Whom the complaint is hidden from finds nothing of it here either.
        await intake.Service.PublishAsync("complaints.cases.complaint-restricted.v1", complaint,
            new Contracts.Cases.ComplaintRestricted(complaint, [Sam]), streamVersion: 2);
        await Eventually.IsSoAsync(async () => (await Adviser.GetAsync($"/api/waiting-contacts/{chat.Id}"))
            .StatusCode == HttpStatusCode.NotFound, "It is still there for whom it is hidden from.");
        foreach (var address in new[] { $"made-into/{complaint}", $"{chat.Id}/changes" })
            await ShouldBeProblem(
                await Adviser.GetAsync($"/api/waiting-contacts/{address}"), HttpStatusCode.NotFound, "not-found");
        (await auditor.GetAsync($"/api/waiting-contacts/{chat.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task an_id_that_is_none_and_a_key_that_does_not_fit_have_one_answer()
    {
        var chat = await BeginAsync("My words.");
        var complaint = (await Json(await Post(intake.Adviser, Body()))).GetProperty("complaintId").GetGuid();
        using var added = await intake.Adviser.PostAsJsonAsync(
            "/api/waiting-contacts", new { channel = "web-chat", words = "From a module." });
        var contact = (await Json(added)).GetProperty("contactId").GetGuid();
        foreach (var other in new[]
        {
            chat with { Key = NewKey() }, chat with { Key = null }, chat with { Key = chat.Key![1..] },
            chat with { Key = $"{chat.Key}A" }, chat with { Id = NewId() }, chat with { Id = complaint },
            chat with { Id = contact },
        })
        {
            HttpResponseMessage[] answers =
            [
                await other.GetAsync(""), await other.GetAsync("/changes"), await other.WriteAsync(NewId(), "Mine?"),
                await other.PostAsync("/end", new { }),
            ];
            foreach (var answer in answers) await ShouldBeProblem(answer, HttpStatusCode.NotFound, "not-found");
            if (other.Id != chat.Id && other.Key is { Length: 43 } && other.Id != complaint && other.Id != contact)
                continue;
            using var begun = await other.BeginAsync("My words.");
            if (other.Key is { Length: 43 }) await ShouldBeProblem(begun, HttpStatusCode.NotFound, "not-found");
            else await ShouldBeProblem(begun, HttpStatusCode.BadRequest, "chat-key-malformed");
        }

        Texts(await chat.ReadAsync()).ShouldBe(["My words."]);
        // Nothing of the key is kept but its hash, and nobody is told even that.
        (await chat.ReadAsync()).GetRawText().ShouldNotContain("Key", Case.Insensitive);
        (await intake.Adviser.GetStringAsync($"/api/waiting-contacts/{chat.Id}")).ShouldNotContain("key",
            Case.Insensitive);
    }

    [Fact]
    public async Task begun_or_written_twice_at_once_it_is_there_once()
    {
        var chat = New();
        var starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => chat.BeginAsync("My words.", Place(n))));
        starts.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        var message = NewId();
        var writes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => chat.WriteAsync(message, "And more.", Place(n))));
        writes.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        Texts(await chat.ReadAsync()).ShouldBe(["My words.", "And more."]);
        await ShouldBeProblem(
            await chat.WriteAsync(message, "Otherwise."), HttpStatusCode.Conflict, "message-id-reused");
        await ShouldBeProblem(await chat.BeginAsync("Other words."), HttpStatusCode.Conflict, "chat-begun");
    }

    // Both sides write at both replicas while the adviser makes a complaint of it: what was answered 200 is in the
    // stream, once, before its end, in one order for everybody; what was not is nowhere. Seven at once: somebody wins
    // each race, and a verb decides again seven times (LostRace.cs).
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task nothing_that_was_taken_is_lost_while_it_is_being_finished(int round)
    {
        var chat = await BeginAsync($"Round {round}.");
        await TakeAsync(chat.Id);
        var said = Enumerable.Range(0, 6)
            .Select(n => (Id: NewId(), Text: $"Message {n}", IsFromStaff: n % 2 == 0)).ToList();
        var body = Body($"Round {round}.");
        body["waitingContactId"] = chat.Id;
        var finish = Task.Run(() => Post(Adviser, body));
        var answers = await Task.WhenAll(said.Select((message, n) => Task.Run(() => message.IsFromStaff
            ? AnswerAsync(chat.Id, message.Text, message.Id)
            : chat.WriteAsync(message.Id, message.Text, Place(n)))));
        (await finish).StatusCode.ShouldBe(HttpStatusCode.Created);

        var seen = await chat.ReadAsync();
        seen.GetProperty("state").GetString().ShouldBe("finished");
        var there = seen.GetProperty("messages").EnumerateArray().Skip(1)
            .Select(one => one.GetProperty("messageId").GetGuid()).ToList();
        there.ShouldBe(said.Zip(answers).Where(pair => pair.Second.IsSuccessStatusCode).Select(pair => pair.First.Id),
            ignoreOrder: true);
        foreach (var (message, answer) in said.Zip(answers).Where(pair => !pair.Second.IsSuccessStatusCode))
            await ShouldBeProblem(
                answer, HttpStatusCode.Conflict, message.IsFromStaff ? "contact-finished" : "chat-ended");
        // The end comes last, and both sides read the same order.
        await using var all = await LiveReader.OpenAsync(
            chat.Client(intake.Replica), $"api/chats/{chat.Id}/changes", after: 0);
        for (var version = 1; version <= there.Count + 3; version++)
        {
            var kind = ((JsonElement)(await all.NextAsync())!).GetProperty("kind").GetString();
            (kind == "contact_finished").ShouldBe(version == there.Count + 3);
        }

        var staff = await intake.AdviserAtReplica.GetFromJsonAsync<JsonElement>($"/api/waiting-contacts/{chat.Id}");
        Texts(staff).ShouldBe(Texts(seen));
    }

    // A message is decided on the state before the end, and is saved after it: it decides again, and is refused.
    [Fact]
    public async Task a_message_that_overtakes_nothing_is_decided_on_the_end()
    {
        var chat = await BeginAsync("My words.");
        await TakeAsync(chat.Id);
        await using var database = Npgsql.NpgsqlDataSource.Create(intake.Service.Database);
        await using (var held = await database.OpenConnectionAsync())
        {
            await using var transaction = await held.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand(
                "select version from mt_streams where id = $1 for update", held);
            hold.Parameters.Add(new() { Value = chat.Id });
            await hold.ExecuteNonQueryAsync();
            // Both have read the stream and wait to write to it; whichever comes second has lost.
            var finish = Adviser.PostAsJsonAsync($"/api/waiting-contacts/{chat.Id}/finish",
                new { outcome = "nothing-to-do", note = "It runs again." });
            var write = chat.WriteAsync(NewId(), "One more.", intake.Replica);
            await Eventually.IsSoAsync(async () => await WaitersAsync(database) >= 2, "Nobody waits for the stream.");
            await transaction.RollbackAsync();
            (await finish).StatusCode.ShouldBe(HttpStatusCode.OK);
            using var written = await write;
            var texts = Texts(await chat.ReadAsync());
            if (written.IsSuccessStatusCode) texts.ShouldBe(["My words.", "One more."]);
            else
            {
                await ShouldBeProblem(written, HttpStatusCode.Conflict, "chat-ended");
                texts.ShouldBe(["My words."]);
            }
        }
    }

    [Fact]
    public async Task a_place_in_the_queue_moves_up_and_whoever_leaves_keeps_it()
    {
        var (first, second) = (await BeginAsync("First."), await BeginAsync("Second."));
        (await second.ReadAsync()).GetProperty("place").GetInt32().ShouldBe(2);
        await TakeAsync(first.Id);
        (await second.ReadAsync()).GetProperty("place").GetInt32().ShouldBe(1);
        await OkAsync(await second.PostAsync("/end", new { }));
        var left = await second.ReadAsync();
        left.GetProperty("hasLeft").GetBoolean().ShouldBeTrue();
        left.GetProperty("place").GetInt32().ShouldBe(1);
        await TakeAsync(second.Id);
        await ShouldBeProblem(await AnswerAsync(second.Id, "Hello?"), HttpStatusCode.Conflict, "chat-left");
    }

    [Fact]
    public async Task staff_who_have_not_taken_it_read_and_do_not_answer_and_strangers_do_neither()
    {
        var chat = await BeginAsync("My words.");
        await ShouldBeProblem(await AnswerAsync(chat.Id, "Hello."), HttpStatusCode.Conflict, "contact-not-taken");
        (await Adviser.GetAsync($"/api/waiting-contacts/{chat.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await intake.Service.Anonymous().GetAsync($"/api/waiting-contacts/{chat.Id}"),
            HttpStatusCode.Unauthorized, "not-authenticated");
        using var partner = intake.Service.As(NewId(), "Pat", "partner");
        await ShouldBeProblem(
            await partner.GetAsync($"/api/waiting-contacts/{chat.Id}"), HttpStatusCode.Forbidden, "not-permitted");
        await ShouldBeProblem(
            await Adviser.GetAsync($"/api/waiting-contacts/{NewId()}"), HttpStatusCode.NotFound, "not-found");
    }

    private static async Task<long> WaitersAsync(Npgsql.NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static IEnumerable<string?> Texts(JsonElement chat) =>
        [.. chat.GetProperty("messages").EnumerateArray().Select(said => said.GetProperty("text").GetString())];

    private static async Task OkAsync(HttpResponseMessage answer) =>
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());

    private static async Task ShouldBeProblem(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        (await Json(answer)).GetProperty("type").GetString().ShouldBe($"urn:complaints:problem:{code}");
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static string NewKey() =>
        System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private RunningService<Program> Place(int n) => n % 2 == 0 ? intake.Service : intake.Replica;

    private OwnChat New() => new(intake.Service, NewId(), NewKey());

    private async Task<OwnChat> BeginAsync(string words)
    {
        var chat = New();
        using var answer = await chat.BeginAsync(words);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return chat;
    }

    private Task<HttpResponseMessage> AnswerAsync(Guid id, string text, Guid? messageId = null) =>
        Adviser.PostAsJsonAsync(
            $"/api/waiting-contacts/{id}/answer", new { messageId = messageId ?? NewId(), text });

    private async Task TakeAsync(Guid id) => (await TakeNextAsync()).ShouldBe(id);

    private async Task<Guid?> TakeNextAsync()
    {
        using var answer = await Adviser.PostAsJsonAsync("/api/waiting-contacts/take-next", new { });
        return answer.StatusCode == HttpStatusCode.OK
            ? (await Json(answer)).GetProperty("contactId").GetGuid()
            : null;
    }

    private sealed record OwnChat(RunningService<Program> Home, Guid Id, string? Key)
    {
        public HttpClient Client(RunningService<Program> at)
        {
            var client = at.Anonymous();
            if (Key is not null) client.DefaultRequestHeaders.Add("Chat-Key", Key);
            return client;
        }

        public Task<HttpResponseMessage> BeginAsync(string words, RunningService<Program>? at = null) =>
            Client(at ?? Home).PostAsJsonAsync(
                "/api/chats", new { contactId = Id, words, from = new { name = "Ada Osei" } });

        public Task<HttpResponseMessage> WriteAsync(
            Guid messageId, string text, RunningService<Program>? at = null) =>
            Client(at ?? Home).PostAsJsonAsync($"/api/chats/{Id}/write", new { messageId, text });

        public Task<HttpResponseMessage> PostAsync(string path, object body) =>
            Client(Home).PostAsJsonAsync($"/api/chats/{Id}{path}", body);

        public Task<HttpResponseMessage> GetAsync(string path) => Client(Home).GetAsync($"/api/chats/{Id}{path}");

        public async Task<JsonElement> ReadAsync()
        {
            using var answer = await GetAsync("");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            return await Json(answer);
        }
    }
}
