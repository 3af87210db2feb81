using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>Views of lists: one's own, and nobody else's.</summary>
public sealed class ViewApiTests : IAsyncLifetime
{
    private RunningService<Program> service = null!;
    private HttpClient olive = null!;
    private HttpClient tom = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync<Program>("reporting");
        olive = service.As(Guid.CreateVersion7(), "Olive Officer", Roles.ComplaintsOfficer);
        tom = service.As(Guid.CreateVersion7(), "Tom Leader", Roles.TeamLeader);
    }

    public async ValueTask DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task A_view_is_kept_for_whoever_saved_it_and_is_not_there_for_others()
    {
        var id = Guid.CreateVersion7();
        (await PutAsync(olive, id, " Mrs Hale’s  street ")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(olive, id, "Mrs Hale’s street", ("stage", "stage-2"), ("columns", "about,owner"))).StatusCode
            .ShouldBe(HttpStatusCode.OK);

        var view = (await ViewsAsync(olive)).ShouldHaveSingleItem();
        view.GetProperty("name").GetString().ShouldBe("Mrs Hale’s street");
        view.GetProperty("settings").GetRawText().ShouldBe("""{"stage":"stage-2","columns":"about,owner"}""");

        (await ViewsAsync(tom)).ShouldBeEmpty();
        (await PutAsync(tom, id, "Mine now")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await DeleteAsync(tom, id)).ShouldBe(HttpStatusCode.NoContent);
        (await ViewsAsync(olive)).Count.ShouldBe(1);
        (await DeleteAsync(olive, id)).ShouldBe(HttpStatusCode.NoContent);
        (await ViewsAsync(olive)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_names_one_view_of_a_list_and_there_is_an_end_to_them()
    {
        var other = Guid.CreateVersion7();
        await PutAsync(olive, Guid.CreateVersion7(), "Late ones", ("timeliness", "overdue"));
        await PutAsync(olive, other, "late ones", ("timeliness", "due-soon"));
        (await ViewsAsync(olive)).ShouldHaveSingleItem().GetProperty("viewId").GetGuid().ShouldBe(other);

        for (var number = 1; number < 50; number++)
            (await PutAsync(olive, Guid.CreateVersion7(), $"Number {number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await PutAsync(olive, Guid.CreateVersion7(), "One more");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("type").GetString().ShouldEndWith("too-many-views");
        // In the place of another there is room.
        (await PutAsync(olive, Guid.CreateVersion7(), "Number 7")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_no_list_can_mean_is_refused_by_its_field()
    {
        foreach (var (field, view) in new (string, object)[]
        {
            ("name", new { name = " ", list = "complaints", settings = new { stage = "stage-1" } }),
            ("list", new { name = "A", list = "everything", settings = new { stage = "stage-1" } }),
            ("settings", new { name = "A", list = "complaints" }),
            ("settings[0]", new { name = "A", list = "complaints", settings = new { stage = new string('x', 201) } }),
        })
        {
            var answer = await olive.PutAsJsonAsync(
                $"/api/reports/views/{Guid.CreateVersion7()}", view, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, field);
            (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
                .GetProperty("errors").EnumerateObject().ShouldContain(error => error.Name == field, field);
        }
    }

    private static Task<HttpResponseMessage> PutAsync(
        HttpClient who, Guid id, string name, params IEnumerable<(string Key, string Value)> settings) =>
        who.PutAsJsonAsync($"/api/reports/views/{id}",
            new { name, list = "complaints", settings = settings.ToDictionary(one => one.Key, one => one.Value) },
            TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> DeleteAsync(HttpClient who, Guid id) =>
        (await who.DeleteAsync(
            new Uri($"/api/reports/views/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode;

    private static async Task<IReadOnlyList<JsonElement>> ViewsAsync(HttpClient who) =>
        [.. (await who.GetFromJsonAsync<JsonElement>("/api/reports/views", TestContext.Current.CancellationToken))
            .GetProperty("items").EnumerateArray()];
}
