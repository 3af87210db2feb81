using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class RebuildTests(LinkageHost linkage) : IClassFixture<LinkageHost>
{
    [Fact]
    public async Task rebuilt_registers_still_find_people_but_nobody_who_was_erased()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var (rosa, erased, also) = (await RegisterAsync("Rosa Luxton", 1), await RegisterAsync("Ernest Gone", 2),
            await RegisterAsync("Edna Gone", 3));
        await linkage.Keys.EraseAsync(erased);
        await linkage.Keys.EraseAsync(also);

        // Hidden at once, since what a search finds is decrypted before it is shown; and gone with the rebuild.
        (await PeopleAsync("gone")).ShouldBeEmpty();
        var answer = await RebuildAsync("?projection=registers");
        answer.GetArrayLength().ShouldBe(1);
        answer[0].GetProperty("projection").GetString().ShouldBe("registers");

        (await PeopleAsync("rosa lux")).ShouldBe([rosa]);
        (await PeopleAsync("example.org")).ShouldBe([rosa]);
        // Their references are no personal data: what belongs to them is still joined to their complaints.
        (await PeopleAsync("t-rebuild-")).ShouldBe([rosa, erased, also], ignoreOrder: true);
        (await linkage.ScalarAsync<Guid[]>(
            $"select array_agg(id) from mt_doc_personentry where id in ('{rosa}', '{erased}', '{also}') and data "
                + $"-> 'contacts' <> '[]'")).ShouldBe([rosa]);
        // All that is left of Ernest is what is left of his reference.
        (await linkage.ScalarAsync<int>(
            $"select jsonb_array_length(data -> 'grams') from mt_doc_personentry where id = '{erased}'"))
            .ShouldBe(Grams.Of(["t", "rebuild", "2", "trebuild2"], linkage.Keys).Length);

        async Task<IReadOnlyList<Guid>> PeopleAsync(string search) =>
            [.. (await adviser.GetFromJsonAsync<JsonElement>($"api/people?search={Uri.EscapeDataString(search)}"))
                .GetProperty("people").EnumerateArray().Select(person => person.GetProperty("personId").GetGuid())];

        async Task<Guid> RegisterAsync(string name, int number)
        {
            var person = new
            {
                references = new[] { new { id = $"T-REBUILD-{number}",
                allocatedBy = "Harbour Tenancies" } },
                name,
                email = $"rebuild-{number}@example.org",
                phone = $"020 7946 070{number}"
            };
            return (await (
                await adviser.PostAsJsonAsync("api/people", person)).Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("personId").GetGuid();
        }
    }

    [Fact]
    public async Task nothing_that_identifies_a_person_is_stored_in_clear()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var person = new
        {
            references = new[] { new { id = "T-CLEAR", allocatedBy = "Harbour Tenancies" } },
            name = "Zebedee Quill",
            email = "zq@quill.example",
            phone = "020 7946 0999"
        };
        (await adviser.PostAsJsonAsync("api/people", person)).StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var text in (string[])["zebedee", "quill", "zq@", "7946 0999", "79460999"])
            (await linkage.ScalarAsync<long>(
                $"select (select count(*) from mt_doc_personentry where data::text ilike '%{text}%') + (select "
                    + $"count(*) from mt_events where data::text ilike '%{text}%')"))
                .ShouldBe(0, text);
    }

    [Fact]
    public async Task while_the_registers_are_rebuilt_rules_still_find_what_is_in_them()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var references = new[] { new { id = "T-MEANWHILE", allocatedBy = "Harbour Tenancies" } };
        (await adviser.PostAsJsonAsync("api/people", new { references, name = "Ann Meanwhile" })).StatusCode.ShouldBe(
            HttpStatusCode.Created);
        var rebuilding = RebuildAsync("");
        while (!rebuilding.IsCompleted)
        {
            (await adviser.GetFromJsonAsync<JsonElement>("api/people?search=meanwhile")).GetProperty("people")
                .GetArrayLength().ShouldBe(1);
            (await adviser.PostAsJsonAsync("api/people",
                new { personId = Guid.CreateVersion7(), references, name = "Ben" })).StatusCode.ShouldBe(
                    HttpStatusCode.Conflict);
        }

        await rebuilding;
    }

    [Fact]
    public async Task all_projections_are_rebuilt_unless_one_is_named()
    {
        var names = (await RebuildAsync("")).EnumerateArray()
            .Select(rebuilt => rebuilt.GetProperty("projection").GetString()).ToList();
        names.ShouldBe(["registers", "joining", "equality", "contact-restrictions"], ignoreOrder: true);
    }

    [Fact]
    public async Task only_an_ops_engineer_rebuilds_and_only_what_there_is()
    {
        using var administrator = linkage.Client(Roles.Administrator);
        (await administrator.PostAsync(new Uri("/operations/rebuild", UriKind.Relative), null)).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden);
        using var operations = linkage.Client(Roles.OpsEngineer);
        var refused =
            await operations.PostAsync(new Uri("/operations/rebuild?projection=clocks", UriKind.Relative), null);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("projection")[0]
            .GetString()!.ShouldContain("registers");
    }

    // One rebuild at a time: the class's tests run one after the other.
    private async Task<JsonElement> RebuildAsync(string which)
    {
        using var operations = linkage.Client(Roles.OpsEngineer);
        var answer = await operations.PostAsync(new Uri($"/operations/rebuild{which}", UriKind.Relative), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
