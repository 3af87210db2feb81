using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace ComplaintsPlatform.Bench;

/// <summary>Whoever takes a call: finds the person, has likely doubles looked for, makes the complaint, adds a
/// document; at two sizes of landlord.</summary>
internal static class IntakeBench
{
    private const int DocumentBytes = 20 * 1000 * 1000, Uploads = 8;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(8), Time = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(Size large, bool keep)
    {
        var answers = await LandlordRun.CompareAsync(large, keep, MeasureAsync);
        List<string[]> rows =
        [
            ["Intake", Size.Small.Text, large.Text, "ratio of p95", "statements, small and large",
                "rows read from end to end", "bar"],
        ];
        foreach (var (question, small, big) in answers)
            rows.Add([question, small.Figures, big.Figures,
                double.IsNaN(big.P95 / small.P95) ? "" : (big.P95 / small.P95).Text("0.00"),
                small.Asked is null || big.Asked is null ? ""
                    : $"{small.Asked.Statements.Text("0.0")}, {big.Asked.Statements.Text("0.0")}",
                big.Asked?.Scanned ?? "", big.Bar]);
        Table.Print(rows);
        return 0;
    }

    internal sealed record Answer(string Figures, double P95, Asked? Asked, string Bar)
    {
        public static Answer Of(Durations times, Asked? asked, string bar, string more = "") =>
            new($"p50 {times.At(50)}, p95 {times.At(95)}{more}", times.ValueAt(95), asked, bar);
    }

    private static async Task<List<(string, Answer)>> MeasureAsync(
        Platform platform, MadeLandlord landlord, string server)
    {
        await platform.SignInAsync("adviser@harbour.example");
        var (meant, found) = (0, 0);
        await Load.TimesAsync(8, Warming, (_, n) => SearchAsync(-n));
        (meant, found) = (0, 0);
        var answers = new List<(string, Answer)>
        {
            ("`select 1`, 1 client", Answer.Of(await LandlordRun.RoundTripAsync(server), null, "")),
            ("`GET /api/calendar`, 16 clients: the same path without a database", Answer.Of(
                await Load.TimesAsync(16, TimeSpan.FromSeconds(5), (_, _) => GetAsync("/api/calendar")), null, "")),
        };
        var asked = await Asked.CountAsync(server, "search", "linkage", SearchAsync);
        foreach (var clients in new[] { 1, 16 })
        {
            var times = await Load.TimesAsync(clients, Time, (_, n) => SearchAsync(n));
            answers.Add(($"search for a person, {clients} client{(clients > 1 ? "s" : "")}", Answer.Of(
                times, clients == 1 ? asked : null, clients == 16 ? "< 100 ms" : "",
                string.Create(CultureInfo.InvariantCulture, $"; {found} of {meant} certain ones found"))));
        }

        foreach (var kind in Enumerable.Range(0, 400).GroupBy(n => Searches.At(landlord, n).Kind).OrderBy(k => k.Key))
        {
            var own = kind.Take(40).ToList();
            var times = new List<double>();
            foreach (var n in own)
            {
                var start = TimeProvider.System.GetTimestamp();
                await SearchAsync(n);
                times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }
            answers.Add(($"of these, {kind.Key}, 1 client", Answer.Of(new Durations(times), null, "")));
        }

        await Load.TimesAsync(4, Warming, (_, n) => CaptureAsync(-n));
        var doubles = await Asked.CountAsync(server, "likely doubles", "cases", n => DoublesAsync(n + 500_000));
        answers.Add(("look for likely doubles, 1 client", Answer.Of(
            await Load.TimesAsync(1, TimeSpan.FromSeconds(5), (_, n) => DoublesAsync(n)), doubles, "")));
        var making = await Asked.CountAsync(server, "make", "intake", n => MakeAsync(n + 900_000));
        foreach (var clients in new[] { 1, 4, 16 })
        {
            var offset = clients * 10_000;
            answers.Add(($"likely doubles, then make the complaint, {clients} client{(clients > 1 ? "s" : "")}",
                Answer.Of(await Load.TimesAsync(clients, Time, (_, n) => CaptureAsync(n + offset)),
                    clients == 1 ? making : null, "< 200 ms")));
        }

        answers.AddRange(await UploadsAsync(platform));
        return answers;

        async Task SearchAsync(int n)
        {
            var (_, text, person) = Searches.At(landlord, Math.Abs(n));
            var body = await GetAsync(Searches.Path(text));
            if (person is null) return;
            Interlocked.Increment(ref meant);
            if (body.Contains(person.Id.ToString(), StringComparison.Ordinal)) Interlocked.Increment(ref found);
        }

        async Task CaptureAsync(int n)
        {
            await DoublesAsync(n);
            await MakeAsync(n);
        }

        async Task DoublesAsync(int n)
        {
            var (person, _, text) = SaidAt(n);
            await PostAsync("/api/complaints/likely-doubles", new
            {
                personId = person.Id,
                propertyId = person.Home.Id,
                person.Email,
                person.Phone,
                texts = new[] { text },
            });
        }

        Task MakeAsync(int n)
        {
            var (person, category, text) = SaidAt(n);
            return PostAsync("/api/complaints", new
            {
                channel = "phone",
                category,
                preferredContact = "email",
                resident = new { person.Name, person.Email, person.Phone, personId = person.Id },
                propertyId = person.Home.Id,
                points = new[] { text },
            });
        }

        (MadePerson Person, string Category, string Text) SaidAt(int n)
        {
            var dice = new Dice("said", Math.Abs(n));
            var (category, sentences) = dice.OftenOf(Words.Said);
            return (landlord.Person(dice.Below(landlord.Size.People)), category,
                MadeLandlord.TextOf(dice, sentences));
        }

        async Task<string> GetAsync(string path)
        {
            using var answer = await platform.Http.GetAsync(new Uri(path, UriKind.Relative));
            var body = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? body : throw new HttpRequestException($"{path}: {body}");
        }

        async Task PostAsync(string path, object body)
        {
            using var answer = await platform.Http.PostAsJsonAsync(path, body);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"{path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<List<(string, Answer)>> UploadsAsync(Platform platform)
    {
        await platform.SignInAsync();
        var complaint = await platform.CreateComplaintAsync(1);
        using (var shown = new HttpRequestMessage(HttpMethod.Get, $"/api/complaints/{complaint}"))
        {
            shown.Headers.Add("Prefer", "wait=20");
            (await platform.Http.SendAsync(shown)).EnsureSuccessStatusCode();
        }

        var process = Processes.Ours().Single(one => one.Value == "Cases").Key;
        // What the first one compiles and makes room for, any size would.
        await UploadAsync(100_000, 0);
        await UploadAsync(DocumentBytes, 1);
        var answers = new List<(string, Answer)>();
        foreach (var (clients, from) in new[] { (1, 10), (4, 100) })
        {
            var before = Resident("VmRSS:");
            // Counts the peak anew.
            await File.WriteAllTextAsync($"/proc/{process}/clear_refs", "5");
            var times = new List<double>();
            await Parallel.ForEachAsync(Enumerable.Range(from, Uploads),
                new ParallelOptions { MaxDegreeOfParallelism = clients }, async (n, _) =>
                {
                    var start = TimeProvider.System.GetTimestamp();
                    await UploadAsync(DocumentBytes, n);
                    lock (times) times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
                });
            answers.Add(($"upload of 20 MB, {clients} at once", Answer.Of(new Durations(times), null, "flat",
                $"; {before} MB before, peak + {Resident("VmHWM:") - before} MB")));
        }

        return answers;

        long Resident(string which) => File.ReadLines($"/proc/{process}/status")
            .Where(line => line.StartsWith(which, StringComparison.Ordinal))
            .Select(line => long.Parse(
                line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
            .Single() / 1024;

        async Task UploadAsync(int bytes, int number)
        {
            var content = new byte[bytes];
            var dice = new Dice("document", number);
            for (var at = 0; at + 8 <= bytes; at += 8) BitConverter.TryWriteBytes(content.AsSpan(at), dice.Next());
            "%PDF-1.7\n"u8.CopyTo(content);
            using var form = new MultipartFormDataContent();
            var file = new ByteArrayContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            form.Add(file, "file", $"letter {number}.pdf");
            using var answer = await platform.Http.PostAsync(
                new Uri($"/api/complaints/{complaint}/documents", UriKind.Relative), form);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException(await answer.Content.ReadAsStringAsync());
        }
    }
}
