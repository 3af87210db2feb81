using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>People and homes are found however they are typed, and each says by what.</summary>
public sealed class SearchApiTests(LinkageHost linkage) : IClassFixture<LinkageHost>, IAsyncLifetime
{
    private static readonly Guid Siobhan = new("0190d3a0-0000-7000-8000-000000000101");
    private static readonly Guid LiWu = new("0190d3a0-0000-7000-8000-000000000102");
    private static readonly Guid LiWei = new("0190d3a0-0000-7000-8000-000000000103");
    private static readonly Guid Home = new("0190d3a0-0000-7000-8000-000000000104");
    private static readonly Guid Odd = new("0190d3a0-0000-7000-8000-000000000105");

    private HttpClient adviser = null!;

    public async ValueTask InitializeAsync()
    {
        adviser = linkage.Client(Roles.ContactCentreAdviser);
        // A person before their home and one after it: whichever comes first, both are found by it.
        await RegisterAsync(new
        {
            personId = Siobhan,
            name = "Siobhán O’Hara",
            phone = "020 7946 0123",
            email = "Siobhan.OHara@Example.org",
            references = References("HT-100 200"),
            tenancies = References("ACC/77-1"),
            propertyId = Home
        });
        (await adviser.PostAsJsonAsync("api/properties", new
        {
            propertyId = Home,
            uprn = "0100023336956",
            address = "Flat 2, 12 Quay Street, Harbourton, LS14DY",
            references = References("PR-0042")
        }))
            .EnsureSuccessStatusCode();
        await RegisterAsync(new { personId = LiWu, name = "Li Wu", phone = "07700 900123", propertyId = Home });
        await RegisterAsync(new { personId = LiWei, name = "李伟", references = References("HT-3") });
        await RegisterAsync(new
        {
            personId = Odd,
            name = "\u200B",
            email = "odd one@example.org",
            phone = "n/a",
            references = References("a|b \n")
        });
    }

    public ValueTask DisposeAsync()
    {
        adviser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("Siobhán O’Hara", "name")]
    [InlineData("siobhan o'hara", "name")]
    [InlineData("SIOBHAN OHARA", "name")]
    [InlineData("Siobha\u0301n O`Hara\u200B", "name")]
    [InlineData("ohara siob", "name")]
    [InlineData("siobhan.ohara@example.org", "email")]
    [InlineData(" Siobhan.OHara @example.org", "email")]
    [InlineData("+44 (0)20 7946 0123", "phone")]
    [InlineData("02079460123", "phone")]
    [InlineData("0044 20 79460123", "phone")]
    [InlineData("7946 0123", "phone")]
    [InlineData("ht-100 200", "reference")]
    [InlineData("HT100200", "reference")]
    [InlineData("acc/77-1", "tenancy")]
    [InlineData("acc 77 1", "tenancy")]
    [InlineData("siobhan quay street", "name")]
    public async Task a_person_is_found_however_they_are_typed(string search, string on)
    {
        var found = await PeopleAsync(search);
        found.Select(person => person.GetProperty("personId").GetGuid()).ShouldBe([Siobhan], search);
        found[0].GetProperty("matchedOn").EnumerateArray().Select(field => field.GetString()).ShouldContain(on);
        found[0].GetProperty("homeAddress").GetString().ShouldStartWith("Flat 2");
    }

    [Theory]
    [InlineData("ls1 4dy")]
    [InlineData("LS14DY")]
    [InlineData("L S 1 4 D Y")]
    [InlineData("100023336956")]
    [InlineData("0000100023336956")]
    [InlineData("1000 2333 6956")]
    [InlineData("12 quay")]
    public async Task people_are_found_by_their_home_and_homes_by_the_same(string search)
    {
        (await PeopleAsync(search)).Select(person => person.GetProperty("personId").GetGuid())
            .ShouldBe([Siobhan, LiWu], search);
        (await ListAsync("properties", search)).Select(home => home.GetProperty("propertyId").GetGuid())
            .ShouldBe([Home], search);
    }

    [Theory]
    [InlineData("Li", "0190d3a0-0000-7000-8000-000000000102")]
    [InlineData("Wu", "0190d3a0-0000-7000-8000-000000000102")]
    [InlineData("Li Wu", "0190d3a0-0000-7000-8000-000000000102")]
    [InlineData("LiWu", "0190d3a0-0000-7000-8000-000000000102")]
    [InlineData("李伟", "0190d3a0-0000-7000-8000-000000000103")]
    [InlineData("李 伟", "0190d3a0-0000-7000-8000-000000000103")]
    [InlineData("伟", "0190d3a0-0000-7000-8000-000000000103")]
    [InlineData("a|b", "0190d3a0-0000-7000-8000-000000000105")]
    [InlineData("odd one@example", "0190d3a0-0000-7000-8000-000000000105")]
    public async Task short_names_and_names_in_other_scripts_are_found(string search, string id) =>
        (await PeopleAsync(search)).Select(person => person.GetProperty("personId").GetString())
            .ShouldContain(id, search);

    [Fact]
    public async Task what_is_odd_was_kept_and_is_flagged()
    {
        var odd = await adviser.GetFromJsonAsync<JsonElement>($"api/people/{Odd}");
        odd.GetProperty("email").GetString().ShouldBe("odd one@example.org");
        odd.GetProperty("toPutRight").EnumerateArray().Select(detail => detail.GetProperty("field").GetString())
            .ShouldBe(["name", "email"]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("'")]
    [InlineData("\u202E%")]
    public async Task a_search_with_nothing_to_look_up_is_refused(string search) =>
        (await adviser.GetAsync($"api/people?search={Uri.EscapeDataString(search)}")).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);

    private static object[] References(string id) => [new { id, allocatedBy = "Harbour" }];

    private async Task RegisterAsync(object person) =>
        (await adviser.PostAsJsonAsync("api/people", person)).EnsureSuccessStatusCode();

    private Task<List<JsonElement>> PeopleAsync(string search) => ListAsync("people", search);

    private async Task<List<JsonElement>> ListAsync(string list, string search) =>
        [.. (await adviser.GetFromJsonAsync<JsonElement>($"api/{list}?search={Uri.EscapeDataString(search)}"))
            .GetProperty(list).EnumerateArray()];
}
