using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>What changes in lists, told as it happens.</summary>
public sealed class ListChangesTests : IAsyncLifetime
{
    private const string Address = "/api/reports/changes";
    private static readonly DateOnly Day = new(2026, 3, 2);
    private readonly Guid dana = Guid.CreateVersion7(), sam = Guid.CreateVersion7();
    private RunningService<Program> service = null!;
    private HttpClient director = null!;
    private HttpClient officer = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync<Program>("reporting");
        director = service.As(dana, "Dana Director", Roles.Director);
        officer = service.As(sam, "Sam Carter", Roles.ComplaintsOfficer);
    }

    public async ValueTask DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task a_new_row_and_its_changes_are_told_once_the_list_has_them()
    {
        await using var dana = await LiveReader.OpenAsync(director, Address);
        await using var sam = await LiveReader.OpenAsync(officer, Address);
        var id = await OpenAsync();
        await AssignAsync(id, this.sam);
        foreach (var (reader, isYours) in new[] { (dana, false), (sam, true) })
        {
            await Told(reader, id, "complaint-opened");
            (await Told(reader, id, "complaint-assigned")).GetProperty("isYours").GetBoolean().ShouldBe(isYours);
        }

        var list = await director.GetFromJsonAsync<JsonElement>($"/api/reports/complaints?complaintId={id}");
        list.GetProperty("complaints")[0].GetProperty("ownerId").GetGuid().ShouldBe(this.sam);
        list.GetProperty("madeAt").GetProperty("position").GetInt64().ShouldBeGreaterThanOrEqualTo(dana.Position);
    }

    [Fact]
    public async Task who_comes_back_is_told_what_was_missed_once_and_in_order_by_whichever_replica()
    {
        var all = new List<Guid>();
        await using (var reader = await LiveReader.OpenAsync(director, Address))
            for (var number = 0; number < 5; number++)
            {
                all.Add(await OpenAsync());
                await Told(reader, all[^1], "complaint-opened");
            }

        await using var other = service.Replica();
        using var client = other.As(dana, "Dana Director", Roles.Director);
        await using var back = await LiveReader.OpenAsync(client, Address, after: 2);
        foreach (var missed in all[2..]) await Told(back, missed, "complaint-opened");
        var next = await OpenAsync();
        await Told(back, next, "complaint-opened");
        back.Position.ShouldBe(6);
    }

    [Fact]
    public async Task whom_a_complaint_is_hidden_from_hears_nothing_of_it_neither_now_nor_later()
    {
        var about = await OpenAsync();
        await service.PublishAsync("complaints.cases.complaint-restricted.v1", about,
            new ComplaintRestricted(about, [sam]), streamVersion: 2);
        await using var sams = await LiveReader.OpenAsync(officer, Address, after: 0);
        await using var danas = await LiveReader.OpenAsync(director, Address, after: 0);
        await Told(danas, about, "complaint-opened");
        await AssignAsync(about, dana);
        await Told(danas, about, "complaint-assigned");
        var another = await OpenAsync();
        await Told(danas, another, "complaint-opened");
        // It may have been told that it was opened before reporting heard from whom it is hidden; nothing after.
        var told = (await sams.NextAsync())!.Value;
        if (told.GetProperty("kind").GetString() == "complaint-opened"
            && told.GetProperty("complaintId").GetGuid() == about) told = (await sams.NextAsync())!.Value;
        told.GetProperty("complaintId").GetGuid().ShouldBe(another);
        await using var later = await LiveReader.OpenAsync(officer, Address, after: 0);
        await Told(later, another, "complaint-opened");

        // Nor does anybody of one that is for others alone.
        await service.PublishAsync("complaints.cases.complaint-restricted.v1", another,
            new ComplaintRestricted(another, [], [dana]), streamVersion: 2);
        await AssignAsync(another, dana);
        await Told(danas, another, "complaint-assigned");
        var third = await OpenAsync();
        await using var sinceThen = await LiveReader.OpenAsync(officer, Address, after: 0);
        await Told(sinceThen, third, "complaint-opened");

        // Nor of what comes out of it, from its first moment on.
        var split = Guid.CreateVersion7();
        await service.PublishAsync("complaints.intake.complaint-made.v1", split, new Contracts.Intake.ComplaintMade(
            split, "CMP-S", "phone", "repairs", Day, DateTimeOffset.UnixEpoch, split,
            new Contracts.Intake.Complainant(null, "", null, null, null), null,
            [new Contracts.Intake.PointOfComplaint(1, "Again.")], null, "email", SplitFromId: another),
            streamVersion: 1);
        await service.PublishAsync("complaints.cases.complaint-opened.v1", split,
            new ComplaintOpened(split, "CMP-S", "phone", "repairs", Day, null), streamVersion: 1);
        await Told(danas, third, "complaint-opened");
        await Told(danas, split, "complaint-opened");
        var fourth = await OpenAsync();
        await Told(sinceThen, fourth, "complaint-opened");
    }

    [Fact]
    public async Task who_was_away_for_more_than_can_be_told_is_told_that_much_has_changed()
    {
        await using (var before = await LiveReader.OpenAsync(director, Address))
            await Told(before, await OpenAsync(), "complaint-opened");
        await using var database = new NpgsqlConnection(service.Database);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("update read.position set last = last + 5000", database);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var back = await LiveReader.OpenAsync(director, Address, after: 1);
        await OpenAsync();
        (await back.NextAsync())!.Value.GetProperty("kind").GetString().ShouldBe("many");
        back.Position.ShouldBe(5002);
        var id = await OpenAsync();
        await Told(back, id, "complaint-opened");
    }

    [Fact]
    public async Task who_may_not_read_is_told_nothing()
    {
        using var resident = service.As(Guid.CreateVersion7(), "Rosa Resident", Roles.Resident);
        using var answer =
            await resident.GetAsync(new Uri(Address, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Guid> OpenAsync()
    {
        var id = Guid.CreateVersion7();
        await service.PublishAsync("complaints.cases.complaint-opened.v1", id,
            new ComplaintOpened(id, $"CMP-{id:N}"[..12], "phone", "repairs", Day, null), streamVersion: 1);
        return id;
    }

    private Task AssignAsync(Guid id, Guid owner) => service.PublishAsync("complaints.cases.complaint-assigned.v1", id,
        new ComplaintAssigned(id, owner, "Somebody", null, Claimed: false), streamVersion: 3);

    private static async Task<JsonElement> Told(LiveReader reader, Guid id, string kind)
    {
        var told = (await reader.NextAsync())!.Value;
        told.GetProperty("kind").GetString().ShouldBe(kind);
        told.GetProperty("complaintId").GetGuid().ShouldBe(id);
        return told;
    }
}
