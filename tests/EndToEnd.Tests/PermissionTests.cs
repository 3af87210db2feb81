using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>
/// Every role at every route, asked over the gateway. What each may do is data that somebody can review:
/// docs/permissions.md. After a change, run this with UPDATE_PERMISSIONS=1 and commit the table with the change.
/// </summary>
public sealed partial class PermissionTests(Platform platform)
{
    // The column, and who signs in for it.
    private static readonly (string Column, string? User)[] Callers =
    [
        ("anybody", null), ("resident", "resident"), ("adviser", "adviser"), ("housing officer", "housing.officer"),
        ("investigating officer", "investigator"), ("complaints officer", "officer"), ("team leader", "leader"),
        ("compliance officer", "compliance"), ("director", "director"), ("auditor", "auditor"),
        ("administrator", "admin"), ("ops engineer", "ops"), ("partner", "partner"), ("module", "module"),
    ];

    // With an empty body these would be done, and disturb other tests: only who must be refused asks.
    private static readonly string[] Done = ["/rebuild", "/republish", "/rotate"];

    [Fact]
    public async Task every_role_may_do_what_the_table_says_and_nothing_else()
    {
        var clients = new List<(string Column, HttpClient Client)>();
        foreach (var (column, user) in Callers) clients.Add((column, await ClientAsync(user)));
        var file = Path.Combine(Root(), "docs", "permissions.md");
        var written = await File.ReadAllTextAsync(file);
        var table = new StringBuilder(written.Split("\n| Route")[0]);
        var before = written.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .ToDictionary(line => line.Split('`')[1]);
        table.Append($"\n| Route | {string.Join(" | ", Callers.Select(caller => caller.Column))} |\n");
        table.Append($"|---|{string.Concat(Callers.Select(_ => ":-:|"))}\n");
        foreach (var (method, path) in await RoutesAsync())
        {
            var route = $"{method} {path}";
            var isDone = Done.Any(end => path.EndsWith(end, StringComparison.Ordinal));
            var marks = await Task.WhenAll(clients.Select(async (caller, column) =>
                isDone && before.GetValueOrDefault(route)?.Split('|')[column + 2].Trim() == "●"
                    ? "●"
                    : await MayAsync(caller.Client, method, path) ? "●" : ""));
            table.Append($"| `{route}` | {string.Join(" | ", marks)} |\n");
        }

        if (Environment.GetEnvironmentVariable("UPDATE_PERMISSIONS") is null) table.ToString().ShouldBe(written);
        else await File.WriteAllTextAsync(file, table.ToString());
        foreach (var (_, client) in clients) client.Dispose();
    }

    // Ids of nothing and no command: who may is told what is wrong with that.
    private static async Task<bool> MayAsync(HttpClient client, string method, string path)
    {
        var nothing = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(
            new HttpMethod(method), Parameter().Replace(path, $"{nothing}").TrimStart('/'));
        if (method is "POST" or "PUT" or "PATCH") request.Content = JsonContent.Create(new { });
        // Some answers go on for as long as somebody reads them.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)answer.StatusCode).ShouldBeLessThan(500, $"{method} {path}");
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
    }

    private async Task<IReadOnlyList<(string Method, string Path)>> RoutesAsync()
    {
        var document = await platform.Gateway.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        return [.. document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject()
                .Select(operation => (operation.Name.ToUpperInvariant(), path.Name)))
            .OrderBy(route => route.Item2, StringComparer.Ordinal)
            .ThenBy(route => route.Item1, StringComparer.Ordinal)];
    }

    private async Task<HttpClient> ClientAsync(string? user)
    {
        if (user is not (null or "module")) return await platform.SignedInAsync(user);
        var client = new HttpClient { BaseAddress = platform.Gateway.BaseAddress };
        if (user is null) return client;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "housing-repairs",
            ["client_secret"] = "development-only-secret",
        });
        using var answer = await client.PostAsync(new Uri("connect/token", UriKind.Relative), form);
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return client;
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "global.json"))) directory = directory.Parent;
        return directory.FullName;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
