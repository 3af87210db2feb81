using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using static ComplaintsPlatform.Intake.Tests.IntakeFixture;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>What cases says about categories, over the real broker. A service of its own: others use the standard
/// ones.</summary>
public sealed class CategoryApiTests : IAsyncLifetime
{
    private static readonly Guid TheCategories = new("0195b5a0-0000-7000-8000-0000000000c0");
    private RunningService<Program> intake = null!;

    private HttpClient Adviser =>
        intake.As(new("00000000-0000-7000-8000-0000000000aa"), "Jo Adviser", "contact-centre-adviser");

    public async ValueTask InitializeAsync() => intake = await RunningService.StartAsync<Program>("intake");

    public ValueTask DisposeAsync() => intake.DisposeAsync();

    [Fact]
    public async Task the_last_list_holds_whatever_comes_late_or_twice_and_no_complaint_is_lost()
    {
        (await NamesAsync()).ShouldBe(Vocabulary.StandardCategories.Select(one => one.Name));

        var second = With("Lifts", retired: ["leaks"]);
        await SayAsync(second, 2);
        await UntilOfferedAsync("Lifts");
        (await NamesAsync()).ShouldNotContain("Leaks");
        (await ListsAsync()).GetProperty("retiredCategories")[0].GetProperty("name").GetString().ShouldBe("Leaks");
        (await ListsAsync()).GetProperty("categories").EnumerateArray().Last().GetProperty("help").GetString()
            .ShouldBe("About Lifts.");

        // Earlier ones and the same again say nothing new; the one after them shows that they were heard.
        await SayAsync(With("Stairs", retired: []), 1);
        await SayAsync(second with { Items = [.. second.Items.Reverse()] }, 2);
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await intake.PublishAsync("complaints.cases.categories-set.v1", TheCategories, second, id, 3);
        await intake.PublishAsync("complaints.cases.categories-set.v1", TheCategories, second, id, 3);
        await SayAsync(With("Gates", retired: ["leaks"]), 4);
        await UntilOfferedAsync("Gates");
        (await NamesAsync()).ShouldBe(
            [.. Vocabulary.StandardCategories.Where(one => one.Code != "leaks").Select(one => one.Name), "Gates"]);

        // A phone on a staircase still offers what was retired a minute ago.
        using var answer = await Post(Adviser, Body(), "retired");
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var taken = await Json(answer);
        taken.GetProperty("toPutRight").EnumerateArray().Single().GetProperty("field").GetString()
            .ShouldBe("category");
        using var again = await Post(Adviser, Body(), "retired");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        var reports = await Adviser.GetFromJsonAsync<JsonElement>("/api/submissions/mine");
        reports.GetProperty("items")[0].GetProperty("about").GetString().ShouldBe("other");

        var body = Body();
        body["category"] = "gates";
        using var placed = await Post(Adviser, body);
        (await Json(placed)).GetProperty("toPutRight").GetArrayLength().ShouldBe(0);
        var administrator = intake.As(TheCategories, "Alex Admin", "administrator");
        using var article = await administrator.PostAsJsonAsync("/api/guidance",
            new { kind = "article", title = "Leaks", body = "Ask first.", categories = new[] { "leaks" } });
        article.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Json(article)).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:category-not-in-use");
    }

    private static CategoriesSet With(string name, string[] retired) => new(TheCategories,
    [
        .. Vocabulary.StandardCategories.Select(one => one with { InUse = !retired.Contains(one.Code) }),
        new Category(name.ToLowerInvariant(), name, $"About {name}.", true),
    ]);

    private Task SayAsync(CategoriesSet said, long version) =>
        intake.PublishAsync("complaints.cases.categories-set.v1", TheCategories, said, streamVersion: version);

    private Task UntilOfferedAsync(string name) => Eventually.IsSoAsync(
        async () => (await NamesAsync()).Contains(name), $"{name} is not offered.");

    private async Task<List<string?>> NamesAsync() => [.. (await ListsAsync()).GetProperty("categories")
        .EnumerateArray().Select(one => one.GetProperty("name").GetString())];

    private Task<JsonElement> ListsAsync() => Adviser.GetFromJsonAsync<JsonElement>("/api/word-lists");
}
