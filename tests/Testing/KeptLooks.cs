using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;

namespace ComplaintsPlatform.Testing;

/// <summary>
/// What every service promises of looks at what it shows. It takes their table away for a moment, so on a service that
/// no other test asks.
/// </summary>
public static class KeptLooks
{
    private static readonly Guid Kim = new("00000000-0000-7000-8000-0000000000ee");
    private static readonly Guid Carl = new("00000000-0000-7000-8000-0000000000ec");

    /// <summary>Fails unless it is so.</summary>
    /// <param name="services">The running service's.</param>
    /// <param name="database">Its database, as the owner.</param>
    /// <param name="client">A client for somebody with roles.</param>
    /// <param name="subject">What is looked at; it exists.</param>
    /// <param name="views">The route that says who looked.</param>
    /// <param name="shown">Every route that shows something of it, and what part.</param>
    public static async Task ShouldBeKeptAsync(
        IServiceProvider services, string database, Func<Guid, string[], HttpClient> client, Guid subject, string views,
        params (string Path, string Part)[] shown)
    {
        var kim = client(Kim, ["compliance-officer", "complaints-officer"]);
        var auditor = client(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), ["auditor"]);
        // A refresh, unless ten minutes end between the two.
        for (var n = 0; n < 2; n++)
            foreach (var (path, _) in shown)
                (await kim.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        var looks = await PagesAsync(auditor, views);
        looks.Select(look => look.GetProperty("lookId").GetGuid()).ShouldBeUnique();
        looks.Select(look => look.GetProperty("at").GetDateTimeOffset()).ShouldBe(
            looks.Select(look => look.GetProperty("at").GetDateTimeOffset()).OrderDescending());
        var kims = looks.Where(look => look.GetProperty("whoId").GetGuid() == Kim).ToList();
        kims.Select(look => look.GetProperty("part").GetString()).Distinct().Order()
            .ShouldBe(shown.Select(part => part.Part).Order());
        (kims.Count == shown.Length || kims.Select(look => Slot(look)).Distinct().Count() == 2).ShouldBeTrue();
        kims[0].GetProperty("roles").EnumerateArray().Select(role => role.GetString())
            .ShouldBe(["compliance-officer", "complaints-officer"]);

        var unknown = views.Replace(
            $"{subject}", $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}", StringComparison.Ordinal);
        foreach (var (who, path, status, code) in new[]
        {
            (auditor, $"{views}?limit=0", HttpStatusCode.BadRequest, "limit-out-of-range"),
            (auditor, $"{views}?cursor=nonsense", HttpStatusCode.BadRequest, "cursor-malformed"),
            (auditor, unknown, HttpStatusCode.NotFound, "not-found"),
            (client(Kim, ["complaints-officer", "director", "administrator"]), views, HttpStatusCode.Forbidden,
                "not-permitted"),
        })
            await ShouldBeProblemAsync(await who.GetAsync(path), status, code);
        if (views.StartsWith("/api/complaints/", StringComparison.Ordinal))
            await HiddenAsync(
                services, client(Carl, ["compliance-officer"]), subject, [.. shown.Select(part => part.Path), views]);
        await GuardedAsync(database, kim, [.. shown.Select(part => part.Path)]);
        looks = await PagesAsync(auditor, views);
        looks.ShouldNotContain(look => look.GetProperty("whoId").GetGuid() == Carl);
        // Who reads who looked is read about as well.
        looks.ShouldContain(look => look.GetProperty("part").GetString() == "views");
    }

    private static async Task HiddenAsync(IServiceProvider services, HttpClient his, Guid subject, string[] paths)
    {
        await using (var session = services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Store(new RestrictedComplaint(subject, [Carl], 1));
            await session.SaveChangesAsync();
        }

        foreach (var path in paths)
            await ShouldBeProblemAsync(await his.GetAsync(path), HttpStatusCode.NotFound, "not-found");
    }

    private static async Task GuardedAsync(string database, HttpClient kim, string[] paths)
    {
        await using var owner = NpgsqlDataSource.Create(database);
        foreach (var sql in new[] { "update looks set who = 'Nobody'", "delete from looks", "truncate looks" })
        {
            await using var command = owner.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState
                .ShouldBe("RI002");
        }

        await using (var away = owner.CreateCommand("alter table looks rename to elsewhere"))
            await away.ExecuteNonQueryAsync();
        foreach (var path in paths)
            await ShouldBeProblemAsync(
                await kim.GetAsync(path), HttpStatusCode.ServiceUnavailable, "look-not-recorded");
        await using (var back = owner.CreateCommand("alter table elsewhere rename to looks"))
            await back.ExecuteNonQueryAsync();
    }

    // One row a page: none is left out, none comes twice.
    private static async Task<List<JsonElement>> PagesAsync(HttpClient auditor, string views)
    {
        var (found, next) = (new List<JsonElement>(), "");
        do
        {
            var page = await auditor.GetFromJsonAsync<JsonElement>($"{views}?limit=1&cursor={next}");
            found.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return found;
    }

    private static long Slot(JsonElement look) =>
        look.GetProperty("at").GetDateTimeOffset().UtcTicks / TimeSpan.FromMinutes(10).Ticks;

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.ShouldBe(status, $"{answer.RequestMessage!.RequestUri}");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()
            .ShouldBe("urn:complaints:problem:" + code);
    }
}
