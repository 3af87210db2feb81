using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ComplaintsPlatform.Intake.Tests.IntakeFixture;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>The queue of waiting contacts, with two replicas on one database. A channel per test.</summary>
[Collection("The queue")]
public sealed class ContactApiTests(IntakeFixture intake)
{
    [Fact]
    public async Task of_50_who_take_the_next_at_once_each_gets_another_and_none_is_lost()
    {
        var added = new List<Guid>();
        for (var n = 0; n < 30; n++) added.Add(await Add("letter"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            using var answer = await TakeNext(n % 2 == 0 ? intake.Adviser : intake.AdviserAtReplica, "letter");
            return answer.StatusCode == HttpStatusCode.OK
                ? (await Json(answer)).GetProperty("contactId").GetGuid()
                : answer.StatusCode == HttpStatusCode.NoContent ? Guid.Empty : throw new InvalidOperationException(
                    $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }));
        answers.Where(id => id != Guid.Empty).ShouldBe(added, ignoreOrder: true);
        answers.Count(id => id == Guid.Empty).ShouldBe(20);
    }

    [Fact]
    public async Task the_one_that_waits_longest_comes_first_and_put_back_it_has_its_place()
    {
        var (first, second) = (await Add("web-chat"), await Add("web-chat"));
        (await Taken("web-chat")).ShouldBe(first);
        (await intake.Adviser.PostAsJsonAsync($"/api/waiting-contacts/{first}/put-back", new { reason = "My shift." }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Taken("web-chat")).ShouldBe(first);
        (await Taken("web-chat")).ShouldBe(second);
        using var none = await TakeNext(intake.Adviser, "web-chat");
        none.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task a_contact_becomes_any_type_of_case_and_waits_no_longer()
    {
        var (one, other) = (await Add("social-media"), await Add("social-media"));
        var complaint = Body();
        complaint["waitingContactId"] = one;
        (await Post(intake.Adviser, complaint)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await intake.Adviser.PostAsJsonAsync("/api/submissions", new
        { type = "social-media-mention", channel = "social-media", what = "Thanks.", waitingContactId = other }))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
        (await intake.Adviser.GetFromJsonAsync<JsonElement>("/api/waiting-contacts?channel=social-media"))
            .GetProperty("items").GetArrayLength().ShouldBe(0);

        // A complaint is never lost because somebody else was quicker with the contact.
        (await Post(intake.Adviser, complaint, "again")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Guid> Add(string channel)
    {
        using var answer = await intake.Adviser.PostAsJsonAsync(
            "/api/waiting-contacts", new { channel, words = "My lift is stuck.", from = new { name = "Ada Osei" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await Json(answer)).GetProperty("contactId").GetGuid();
    }

    private static Task<HttpResponseMessage> TakeNext(HttpClient client, string channel) =>
        client.PostAsJsonAsync("/api/waiting-contacts/take-next", new { channel });

    private async Task<Guid> Taken(string channel)
    {
        using var answer = await TakeNext(intake.Adviser, channel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var taken = await Json(answer);
        taken.GetProperty("words").GetString().ShouldBe("My lift is stuck.");
        taken.GetProperty("from").GetProperty("name").GetString().ShouldBe("Ada Osei");
        return taken.GetProperty("contactId").GetGuid();
    }
}
