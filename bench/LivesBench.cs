using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.Bench;

/// <summary>
/// Whole lives through the gateway: made, acknowledged, asked about, found on and answered at both stages, closed. As a
/// screen does, each verb reads the complaint first and names the version that it saw.
/// </summary>
internal static class LivesBench
{
    private static readonly int[] At = [1, 8, 32];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40), Time = TimeSpan.FromSeconds(20);

    private static readonly string[] Order =
    [
        "make", "open", "read", "assign", "acknowledge", "tasks", "finish", "contacts", "findings",
        "record-stage-1-response", "record-cause", "escalate-to-stage-2", "claim", "acknowledge-stage-2",
        "record-stage-2-response", "close",
    ];

    private static readonly object Acknowledgement = new
    {
        definition = "The mould was washed down and its cause never looked for.",
        outcomesSought = "The cause found and treated.",
        responsibleFor = "The walls, and how we answer.",
        notResponsibleFor = "Nothing in this complaint.",
    };

    private static readonly object Answer =
        new { outcome = "upheld", summary = "We are sorry. A surveyor comes on Monday." };

    public static async Task<int> RunAsync()
    {
        await using var platform = await Platform.StartAsync("--fresh", "--no-seed", "--smtp-sink");
        await MeasureAsync(platform, 4, WarmUp);
        await Processes.AreQuietAsync();
        List<string[]> lives =
            [["Lives through the gateway", "lives/s", "a life, p50", "calls in it", "all calls, p95", "CPU per life"]];
        List<Dictionary<string, Durations>> rounds = [];
        foreach (var clients in At)
        {
            var before = Spent();
            var (perSecond, whole, each) = await MeasureAsync(platform, clients, Time);
            // What is behind the door works on; a life's share of that counts too.
            await Processes.AreQuietAsync();
            var all = new Durations(each.SelectMany(call => call.Value));
            lives.Add([Clients(clients), perSecond.Text("0.00"), whole.At(50),
                ((double)all.Count / whole.Count).Text(), all.At(95),
                ((Spent() - before).TotalMilliseconds / whole.Count).Text() + " ms"]);
            rounds.Add(each.ToDictionary(call => call.Key, call => new Durations(call.Value)));
        }

        Table.Print(lives);
        Table.Print(
        [
            ["A call, p95", .. At.Select(Clients)],
            .. Order.Select(string[] (call) => [call, .. rounds.Select(round => round[call].At(95))]),
        ]);
        return 0;

        static string Clients(int clients) => $"{clients} client{(clients > 1 ? "s" : "")}";

        static TimeSpan Spent() =>
            Processes.ProcessorTime().Values.Aggregate(TimeSpan.Zero, (sum, part) => sum + part);
    }

    private static async Task<Round> MeasureAsync(Platform platform, int clients, TimeSpan time)
    {
        // A token is good for five minutes.
        var people = new People(await SignInAsync(platform, "officer"), await SignInAsync(platform, "investigator"),
            await SignInAsync(platform, "officer2"), await SignInAsync(platform, "leader"));
        var calls = new ConcurrentDictionary<string, ConcurrentBag<double>>();
        var from = TimeProvider.System.GetTimestamp();
        var whole = await Load.TimesAsync(
            clients, time, (_, number) => new Life(platform, people, calls).LiveAsync(number));
        return new(whole.Count / TimeProvider.System.GetElapsedTime(from).TotalSeconds, whole, calls);
    }

    private static async Task<Somebody> SignInAsync(Platform platform, string user)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "password"), new("username", $"{user}@harbour.example"),
            new("password", "Complaints-2026!"),
        ]);
        using var answer = await platform.Http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        var claims = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        using var read =
            JsonDocument.Parse(Convert.FromBase64String(claims.PadRight((claims.Length + 3) / 4 * 4, '=')));
        return new(token, read.RootElement.GetProperty("sub").GetGuid());
    }

    private sealed record Round(
        double PerSecond, Durations Whole, IReadOnlyDictionary<string, ConcurrentBag<double>> Calls);

    private sealed record Somebody(string Token, Guid Id);

    private sealed record People(Somebody Officer, Somebody Investigator, Somebody Colleague, Somebody Leader);

    private sealed class Life(
        Platform platform, People people, ConcurrentDictionary<string, ConcurrentBag<double>> calls)
    {
        private readonly Guid id = Guid.CreateVersion7();

        public async Task LiveAsync(int number)
        {
            var (officer, investigator) = (people.Officer, people.Investigator);
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
            await CallAsync(officer, HttpMethod.Post, "make", "api/complaints", new
            {
                complaintId = id,
                channel = "phone",
                category = "damp-and-mould",
                preferredContact = "email",
                resident = new { name = $"Resident {number}", email = $"{id:N}@example.org" },
                points = new[] { $"There is black mould in the bedroom ({id:N})." },
            });
            // The case opens by way of the broker.
            await CallAsync(officer, HttpMethod.Get, "open", $"api/complaints/{id}");
            await VerbAsync(people.Leader, "assign", new { ownerId = officer.Id });
            await VerbAsync(officer, "acknowledge", Acknowledgement);
            foreach (var asked in new[] { investigator, people.Colleague, people.Leader })
            {
                var task = Guid.CreateVersion7();
                await VerbAsync(officer, "tasks", new
                { taskId = task, type = "contribution", dueOn = today.AddDays(5), assigneeId = asked.Id });
                await CallAsync(asked, HttpMethod.Get, "read", $"api/complaints/{id}/tasks/{task}");
                await CallAsync(asked, HttpMethod.Post, "finish", $"api/complaints/{id}/tasks/{task}/finish",
                    new { findings = "It was washed down on 3 March." });
            }

            await VerbAsync(officer, "contacts", new
            {
                noteId = Guid.CreateVersion7(),
                kind = "call",
                words = "They are in on Thursdays.",
                on = today,
                resident = true,
                reached = true,
            });
            await VerbAsync(officer, "findings", Finding);
            await VerbAsync(officer, "record-stage-1-response", Answer);
            await VerbAsync(officer, "record-cause", new { rootCause = "delay" });
            await VerbAsync(officer, "escalate-to-stage-2", new { words = "It has come back." });
            await VerbAsync(investigator, "claim", new { });
            await VerbAsync(investigator, "acknowledge-stage-2", Acknowledgement);
            await VerbAsync(investigator, "findings", Finding);
            await VerbAsync(investigator, "record-stage-2-response", Answer);
            await VerbAsync(investigator, "close", new { because = "the-resident-is-satisfied" });
        }

        private static object Finding => new
        { point = 1, finding = "upheld", reasons = "Nobody looked for the cause, and our policy says to." };

        private async Task VerbAsync(Somebody who, string verb, object body)
        {
            var seen = await CallAsync(who, HttpMethod.Get, "read", $"api/complaints/{id}");
            await CallAsync(who, HttpMethod.Post, verb, $"api/complaints/{id}/{verb}", body, seen);
        }

        // Gives the version that was answered.
        private async Task<string?> CallAsync(
            Somebody who, HttpMethod method, string name, string path, object? body = null, string? version = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Token);
            if (name == "open") request.Headers.Add("Prefer", "wait=30");
            if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
            if (body is not null) request.Content = JsonContent.Create(body, body.GetType());
            var start = TimeProvider.System.GetTimestamp();
            using var answer = await platform.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"{name}: {(int)answer.StatusCode} {text}");
            calls.GetOrAdd(name, _ => []).Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            return answer.Headers.ETag?.ToString();
        }
    }
}
