using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using Dapper;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class RebuildTests(LinkageHost linkage) : IClassFixture<LinkageHost>
{
    [Fact]
    public async Task rebuilt_registers_still_find_people_but_nobody_who_was_erased()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var (rosa, erased, also) = (await RegisterAsync("Rosa Luxton", 1), await RegisterAsync("Ernest Gone", 2), await RegisterAsync("Edna Gone", 3));
        await linkage.Log.EraseSubjectAsync(erased);
        await linkage.Log.EraseSubjectAsync(also);

        var answer = await RebuildAsync("?projection=registers");
        answer.GetArrayLength().ShouldBe(1);
        answer[0].GetProperty("projection").GetString().ShouldBe("registers");
        answer[0].GetProperty("events").GetInt64().ShouldBeGreaterThan(2);

        (await PeopleAsync("rosa lux")).ShouldBe([rosa]);
        (await PeopleAsync("example.org")).ShouldBe([rosa]);
        // Their references are no personal data: what belongs to them is still joined to their complaints.
        (await PeopleAsync("t-rebuild-")).ShouldBe([rosa, erased, also], ignoreOrder: true);
        await using var connection = await linkage.Database.OpenConnectionAsync();
        (await connection.QueryAsync<Guid>("SELECT DISTINCT person_id FROM read.person_contact")).ShouldBe([rosa]);

        async Task<IReadOnlyList<Guid>> PeopleAsync(string search) =>
            [.. (await adviser.GetFromJsonAsync<JsonElement>($"api/people?search={Uri.EscapeDataString(search)}")).GetProperty("people").EnumerateArray().Select(person => person.GetProperty("personId").GetGuid())];

        async Task<Guid> RegisterAsync(string name, int number)
        {
            var person = new { references = new[] { new { id = $"T-REBUILD-{number}", allocatedBy = "Harbour Tenancies" } }, name, email = $"rebuild-{number}@example.org", phone = $"020 7946 070{number}" };
            return (await (await adviser.PostAsJsonAsync("api/people", person)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("personId").GetGuid();
        }
    }

    [Fact]
    public async Task all_projections_are_rebuilt_unless_one_is_named()
    {
        var names = (await RebuildAsync("")).EnumerateArray().Select(rebuilt => rebuilt.GetProperty("projection").GetString()).ToList();
        names.ShouldBe(["registers", "joining"]);
    }

    [Fact]
    public async Task only_an_ops_engineer_rebuilds_and_only_what_there_is()
    {
        using var administrator = linkage.Client(Roles.Administrator);
        (await administrator.PostAsync(new Uri("/rebuild", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var operations = linkage.Client(Roles.OpsEngineer);
        var refused = await operations.PostAsync(new Uri("/rebuild?projection=clocks", UriKind.Relative), null);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("projection")[0].GetString()!.ShouldEndWith("registers, joining.");
    }

    // One rebuild at a time: the class's tests run one after the other.
    private async Task<JsonElement> RebuildAsync(string which)
    {
        using var operations = linkage.Client(Roles.OpsEngineer);
        var answer = await operations.PostAsync(new Uri($"/rebuild{which}", UriKind.Relative), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
