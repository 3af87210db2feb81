using System.Net;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Contacts;

/// <summary>The contact log over HTTP.</summary>
public sealed class ContactApiTests(CasesFixture cases)
{
    private static DateOnly Today => London.DayOf(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task a_promise_is_waited_for_until_the_resident_hears_and_again_when_that_was_a_mistake()
    {
        var id = await cases.OpenedComplaint();
        var (first, second) = (NewId(), NewId());
        await Done(id, "contacts", new
        {
            noteId = first,
            kind = "call",
            theyRang = true,
            resident = true,
            on = Today,
            words = "She asks when somebody comes.",
            nextUpdateOn = Today.AddDays(2),
        });
        (await ToMake(id)).ShouldBe([(Today.AddDays(2), false)]);
        await Done(id, "contacts", new
        { noteId = second, kind = "visit", resident = true, on = Today, words = "Was there." });
        (await ToMake(id)).ShouldBeEmpty();
        var log = await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/contacts"));
        log.GetProperty("lastReachedOn").GetString().ShouldBe($"{Today:yyyy-MM-dd}");
        var entry = log.GetProperty("contacts").EnumerateArray().Last();
        (entry.GetProperty("theyRang").GetBoolean(), entry.GetProperty("promise").GetProperty("madeOn").GetString())
            .ShouldBe((true, $"{Today:yyyy-MM-dd}"));

        await Done(id, $"contacts/{second}/withdraw", new { reason = "It was next door." });
        (await ToMake(id)).ShouldBe([(Today.AddDays(2), false)]);
        await ShouldBeProblem(
            await Send(cases.Officer, id, "contacts", new { noteId = first, kind = "note", words = "Other." }, null),
            HttpStatusCode.Conflict, "note-id-taken");
        (await Send(cases.Officer, id, $"contacts/{NewId()}/withdraw", new { reason = "No." }, null)).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task the_first_contact_is_waited_for_from_its_warning_until_they_are_reached()
    {
        var id = await cases.OpenedComplaint();
        await Send(cases.Officer, id, "claim", new { }, null);
        await cases.Service.PublishAsync("complaints.sla-clock.deadline-near.v1", id,
            new DeadlineNear(id, "first-contact", Today.AddDays(1), 1));
        await Eventually.IsSoAsync(async () => (await ToMake(id)).Length == 1, "Nobody is told to be in touch.");
        (await ToMake(id)).ShouldBe([(Today.AddDays(1), true)]);
        await Done(id, "contacts", new
        { noteId = NewId(), kind = "call", resident = true, reached = false, on = Today, words = "No answer." });
        (await ToMake(id)).Length.ShouldBe(1);
        await Done(id, "contacts", new
        { noteId = NewId(), kind = "call", resident = true, on = Today, words = "Hello." });
        (await ToMake(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_is_no_entry_is_said_field_by_field_and_an_auditor_writes_none()
    {
        var id = await cases.OpenedComplaint();
        using var answer = await Send(cases.Officer, id, "contacts", new { kind = "call", words = " " }, null);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Json(answer)).GetProperty("errors").EnumerateObject().Select(error => error.Name)
            .ShouldBe(["noteId", "words", "on"], ignoreOrder: true);
        var auditor = cases.Service.As(Priya.Id, Priya.Name, "auditor");
        (await Send(auditor, id, "contacts", new { noteId = NewId(), kind = "note", words = "Seen." }, null)).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.GetAsync($"/api/complaints/{id}/contacts")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(DateOnly DueOn, bool IsFirst)[]> ToMake(Guid id) =>
        [.. (await Json(await cases.Officer.GetAsync("/api/contacts/to-make"))).GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("complaintId").GetGuid() == id)
            .Select(one => (DateOnly.Parse(one.GetProperty("dueOn").GetString()!, null),
                one.GetProperty("isFirst").GetBoolean()))];

    private async Task Done(Guid id, string verb, object body)
    {
        using var answer = await Send(cases.Officer, id, verb, body, null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
