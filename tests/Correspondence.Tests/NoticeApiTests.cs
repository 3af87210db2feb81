using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.Contracts.SlaClock;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Notices, their emails and exceptions, with a real broker, database and mail server.</summary>
public sealed class NoticeApiTests(CorrespondenceHost correspondence) : IClassFixture<CorrespondenceHost>
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Fact]
    public async Task whoever_is_given_a_complaint_is_told_once_and_by_email()
    {
        var (who, client, email) = await SomebodyAsync();
        var (complaint, message) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var assigned = new ComplaintAssigned(complaint, who, "Olive", null, Claimed: false);
        await OpenAsync(complaint);
        await correspondence.SayAsync(assigned, complaint, 2, id: message);
        await correspondence.SayAsync(assigned, complaint, 2, id: message);
        await correspondence.SayAsync(
            new DeadlineNear(complaint, "acknowledgement", Day.AddDays(1), 1), complaint, 3);
        var unread = await UnreadAsync(client, 2);
        unread.Select(notice => notice.GetProperty("kind").GetString()).ShouldBe(["limit-near", "assigned"]);
        var first = unread.Single(notice => notice.GetProperty("kind").GetString() == "assigned");
        first.GetProperty("path").GetString().ShouldBe($"/complaints/{complaint}");
        first.GetProperty("text").GetString().ShouldBe("CMP-7K3M-9QXT was given to you.");

        await CorrespondenceHost.UntilAsync(() => Task.FromResult(Mails(email).Count == 2));
        var mail = Mails(email).Single(mail => mail.Header("Subject") == "CMP-7K3M-9QXT: given to you");
        // Long lines are broken for the way.
        mail.Raw.Replace("=\r\n", "", StringComparison.Ordinal)
            .ShouldContain($"http://localhost:8081/complaints/{complaint}");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");

        using var other = correspondence.Client(Roles.ComplaintsOfficer);
        var id = first.GetProperty("noticeId").GetGuid();
        (await other.PostAsync($"api/notices/{id}/read", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostAsync($"api/notices/{id}/read", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await CountAsync(client)).ShouldBe(1);
        (await client.PostAsync("api/notices/read-all", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await CountAsync(client)).ShouldBe(0);
        (await client.GetFromJsonAsync<JsonElement>("api/notices")).GetProperty("read").GetArrayLength().ShouldBe(2);
        (await CountAsync(other)).ShouldBe(0);
    }

    [Fact]
    public async Task whom_a_complaint_is_about_loses_what_they_have_not_read_and_hears_no_more()
    {
        var (who, client, _) = await SomebodyAsync();
        await ChooseAsync(client, "assigned", "portal");
        var (complaint, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await OpenAsync(complaint);
        await correspondence.SayAsync(new ComplaintAssigned(complaint, who, "Olive", null, false), complaint, 2);
        await UnreadAsync(client, 1);
        await correspondence.SayAsync(new ComplaintRestricted(complaint, [who]), complaint, 3);
        await correspondence.SayAsync(
            new DeadlineBreached(complaint, "acknowledgement", Day.AddDays(-1), "limit-passed"), complaint, 4);
        // Messages of one complaint are heard in order; this one says that the others were.
        await correspondence.SayAsync(new QueuedForTeam(complaint, "Repairs"), complaint, 5);
        await HeardAsync(complaint, 5);
        (await CountAsync(client)).ShouldBe(0);
        await OpenAsync(other);
        await correspondence.SayAsync(new ComplaintAssigned(other, who, "Olive", null, false), other, 2);
        (await UnreadAsync(client, 1))[0].GetProperty("complaintId").GetGuid().ShouldBe(other);
        (await correspondence.ScalarAsync<long>(
            $"select count(*) from mt_doc_notice where user_id = '{who}'")).ShouldBe(1);
    }

    [Fact]
    public async Task nobody_who_is_not_named_is_told_of_a_restricted_complaint()
    {
        var (who, client, _) = await SomebodyAsync();
        var (named, hers, _) = await SomebodyAsync();
        foreach (var one in new[] { client, hers }) await ChooseAsync(one, "assigned", "portal");
        var complaint = Guid.CreateVersion7();
        await OpenAsync(complaint);
        await correspondence.SayAsync(new ComplaintAssigned(complaint, who, "Olive", null, false), complaint, 2);
        await UnreadAsync(client, 1);
        await correspondence.SayAsync(new ComplaintRestricted(complaint, [], [named]), complaint, 3);
        await correspondence.SayAsync(
            new DeadlineBreached(complaint, "acknowledgement", Day.AddDays(-1), "limit-passed"), complaint, 4);
        await correspondence.SayAsync(new ComplaintAssigned(complaint, named, "Nora", null, false), complaint, 5);
        await UnreadAsync(hers, 1);
        (await CountAsync(client)).ShouldBe(0);
        (await correspondence.ScalarAsync<long>(
            $"select count(*) from mt_doc_notice where user_id = '{who}'")).ShouldBe(0);
    }

    [Fact]
    public async Task a_limit_that_had_not_passed_after_all_is_told_no_more()
    {
        var (who, client, _) = await SomebodyAsync();
        var complaint = Guid.CreateVersion7();
        await OpenAsync(complaint);
        await correspondence.SayAsync(new ComplaintAssigned(complaint, who, "Olive", null, true), complaint, 2, who);
        await correspondence.SayAsync(
            new DeadlineBreached(complaint, "acknowledgement", Day.AddDays(-1), "limit-passed"), complaint, 3);
        await UnreadAsync(client, 1);
        await correspondence.SayAsync(
            new BreachWithdrawn(complaint, "acknowledgement", Day.AddDays(-1), "acknowledgement-recorded"), complaint,
            4);
        await UnreadAsync(client, 0);
    }

    [Fact]
    public async Task an_address_that_is_refused_is_listed_until_an_email_arrives()
    {
        var (who, client, email) = await SomebodyAsync("nobody-at-work");
        correspondence.Mail.AnswerRecipient = recipient =>
            recipient == email ? $"550 No such user {recipient}" : "250 OK";
        var complaint = Guid.CreateVersion7();
        await OpenAsync(complaint);
        await correspondence.SayAsync(new ComplaintAssigned(complaint, who, "Olive", null, false), complaint, 2);
        using var admin = correspondence.Client(Roles.Administrator);
        await CorrespondenceHost.UntilAsync(async () => (await FailingAsync(admin)).Contains(who));
        var notice = (await UnreadAsync(client, 1))[0];
        notice.GetProperty("emailFailure").GetString().ShouldBe("The mail server refused the recipient (550).");
        (await client.GetFromJsonAsync<JsonElement>("api/notices/preferences")).GetProperty("emailFailure")
            .GetString().ShouldNotBeNull();
        correspondence.Mail.AnswerRecipient = _ => "250 OK";
        await correspondence.SayAsync(new ComplaintAssigned(complaint, who, "Olive", null, false), complaint, 3);
        await CorrespondenceHost.UntilAsync(async () => !(await FailingAsync(admin)).Contains(who));
        Mails(email).Count.ShouldBe(1);
    }

    [Fact]
    public async Task preferences_are_one_s_own_and_their_shape_is_checked()
    {
        var (_, client, email) = await SomebodyAsync();
        await ChooseAsync(client, "task-given", "digest");
        var chosen = await client.GetFromJsonAsync<JsonElement>("api/notices/preferences");
        chosen.GetProperty("email").GetString().ShouldBe(email);
        chosen.GetProperty("kinds").EnumerateArray()
            .Single(kind => kind.GetProperty("kind").GetString() == "task-given").GetProperty("how").GetString()
            .ShouldBe("digest");
        using var bad = await client.PostAsJsonAsync("api/notices/preferences", new
        {
            kinds = new[] { new { kind = "weather", how = "email" } },
            quietFrom = "25:00",
            digests = new[] { new { digest = "my-cases", days = new[] { "sunday" }, hour = 8, evenIfEmpty = false } },
        });
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()
            .Select(field => field.Name).ShouldBe(["kinds[0].kind", "quietFrom", "digests[0].days"], ignoreOrder: true);
    }

    [Fact]
    public async Task a_digest_is_stored_for_its_hour_and_comes_once()
    {
        var (who, client, email) = await SomebodyAsync();
        var complaint = Guid.CreateVersion7();
        await OpenAsync(complaint);
        await correspondence.SayAsync(new ComplaintAssigned(complaint, who, "Olive", null, true), complaint, 2, who);
        await HeardAsync(complaint, 2);
        var days = Enum.GetValues<DayOfWeek>().Except([DayOfWeek.Saturday, DayOfWeek.Sunday])
            .Select(day => day.ToString().ToLowerInvariant()).ToArray();
        using var chosen = await client.PostAsJsonAsync("api/notices/preferences", new
        { digests = new[] { new { digest = "my-cases", days, hour = 23, evenIfEmpty = true } } });
        chosen.StatusCode.ShouldBe(HttpStatusCode.NoContent, await chosen.Content.ReadAsStringAsync());
        (await correspondence.ScalarAsync<long>("select count(*) from wolverine.wolverine_incoming_envelopes where "
            + "status = 'Scheduled' and message_type = 'correspondence.send-digest'")).ShouldBe(1);

        // As if its hour had come, twice.
        using (var scope = correspondence.Services.CreateScope())
        {
            var digest = new Notices.SendDigest(who, "my-cases", Day, 1);
            var session = scope.ServiceProvider.GetRequiredService<Marten.IDocumentStore>();
            await using var writing = session.LightweightSession();
            writing.Store((await writing.LoadAsync<Notices.NoticePreferences>(who))! with
            { Digests = [new Notices.ChosenDigest("my-cases", Enum.GetValues<DayOfWeek>(), 0, true)] });
            await writing.SaveChangesAsync();
            var bus = scope.ServiceProvider.GetRequiredService<Wolverine.IMessageBus>();
            await bus.InvokeAsync(digest);
            await bus.InvokeAsync(digest);
        }

        var mail = Mails(email).ShouldHaveSingleItem();
        mail.Raw.ShouldContain("CMP-7K3M-9QXT");
        (await correspondence.ScalarAsync<long>("select count(*) from wolverine.wolverine_incoming_envelopes where "
            + "status = 'Scheduled' and message_type = 'correspondence.send-digest'"))
            .ShouldBe(2, "the next one, once");
    }

    [Fact]
    public async Task a_letter_that_came_back_is_listed_until_it_is_put_right()
    {
        var complaint = Guid.CreateVersion7();
        var letter = Letter.IdOf(complaint, LetterKind.ConfirmationOfReceipt);
        await correspondence.HearAsync(Complaints.Made($"ada-{complaint:N}@example.org", complaintId: complaint));
        await CorrespondenceHost.UntilAsync(async () => await correspondence.ScalarAsync<long>(
            $"select count(*) from mt_events where stream_id = '{letter}' and type = 'letter_sent'") == 1);
        using var adviser = correspondence.Client(Roles.ContactCentreAdviser);
        using var back = await adviser.PostAsJsonAsync(
            $"api/complaints/{complaint}/letters/{letter}/came-back", new { onDay = Day, because = "bounced" });
        back.StatusCode.ShouldBe(HttpStatusCode.OK, await back.Content.ReadAsStringAsync());
        (await ExceptionsAsync(adviser)).Single(one => one.GetProperty("letterId").GetGuid() == letter)
            .GetProperty("says").GetString().ShouldStartWith("The email bounced");
        (await adviser.PostAsJsonAsync($"api/complaints/{Guid.CreateVersion7()}/letters/{letter}/put-right",
            new { words = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await adviser.PostAsJsonAsync($"api/complaints/{complaint}/letters/{letter}/put-right",
            new { words = "Told her on the phone." })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ExceptionsAsync(adviser)).ShouldNotContain(one => one.GetProperty("letterId").GetGuid() == letter);
    }

    private async Task<(Guid Who, HttpClient Client, string Email)> SomebodyAsync(string name = "olive")
    {
        var who = Guid.CreateVersion7();
        var email = $"{name}-{who:N}@example.org";
        await correspondence.SayAsync(
            new UserChanged(who, "Olive Officer", [Roles.ComplaintsOfficer], null, null, false, Email: email), who, 1);
        var client = correspondence.As(who, [Roles.ComplaintsOfficer]);
        await CorrespondenceHost.UntilAsync(async () => (await client.GetFromJsonAsync<JsonElement>(
            "api/notices/preferences")).GetProperty("email").ValueKind == JsonValueKind.String);
        // Whatever the hour at which the tests run.
        (await client.PostAsJsonAsync("api/notices/preferences", new { quietFrom = "00:00", quietTo = "00:00" }))
            .StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return (who, client, email);
    }

    private Task OpenAsync(Guid complaint) => correspondence.SayAsync(
        new ComplaintOpened(complaint, "CMP-7K3M-9QXT", "phone", "repairs", Day, null), complaint, 1);

    private static async Task ChooseAsync(HttpClient client, string kind, string how) =>
        (await client.PostAsJsonAsync("api/notices/preferences", new { kinds = new[] { new { kind, how } } }))
            .StatusCode.ShouldBe(HttpStatusCode.NoContent);

    private Task HeardAsync(Guid complaint, int version) => CorrespondenceHost.UntilAsync(async () =>
        await correspondence.ScalarAsync<long>($"select count(*) from mt_doc_watchedcomplaint where id = '{complaint}' "
            + $"and data -> 'held' ->> 'version' = '{version}'") == 1);

    private static async Task<int> CountAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("api/notices/count")).GetProperty("unread").GetInt32();

    private static async Task<List<JsonElement>> UnreadAsync(HttpClient client, int count)
    {
        List<JsonElement> unread = [];
        await CorrespondenceHost.UntilAsync(async () => (unread =
            [.. (await client.GetFromJsonAsync<JsonElement>("api/notices")).GetProperty("unread").EnumerateArray()])
            .Count == count);
        return unread;
    }

    private static async Task<IEnumerable<Guid>> FailingAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("api/notices/failing-addresses")).GetProperty("addresses")
            .EnumerateArray().Select(one => one.GetProperty("userId").GetGuid());

    private static async Task<IEnumerable<JsonElement>> ExceptionsAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("api/letters/exceptions")).GetProperty("letters").EnumerateArray();

    private List<ReceivedMail> Mails(string email) =>
        [.. correspondence.Mail.Received.Where(mail => mail.Recipient == email)];
}
