using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Intake;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Likely doubles, joining, merging, splitting and repeats on the real database.</summary>
public sealed class DoublesApiTests(CasesFixture cases)
{
    private static readonly object Mould = new
    {
        channel = "phone",
        words = "It is worse now.",
        points = new[] { "The carpet is ruined." },
        contactId = "0195b5a0-0000-7000-8000-0000000000e1",
    };

    private HttpClient Adviser =>
        cases.Service.As(new("00000000-0000-7000-8000-0000000000dd"), "Jo Adviser", "contact-centre-adviser");

    [Fact]
    public async Task open_complaints_that_may_be_the_same_are_shown_with_the_reasons()
    {
        var (person, home, tag) = (NewId(), NewId(), NewId().ToString("N")[^12..]);
        var byPerson = await Open(person: person, words: $"Rats in kitchen {tag}a {tag}b");
        var byHome = await Open(home: home, words: $"Pigeons nest roof {tag}c");
        var byEmail = await Open(email: $"{tag}@example.org", words: $"Lift stuck floor {tag}d");
        var byWords = await Open(words: $"Terrible drumming {tag}x {tag}y {tag}z neighbour upstairs every night");

        var doubles = await Doubles(new
        {
            personId = person,
            propertyId = home,
            email = $"{tag.ToUpperInvariant()}@example.org",
            texts = new[] { $"Drumming {tag}x {tag}y {tag}z by the neighbour upstairs each night!" },
        });
        doubles.Select(item => (
            item.GetProperty("complaintId").GetGuid(),
            item.GetProperty("because")[0].GetString())).ShouldBe(
        [
            (byPerson, "same-person"), (byHome, "same-home"), (byEmail, "same-email-or-phone"),
            (byWords, "similar-words"),
        ], ignoreOrder: true);
        doubles.ShouldAllBe(item => item.GetProperty("inWords").GetString()!.StartsWith("Open complaint"));
        (await Doubles(new { texts = new[] { "the" } })).ShouldBeEmpty();

        // What is answered is open no more, and cannot be joined.
        (await Send(cases.Officer, byPerson, "record-stage-1-response", new { outcome = "upheld", summary = "Sorry." },
            "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Doubles(new { personId = person })).ShouldBeEmpty();
        await ShouldBeProblem(await Send(Adviser, byPerson, "join", Mould, null),
            HttpStatusCode.Conflict, "joined-after-response");
    }

    [Fact]
    public async Task the_like_are_shown_with_their_answers_ended_ones_too_but_none_that_is_hidden()
    {
        var tag = NewId().ToString("N")[^12..];
        var words = $"{tag}p {tag}q {tag}r leaking gutter above window";
        var (here, answered, hidden, merged, open) = (await Open(words: words), await Open(words: $"{words} again"),
            await Open(words: words), await Open(words: words), await Open(words: $"{words}, and again it rained"));
        var other = await Open(words: $"Noise at night {tag}z");
        await Send(cases.Officer, answered, "record-stage-1-response",
            new { outcome = "partly-upheld", summary = "Sorry." }, "*");
        (await Send(cases.Officer, answered, "record-cause", new { rootCause = "delay" }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        var priya = cases.Service.As(Histories.Priya.Id, Histories.Priya.Name, "investigating-officer");
        (await Send(cases.Officer, hidden, "declare-conflict",
            new { aboutStaff = new[] { Histories.Priya.Id }, reason = "It is about her." }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        await Send(cases.Officer, open, "merge", new { duplicateId = merged, reason = "The same." }, "*");

        var alike = await Similar(here);
        alike.Select(one => one.GetProperty("complaintId").GetGuid()).ShouldBe([answered, open]);
        alike[0].GetProperty("outcome").GetString().ShouldBe("partly-upheld");
        alike[0].GetProperty("rootCause").GetString().ShouldBe("delay");
        alike[0].GetProperty("wordsInCommon").GetInt32().ShouldBeGreaterThan(80);
        alike[1].GetProperty("outcome").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Similar(other)).ShouldBeEmpty();

        // At stage 2 it is open again, and keeps the answer of stage 1 until there is a final one.
        (await Send(cases.Officer, answered, "escalate-to-stage-2", new { channel = "phone" }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Similar(here))[0].GetProperty("outcome").GetString().ShouldBe("partly-upheld");

        async Task<JsonElement[]> Similar(Guid id) =>
            [.. (await priya.GetFromJsonAsync<JsonElement>($"/api/complaints/{id}/similar"))
                .GetProperty("items").EnumerateArray()];
    }

    [Fact]
    public async Task a_resident_or_partner_is_not_shown_others_complaints()
    {
        foreach (var role in new[] { "resident", "partner" })
            (await cases.Service.As(NewId(), "Somebody", role)
                .PostAsJsonAsync("/api/complaints/likely-doubles", new { email = "ada@example.org" }))
                .StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task of_20_who_send_one_contact_at_once_it_is_added_once()
    {
        var id = await Open();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Send(Adviser, id, "join", Mould, null)));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        var read = await Read(id);
        read.GetProperty("joined").GetArrayLength().ShouldBe(1);
        read.GetProperty("points").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task of_20_contacts_at_once_none_is_lost()
    {
        var id = await Open();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            using var answer = await Send(Adviser, id, "join",
                new { channel = "phone", words = $"Words {n}.", points = new[] { $"Point {n}." } }, null);
            return answer.StatusCode;
        }));
        var taken = answers.Count(status => status == HttpStatusCode.OK);
        var read = await Read(id);
        read.GetProperty("joined").GetArrayLength().ShouldBe(taken);
        read.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("number").GetInt32())
            .ShouldBe(Enumerable.Range(1, taken + 1));
        taken.ShouldBeGreaterThan(7);
    }

    [Fact]
    public async Task a_merged_complaint_is_found_where_it_goes_on_and_undone_it_is_itself()
    {
        var person = NewId();
        var (first, second) = (await Open(person: person), await Open(person: person));
        var reference = (await Read(second)).GetProperty("reference").GetString()!;
        (await Send(cases.Officer, first, "merge", new { duplicateId = second, reason = "The same." }, "\"1\""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        (await ByReference(reference)).GetProperty("complaintId").GetGuid().ShouldBe(first);
        (await ByReference(reference.ToLowerInvariant().Replace('-', ' '))).GetProperty("merged").GetBoolean()
            .ShouldBeTrue();
        (await Read(second)).GetProperty("status").GetString().ShouldBe("merged");
        (await Read(first)).GetProperty("points").GetArrayLength().ShouldBe(2);
        (await Queue()).ShouldNotContain(second);
        (await Doubles(new { personId = person })).Select(item => item.GetProperty("complaintId").GetGuid())
            .ShouldBe([first]);
        await ShouldBeProblem(await Send(cases.Officer, second, "claim", new { }, null),
            HttpStatusCode.Conflict, "merged-into-another");
        foreach (var id in new[] { first, second })
            (await cases.Officer.GetStringAsync($"/api/complaints/{id}/history")).ShouldContain("erged into");

        (await Send(cases.Officer, first, "undo-merge", new { duplicateId = second, reason = "Two." }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ByReference(reference)).GetProperty("complaintId").GetGuid().ShouldBe(second);
        (await Read(first)).GetProperty("points").GetArrayLength().ShouldBe(1);
        (await Read(second)).GetProperty("status").GetString().ShouldBe("new");
        (await Queue()).ShouldContain(second);
        (await Doubles(new { personId = person })).Length.ShouldBe(2);
    }

    /// <summary>However many merge whatever into whatever at once: no circle, and every point is answered
    /// somewhere.</summary>
    [Fact]
    public async Task merges_in_all_directions_at_once_end_in_one_place_with_every_point()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < 5; n++) ids.Add(await Open());
        await Task.WhenAll(
            from one in ids
            from other in ids
            where one != other
            select Send(cases.Officer, one, "merge", new { duplicateId = other, reason = "The same." }, "*"));

        var survivors = new List<JsonElement>();
        foreach (var id in ids)
        {
            var read = await Read(id);
            var found = await ByReference(read.GetProperty("reference").GetString()!);
            if (read.GetProperty("status").GetString() != "merged") survivors.Add(read);
            (await Read(found.GetProperty("complaintId").GetGuid())).GetProperty("status").GetString()
                .ShouldNotBe("merged");
        }

        survivors.Sum(read => read.GetProperty("points").GetArrayLength()).ShouldBe(5);
    }

    [Fact]
    public async Task a_split_is_said_to_intake_and_the_rest_goes_on()
    {
        var id = await Open();
        (await Send(Adviser, id, "join", Mould, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = await Send(cases.Officer, id, "split",
            new { points = new[] { 2 }, reason = "Another matter.", category = "pest-control" }, "\"2\"");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var newId = (await Json(answer)).GetProperty("newComplaintId").GetGuid();
        var read = await Read(id);
        read.GetProperty("points").GetArrayLength().ShouldBe(1);
        read.GetProperty("splitOff")[0].GetProperty("complaintId").GetGuid().ShouldBe(newId);
    }

    [Fact]
    public async Task a_repeat_about_the_same_issue_is_flagged_and_follows_a_reclassification()
    {
        var (person, home) = (NewId(), NewId());
        var old = await Open(person: person, receivedOn: new(2025, 1, 6));
        var last = await Open(person: person, home: home, receivedOn: new(2025, 9, 1));
        var now = await Open(person: person, home: home);
        old.ShouldNotBe(last);
        var repeat = (await Read(now)).GetProperty("repeatOf").EnumerateArray().ShouldHaveSingleItem();
        repeat.GetProperty("complaintId").GetGuid().ShouldBe(last);
        repeat.GetProperty("because").EnumerateArray().Select(reason => reason.GetString())
            .ShouldBe(["same-person", "same-home"]);
        (await Send(cases.Officer, now, "reclassify", new { reason = "Mould.", category = "damp-and-mould" }, "\"1\""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Read(now)).GetProperty("repeatOf").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task what_complaints_are_found_by_is_made_again_from_the_log()
    {
        var person = NewId();
        var (first, second) = (await Open(person: person), await Open(person: person));
        var third = await Open(person: person);
        foreach (var other in new[] { second, third })
            (await Send(cases.Officer, first, "merge", new { duplicateId = other, reason = "The same." }, "*"))
                .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(cases.Officer, first, "undo-merge", new { duplicateId = third, reason = "Two." }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        var escalated = await Open();
        foreach (var (verb, body) in new (string, object)[]
        {
            ("record-stage-1-response", new { outcome = "upheld", summary = "Sorry." }),
            ("escalate-to-stage-2", new { }),
        })
            (await Send(cases.Officer, escalated, verb, body, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var before = (await Doubles(new { personId = person })).Select(item => item.GetRawText()).ToList();
        var ops = cases.Service.As(NewId(), "Otto Operations", "ops-engineer");
        foreach (var projection in new[] { "complaint-entries", "queue" })
            (await ops.PostAsync($"/operations/rebuild?projection={projection}", null)).StatusCode
                .ShouldBe(HttpStatusCode.OK);

        (await Doubles(new { personId = person })).Select(item => item.GetRawText()).ShouldBe(before);
        before.Count.ShouldBe(2);
        var queue = await Queue();
        queue.ShouldContain(third);
        queue.ShouldNotContain(second);
        queue.ShouldContain(escalated);
        (await ByReference((await Read(second)).GetProperty("reference").GetString()!)).GetProperty("complaintId")
            .GetGuid().ShouldBe(first);
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private async Task<Guid> Open(
        Guid? person = null, Guid? home = null, string? email = null, string? words = null, DateOnly? receivedOn = null)
    {
        var id = NewId();
        await cases.Service.PublishAsync("complaints.intake.complaint-made.v1", id, Made(id, receivedOn) with
        {
            Resident = new Complainant(person, "Ada Osei", email ?? $"{id:N}@example.org", null, null),
            PropertyId = home,
            Points = [new Contracts.Intake.PointOfComplaint(1, words ?? $"Point {id:N}")],
        });
        (await cases.Wait(id)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    private Task<JsonElement> Read(Guid id) => cases.Officer.GetFromJsonAsync<JsonElement>($"/api/complaints/{id}");

    private Task<JsonElement> ByReference(string reference) =>
        cases.Officer.GetFromJsonAsync<JsonElement>(
            $"/api/complaints/by-reference/{Uri.EscapeDataString(reference)}");

    private async Task<JsonElement[]> Doubles(object query)
    {
        using var answer = await Adviser.PostAsJsonAsync("/api/complaints/likely-doubles", query);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return [.. (await Json(answer)).GetProperty("items").EnumerateArray()];
    }

    private async Task<List<Guid>> Queue()
    {
        var (ids, next) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await cases.Officer.GetFromJsonAsync<JsonElement>(
                $"/api/complaints/queue?limit=100{(next is null ? "" : $"&cursor={next}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(row => row.GetProperty("complaintId").GetGuid()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return ids;
    }
}
