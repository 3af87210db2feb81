using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Bench;

/// <summary>The page of a resident and of a case, as the portal serves them to whoever is signed in, at two sizes of
/// landlord.</summary>
internal static partial class PortalBench
{
    private const int Most = 8;
    private const string Databases = "portal identity linkage cases slaclock";
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(4), Time = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync(Size large, bool keep)
    {
        var answers = await LandlordRun.CompareAsync(large, keep, MeasureAsync);
        List<string[]> rows =
        [
            ["Pages of the portal", Size.Small.Text, large.Text, "ratio of p95", "statements, small and large",
                "rows read from end to end", "bar, p95"],
        ];
        foreach (var (question, small, big) in answers)
            rows.Add([question, $"p50 {small.Times.At(50)}, p95 {small.Times.At(95)}",
                $"p50 {big.Times.At(50)}, p95 {big.Times.At(95)}",
                (big.Times.ValueAt(95) / small.Times.ValueAt(95)).Text("0.00"),
                small.Asked is null || big.Asked is null ? ""
                    : $"{small.Asked.Statements.Text("0.0")}, {big.Asked.Statements.Text("0.0")}",
                big.Asked?.Scanned ?? "", question.StartsWith("page", StringComparison.Ordinal) ? "< 150 ms" : ""]);
        Table.Print(rows);
        return 0;
    }

    private static async Task<List<(string, (Durations Times, Asked? Asked))>> MeasureAsync(
        Platform platform, MadeLandlord landlord, string server)
    {
        var visitors = new List<HttpClient>();
        for (var n = 0; n < Most; n++) visitors.Add(await SignInAsync(platform.Portal));
        var busy = landlord.Size.Complaints / 50 * 50;
        // Somebody with twenty complaints, and one of thirty in a home, are found by their numbers.
        Func<int, MadeComplaint> any = n => landlord.Complaint(new Dice("page", n).Below(landlord.Size.Complaints)),
            often = n => landlord.Complaint(new Dice("page", n).Below(busy / 50) * 50),
            home = n => landlord.Complaint((new Dice("page", n).Below((landlord.Size.Complaints - 2) / 67) * 67) + 1);
        (string Name, Func<int, string> Path)[] pages =
        [
            ("empty page: how to complain", _ => "/how-to-complain"),
            ("page of a person, anybody", n =>
                $"/people/{landlord.Person(new Dice("page", n).Below(landlord.Size.People)).Id}"),
            ("page of a person with twenty complaints", n => $"/people/{Of(often, n).Person!.Id}"),
            ("page of a person, thirty complaints in the home", n => $"/people/{Of(home, n).Person!.Id}"),
            ("page of a case, any", n => $"/complaints/{any(n).Id}"),
            ("page of a case, of somebody with twenty", n => $"/complaints/{Of(often, n).Id}"),
            ("page of a case, thirty in the home", n => $"/complaints/{Of(home, n).Id}"),
        ];

        var answers = new List<(string, (Durations, Asked?))>
        {
            ("`select 1`, 1 client", (await LandlordRun.RoundTripAsync(server), null)),
        };
        foreach (var (name, path) in pages)
        {
            await Load.TimesAsync(4, Warming, (client, n) => GetAsync(visitors[client], path(-n)));
            var asked = await Asked.CountAsync(server, name, Databases, n => GetAsync(visitors[0], path(n + 100_000)));
            foreach (var clients in new[] { 1, Most })
                answers.Add(($"{name}, {clients} client{(clients > 1 ? "s" : "")}", (
                    await Load.TimesAsync(clients, Time, (client, n) => GetAsync(visitors[client], path(n))),
                    clients == 1 ? asked : null)));
        }

        foreach (var visitor in visitors) visitor.Dispose();
        return answers;

        // The next one that is somebody's.
        static MadeComplaint Of(Func<int, MadeComplaint> which, int n)
        {
            var found = which(n);
            for (var more = 1; found.Person is null; more++) found = which(n + (more * 1_000_003));
            return found;
        }

        static async Task GetAsync(HttpClient visitor, string path)
        {
            using var answer = await visitor.GetAsync(new Uri(path, UriKind.Relative));
            var page = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode || !page.Contains("</html>", StringComparison.Ordinal))
                throw new HttpRequestException(string.Create(
                    CultureInfo.InvariantCulture, $"{path}: {(int)answer.StatusCode} {page}"));
        }
    }

    // As a browser does, by way of the authority's page.
    private static async Task<HttpClient> SignInAsync(Uri portal)
    {
        var visitor = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        { BaseAddress = portal };
        using var shown = await visitor.GetAsync(portal);
        var page = await shown.Content.ReadAsStringAsync();
        var fields = Hidden().Matches(page)
            .Select(field => KeyValuePair.Create(field.Groups["name"].Value,
                WebUtility.HtmlDecode(field.Groups["value"].Value)))
            .Append(new("Username", "officer@harbour.example")).Append(new("Password", "Complaints-2026!"));
        using var form = new FormUrlEncodedContent(fields);
        using var home = await visitor.PostAsync(shown.RequestMessage!.RequestUri, form);
        return home.IsSuccessStatusCode && home.RequestMessage!.RequestUri!.Port == portal.Port
            ? visitor
            : throw new HttpRequestException(
                $"Not signed in: {home.RequestMessage!.RequestUri}: {await home.Content.ReadAsStringAsync()}");
    }

    [GeneratedRegex(
        "<input(?=[^>]*type=\"hidden\")(?=[^>]*name=\"(?<name>[^\"]+)\")(?=[^>]*value=\"(?<value>[^\"]*)\")")]
    private static partial Regex Hidden();
}
