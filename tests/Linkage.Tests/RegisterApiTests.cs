using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class RegisterApiTests(LinkageHost linkage) : IClassFixture<LinkageHost>
{
    [Fact]
    public async Task a_person_is_registered_once_and_found_by_any_part_of_what_is_known()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var grace = new
        {
            references = new[] { new { id = "T-4711", allocatedBy = "Harbour Tenancies" } },
            name = "Grace Hopper",
            email = "grace.hopper@example.org",
            phone = "020 7946 0101"
        };
        var first = await adviser.PostAsJsonAsync("api/people", grace);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("personId").GetGuid();
        first.Headers.Location!.ToString().ShouldBe($"/api/people/{id}");
        (await adviser.PostAsJsonAsync("api/people", grace)).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var search in new[] { "hopper", "GRACE hop", "grace.hopper@", "7946 0101", "t-4711" })
        {
            var found = await adviser.GetFromJsonAsync<JsonElement>(
                $"api/people?search={Uri.EscapeDataString(search)}");
            found.GetProperty("people").EnumerateArray().Single().GetProperty("personId").GetGuid()
                .ShouldBe(id, search);
        }

        (await adviser.GetFromJsonAsync<JsonElement>("api/people?search=hop%25pex")).GetProperty("people")
            .GetArrayLength().ShouldBe(0);
        (await adviser.GetFromJsonAsync<JsonElement>($"api/people/{id}")).GetProperty("name").GetString()
            .ShouldBe("Grace Hopper");
    }

    [Fact]
    public async Task a_reference_of_somebody_else_is_refused()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var references = new[] { new { id = "T-1", allocatedBy = "Harbour Tenancies" } };
        (await adviser.PostAsJsonAsync("api/people",
            new { personId = Guid.CreateVersion7(), references, name = "Ann" })).StatusCode.ShouldBe(
                HttpStatusCode.Created);
        var refused = await adviser.PostAsJsonAsync(
            "api/people", new { personId = Guid.CreateVersion7(), references, name = "Ben" });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()
            .ShouldBe("urn:complaints:problem:reference-names-another-person");
    }

    [Fact]
    public async Task of_many_who_register_one_reference_at_once_one_gets_it()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var references = new[] { new { id = "T-RACE", allocatedBy = "Harbour Tenancies" } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            adviser.PostAsJsonAsync("api/people", new
            { personId = Guid.CreateVersion7(), references, name = $"Racer {number}" })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(7);
        foreach (var refused in answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict))
            (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()
                .ShouldBe("urn:complaints:problem:reference-names-another-person");
    }

    [Fact]
    public async Task the_same_person_registered_many_times_at_once_is_one_person()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var person = new
        { references = new[] { new { id = "T-SAME", allocatedBy = "Harbour Tenancies" } }, name = "Sam Same" };
        var answers =
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => adviser.PostAsJsonAsync("api/people", person)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(7);
    }

    [Fact]
    public async Task a_list_goes_page_by_page_and_comes_to_its_end()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        for (var i = 0; i < 7; i++)
            (await adviser.PostAsJsonAsync("api/properties", new { uprn = $"20000{i}", address = $"{i} Paging Road" }))
                .EnsureSuccessStatusCode();
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await adviser.GetFromJsonAsync<JsonElement>(
                $"api/properties?search=paging&limit=3{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("properties").EnumerateArray()
                .Select(property => property.GetProperty("uprn").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }

        seen.Order().ShouldBe(Enumerable.Range(0, 7).Select(i => $"20000{i}"));
    }

    [Theory]
    [InlineData("07700%20900123")]
    [InlineData("ada%40example.org")]
    public async Task a_home_is_not_found_by_a_way_to_reach_somebody(string contact)
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        (await adviser.GetFromJsonAsync<JsonElement>($"api/properties?search={contact}"))
            .GetProperty("properties").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("api/people?search=%E2%80%8Ba")]
    [InlineData("api/people?limit=0")]
    [InlineData("api/people?limit=101")]
    [InlineData("api/people?cursor=%00")]
    [InlineData("api/properties?cursor=AAAA")]
    public async Task a_question_that_cannot_be_answered_is_refused(string path)
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        (await adviser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"references":[{"id":null,"allocatedBy":"x"}],"name":"Ann"}""")]
    [InlineData("""{"references":[{"id":"a","allocatedBy":"x"}]}""")]
    [InlineData("""{"references":[{"id":"a","allocatedBy":"x"}],"name":"Ann","unknown":1}""")]
    [InlineData("""{"references":[null],"name":"Ann"}""")]
    [InlineData("""{"references":[]}""")]
    [InlineData("""{""")]
    [InlineData("null")]
    public async Task a_registration_that_cannot_be_taken_is_refused(string json)
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        (await adviser.PostAsync("api/people", body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task residents_do_not_read_the_registers()
    {
        using var resident = linkage.Client(Roles.Resident);
        (await resident.GetAsync("api/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await resident.PostAsJsonAsync("api/properties", new { uprn = "1", address = "x" })).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden);
    }
}
