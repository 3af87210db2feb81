using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Categories by the API. Other tests use the standard ones meanwhile, so these change only their
/// own.</summary>
public sealed class CategoryApiTests(CasesFixture cases)
{
    private HttpClient Administrator => cases.Service.As(Priya.Id, Priya.Name, "administrator");

    [Fact]
    public async Task a_complaint_s_history_keeps_the_name_that_its_category_had()
    {
        await ChangeAsync(items => [.. items, new CategoryGiven("Lift faults", Help: "Also stair lifts.")]);
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "reclassify", new { reason = "The lift.", category = "lift-faults" }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        await ChangeAsync(items => Changed(items, given => given with { Name = "Lifts" }));
        (await Send(cases.Officer, id, "reclassify", new { reason = "A leak.", category = "leaks" }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(cases.Officer, id, "reclassify", new { reason = "Again.", category = "lift-faults" }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        await ChangeAsync(items => Changed(items, given => given with { InUse = false }));
        await ShouldBeProblem(
            await Send(cases.Officer, await cases.OpenedComplaint(), "reclassify",
                new { reason = "A lift.", category = "lift-faults" }, "*"),
            HttpStatusCode.Conflict, "category-not-in-use");
        (await Send(cases.Officer, id, "reclassify", new { reason = "Soon.", priority = "high" }, "*")).StatusCode
            .ShouldBe(HttpStatusCode.OK);

        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history?kind=complaint_reclassified")))
            .GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("what").GetString())
            .ShouldBe(["Classified as Lift faults.", "Classified as Leaks.", "Classified as Lifts.",
                "Classified as Lifts, priority high."]);
        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"))).GetProperty("category").GetString()
            .ShouldBe("lift-faults");

        static IReadOnlyList<CategoryGiven> Changed(
            IReadOnlyList<CategoryGiven> items, Func<CategoryGiven, CategoryGiven> change) =>
            [.. items.Select(given => given.Code == "lift-faults" ? change(given) : given)];
    }

    [Fact]
    public async Task of_two_administrators_at_once_one_is_told_to_read_again_and_no_change_is_lost()
    {
        var (items, tag) = await ReadAsync();
        var answers = await Task.WhenAll(new[] { "Gates", "Fences" }.Select(async name =>
        {
            using var answer = await SetAsync(Administrator, [.. items, new CategoryGiven(name)], tag);
            return answer.StatusCode;
        }));
        answers.ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], ignoreOrder: true);
        var (after, _) = await ReadAsync();
        after.Count.ShouldBe(items.Count + 1);

        var both = await Task.WhenAll(new[] { "Paths", "Roads" }.Select(
            name => ChangeAsync(now => [.. now, new CategoryGiven(name)])));
        both.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK]);
        (await ReadAsync()).Items.Select(one => one.Name).ShouldContain("Paths");
        (await ReadAsync()).Items.Select(one => one.Name).ShouldContain("Roads");
    }

    [Fact]
    public async Task only_an_administrator_changes_them_with_the_version_that_was_read_and_everybody_reads_them()
    {
        var (items, tag) = await ReadAsync();
        await ShouldBeProblem(await SetAsync(cases.Officer, items, tag), HttpStatusCode.Forbidden, "not-permitted");
        await ShouldBeProblem(await SetAsync(Administrator, items, null), HttpStatusCode.PreconditionRequired,
            "if-match-missing");
        await ShouldBeProblem(await SetAsync(Administrator, items, "\"999\""), HttpStatusCode.PreconditionFailed,
            "version-stale");
        await ShouldBeProblem(await SetAsync(Administrator, [new("")], "*"), HttpStatusCode.BadRequest, "not-valid");
        await ShouldBeProblem(await SetAsync(Administrator, [.. items.Skip(1)], "*"), HttpStatusCode.Conflict,
            "category-left-out");
        (await cases.Service.As(Sam.Id, Sam.Name, "partner").GetAsync("/api/categories")).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }

    // As a client does that reads again whenever somebody else was quicker.
    private async Task<HttpStatusCode> ChangeAsync(
        Func<IReadOnlyList<CategoryGiven>, IReadOnlyList<CategoryGiven>> change)
    {
        while (true)
        {
            var (items, tag) = await ReadAsync();
            using var answer = await SetAsync(Administrator, change(items), tag);
            if (answer.StatusCode != HttpStatusCode.PreconditionFailed) return answer.StatusCode;
        }
    }

    private async Task<(IReadOnlyList<CategoryGiven> Items, string Tag)> ReadAsync()
    {
        using var answer = await cases.Officer.GetAsync("/api/categories");
        var items = (await Json(answer)).GetProperty("items").Deserialize<List<CategoryGiven>>(
            JsonSerializerOptions.Web)!;
        return (items, answer.Headers.ETag!.Tag);
    }

    private static async Task<HttpResponseMessage> SetAsync(
        HttpClient client, IReadOnlyList<CategoryGiven> categories, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/categories")
        { Content = JsonContent.Create(new { categories }) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }
}
