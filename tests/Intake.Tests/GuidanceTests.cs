using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.Intake.Tests;

public sealed class GuidanceTests(IntakeFixture intake)
{
    private static readonly Guid ArticleId = new("0195b5a0-0000-7000-8000-000000000041");
    private static readonly WriteGuidance Write = new("call-script", "Leaks", "Ask where the stopcock is.", ["leaks"]);
    private static readonly GuidanceWritten Written =
        new(ArticleId, "call-script", "Leaks", "Ask where the stopcock is.", ["leaks"]);

    private static readonly KnownCategories Known = KnownCategories.Standard;

    private HttpClient Administrator =>
        intake.Service.As(new("00000000-0000-7000-8000-0000000000ff"), "Alex Admin", "administrator");

    private static Testing.Given<Article, IGuidanceEvent> Given(params IGuidanceEvent[] events) =>
        Testing.Spec.Given<Article, IGuidanceEvent>(Article.Evolve, events);

    [Fact]
    public void an_article_is_written_changed_and_withdrawn()
    {
        Given().WhenStarting(state => WriteGuidanceEndpoint.Decide(Write, state, Known, ArticleId)).Then(Written);
        Given(Written).WhenStarting(state => WriteGuidanceEndpoint.Decide(Write, state, Known, ArticleId))
            .ThenNothing();
        Given(Written).WhenStarting(
            state => WriteGuidanceEndpoint.Decide(Write with { Title = "x" }, state, Known, ArticleId))
            .ThenRefused("article-exists");
        var change = new ChangeGuidance("call-script", "Leaks", "Ask for the stopcock first.", ["leaks"]);
        Given(Written).When(state => ChangeGuidanceEndpoint.Decide(change, state, Known))
            .Then(Written with { Body = change.Body });
        Given(Written, Written with { Body = change.Body })
            .When(state => ChangeGuidanceEndpoint.Decide(change, state, Known)).ThenNothing();
        var withdrawn = new GuidanceWithdrawn(ArticleId, "Out of date.");
        Given(Written).When(state => WithdrawGuidanceEndpoint.Decide(new("Out of date."), state)).Then(withdrawn);
        Given(Written, withdrawn).When(state => WithdrawGuidanceEndpoint.Decide(new("x"), state)).ThenNothing();
        Given(Written, withdrawn).When(state => ChangeGuidanceEndpoint.Decide(
            new(Write.Kind, Write.Title, Write.Body, Write.Categories), state, Known)).Then(Written);
    }

    [Fact]
    public void an_article_is_about_what_can_be_chosen_or_what_it_was_about()
    {
        var retired = Known with { Items = [new("leaks", "Leaks", null, InUse: false), new("other", "x", null, true)] };
        Given().WhenStarting(state => WriteGuidanceEndpoint.Decide(Write, state, retired, ArticleId))
            .ThenRefused("category-not-in-use");
        Given(Written).WhenStarting(state => WriteGuidanceEndpoint.Decide(Write, state, retired, ArticleId))
            .ThenNothing();
        Given(Written).When(state => ChangeGuidanceEndpoint.Decide(
            new(Write.Kind, "Floods", Write.Body, ["leaks", "other"]), state, retired))
            .Then(Written with { Title = "Floods", Categories = ["leaks", "other"] });
        Given(Written).When(state => ChangeGuidanceEndpoint.Decide(
            new(Write.Kind, "Floods", Write.Body, ["leaks", "floods"]), state, retired))
            .ThenRefused("category-not-in-use");
    }

    [Fact]
    public async Task staff_read_what_holds_for_a_category_and_administrators_write_it()
    {
        var body = new { kind = "call-script", title = "Leaks", body = "Ask first.", categories = new[] { "leaks" } };
        (await intake.Adviser.PostAsJsonAsync("/api/guidance", body)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var written = await Administrator.PostAsJsonAsync("/api/guidance", body);
        written.StatusCode.ShouldBe(HttpStatusCode.Created);
        var path = written.Headers.Location!.OriginalString;
        (await Titles("leaks")).ShouldContain("Leaks");
        (await Titles("repairs")).ShouldNotContain("Leaks");

        using var change = new HttpRequestMessage(HttpMethod.Post, path + "/change")
        { Content = JsonContent.Create(new { kind = "article", title = "Leaks again", body = "Ask." }) };
        change.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        (await Administrator.SendAsync(change)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Titles("repairs")).ShouldContain("Leaks again");
        (await intake.Adviser.GetFromJsonAsync<JsonElement>(path + "?version=1")).GetProperty("title").GetString()
            .ShouldBe("Leaks");
        (await intake.Adviser.GetAsync(path + "?version=3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await intake.Adviser.GetAsync(path + "?version=0")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var withdraw = new HttpRequestMessage(HttpMethod.Post, path + "/withdraw")
        { Content = JsonContent.Create(new { reason = "Out of date." }) };
        withdraw.Headers.TryAddWithoutValidation("If-Match", "*");
        (await Administrator.SendAsync(withdraw)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Titles("leaks")).ShouldNotContain("Leaks again");
    }

    private async Task<List<string?>> Titles(string category) =>
        [.. (await intake.Adviser.GetFromJsonAsync<JsonElement>($"/api/guidance?category={category}"))
            .GetProperty("items").EnumerateArray().Select(article => article.GetProperty("title").GetString())];
}
