using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>With a real mail server, database and broker.</summary>
public sealed class SendingTests(CorrespondenceHost correspondence) : IClassFixture<CorrespondenceHost>
{
    [Fact]
    public async Task a_confirmation_is_sent_as_it_was_drafted_and_recorded()
    {
        var (complaint, email) = Somebody();
        await correspondence.HearAsync(Complaints.Made(email, complaintId: complaint));
        await SentAsync(complaint);

        using var officer = correspondence.Client(Roles.ComplaintsOfficer);
        var answer = await officer.GetAsync($"api/complaints/{complaint}/correspondence");
        var letter = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("letters")[0];
        letter.GetProperty("status").GetString().ShouldBe("sent");
        letter.GetProperty("sentAt").GetDateTimeOffset()
            .ShouldBeGreaterThan(letter.GetProperty("draftedAt").GetDateTimeOffset());

        var mail = correspondence.Mail.Received.Single(mail => mail.Recipient == email);
        mail.Header("Message-ID").ShouldBe(letter.GetProperty("messageId").GetString());
        mail.Header("Subject").ShouldBe("We have received your complaint CMP-7K3M-9QXT");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");
        mail.Raw.ShouldContain("within 5 working days");
        using var known = new HttpRequestMessage(HttpMethod.Get, $"api/complaints/{complaint}/correspondence")
        { Headers = { { "If-None-Match", answer.Headers.ETag!.Tag } } };
        (await officer.SendAsync(known)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var weak = new HttpRequestMessage(HttpMethod.Get, $"api/complaints/{complaint}/correspondence")
        { Headers = { { "If-None-Match", $"W/{answer.Headers.ETag!.Tag}" } } };
        (await officer.SendAsync(weak)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task more_readers_at_once_than_there_are_connections_all_get_their_answer()
    {
        var (complaint, email) = Somebody();
        await correspondence.HearAsync(Complaints.Made(email, complaintId: complaint));
        await SentAsync(complaint);
        using var officer = correspondence.Client(Roles.ComplaintsOfficer);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => officer.GetAsync($"api/complaints/{complaint}/correspondence")));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_name_with_line_breaks_adds_no_header()
    {
        var (complaint, email) = Somebody();
        await correspondence.HearAsync(
            Complaints.Made(
                email, name: "Ada\r\nBcc: everybody@example.org\r\n\r\nYou owe us money", complaintId: complaint));
        await SentAsync(complaint);
        var mail = correspondence.Mail.Received.Single(mail => mail.Recipient == email);
        mail.Header("Bcc").ShouldBeNull();
        mail.Raw.ShouldContain("Dear Ada Bcc: everybody@example.org You owe us money,");
        correspondence.Mail.Received.ShouldNotContain(other => other.Recipient == "everybody@example.org");
    }

    [Fact]
    public async Task an_address_that_is_refused_for_good_goes_by_hand()
    {
        var (complaint, email) = Somebody("nobody");
        correspondence.Mail.AnswerRecipient = recipient => recipient.StartsWith("nobody", StringComparison.Ordinal)
            ? $"550 No such user {recipient}"
            : "250 OK";
        await correspondence.HearAsync(Complaints.Made(email, complaintId: complaint));
        using var officer = correspondence.Client(Roles.ComplaintsOfficer);
        var letter = await LetterAsync(officer, complaint, "waiting-to-be-sent-by-hand");
        letter.GetProperty("failure").GetString().ShouldBe("The mail server refused the recipient (550).");
        letter.GetProperty("whyByHand").GetString()!.ShouldNotContain(email);
        (await ListedAsync(officer)).Single(one => one.GetProperty("complaintId").GetGuid() == complaint)
            .GetProperty("version").GetInt64().ShouldBe(letter.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task a_passing_fault_is_put_off_and_tried_again()
    {
        var (complaint, email) = Somebody("busy");
        var refusals = 1;
        correspondence.Mail.AnswerRecipient = recipient =>
            recipient == email && Interlocked.Decrement(ref refusals) >= 0
                ? "451 Try later"
                : recipient.StartsWith("nobody", StringComparison.Ordinal) ? "550 No" : "250 OK";
        await correspondence.HearAsync(Complaints.Made(email, complaintId: complaint));
        using var officer = correspondence.Client(Roles.ComplaintsOfficer);
        await CorrespondenceHost.UntilAsync(async () => await correspondence.ScalarAsync<long>(Tried(complaint)) == 1);
        (await LetterAsync(officer, complaint, "waiting-to-be-sent")).GetProperty("failure").GetString()
            .ShouldBe("The mail server refused the message (451).");
        var health = await officer.GetFromJsonAsync<JsonElement>("health");
        health.GetProperty("checks").GetProperty("mail-server").GetString()
            .ShouldBe("Healthy", "it is about one letter");
        await SentAsync(complaint);
        (await correspondence.ScalarAsync<long>(Tried(complaint))).ShouldBe(0);
        correspondence.Mail.Received.Count(mail => mail.Recipient == email).ShouldBe(1);
    }

    [Fact]
    public async Task many_letters_go_over_few_connections_once_each_with_two_replicas()
    {
        await using var other = correspondence.Replica();
        var people = Enumerable.Range(0, 200).Select(_ => Somebody("many")).ToList();
        var before = correspondence.Mail.Connections;
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
            await correspondence.HearAsync(
                Complaints.Made(one.Email, complaintId: one.Complaint),
                people.IndexOf(one) % 2 == 0 ? correspondence.Services : other.Services));
        var sent = $"select count(*) from mt_events where type = 'letter_sent' and stream_id = "
            + $"any(array['{string.Join("','", people.Select(one => LetterOf(one.Complaint)))}']::uuid[])";
        await CorrespondenceHost.UntilAsync(async () => await correspondence.ScalarAsync<long>(sent) == 200);
        var mails = correspondence.Mail.Received.Where(mail =>
            mail.Recipient.StartsWith("many", StringComparison.Ordinal)).ToList();
        mails.Count.ShouldBe(200);
        mails.Select(mail => mail.Header("Message-ID")).ShouldBeUnique();
        (correspondence.Mail.Connections - before).ShouldBeLessThan(150);
    }

    [Fact]
    public async Task letters_by_hand_are_listed_page_by_page_until_somebody_sent_them()
    {
        var complaints = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var complaint in complaints)
            await correspondence.HearAsync(Complaints.Made(email: null, complaintId: complaint));
        using var adviser = correspondence.Client(Roles.ContactCentreAdviser);
        var listed = await ListedAsync(adviser);
        complaints.ShouldBeSubsetOf(listed.Select(letter => letter.GetProperty("complaintId").GetGuid()));

        var letter = listed.Single(one => one.GetProperty("complaintId").GetGuid() == complaints[0]);
        var path = $"api/correspondence/{letter.GetProperty("letterId").GetGuid()}/mark-sent-by-hand";
        using var how = Mark(path, new { sentOn = "2026-03-05", how = "pigeon" }, letter);
        (await adviser.SendAsync(how)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var sent = Mark(path, new { sentOn = "2026-03-05", how = "post" }, letter);
        (await adviser.SendAsync(sent)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stale = Mark(path, new { sentOn = "2026-03-05", how = "post" }, letter);
        (await adviser.SendAsync(stale)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ListedAsync(adviser)).ShouldNotContain(one => one.GetProperty("complaintId").GetGuid() == complaints[0]);

        using var auditor = correspondence.Client(Roles.Auditor);
        using var forbidden = Mark(path, new { sentOn = "2026-03-05", how = "post" }, letter);
        (await auditor.SendAsync(forbidden)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task a_rebuild_makes_the_lists_again_and_leaves_alone_how_often_a_letter_was_tried()
    {
        var (complaint, email) = Somebody("later");
        correspondence.Mail.AnswerRecipient = recipient => recipient == email ? "451 Try later" : "250 OK";
        await correspondence.HearAsync(Complaints.Made(email, complaintId: complaint));
        await correspondence.HearAsync(Complaints.Made(email: null, complaintId: Guid.CreateVersion7()));
        var tried = Tried(complaint);
        await CorrespondenceHost.UntilAsync(async () => await correspondence.ScalarAsync<long>(tried) == 1);
        const string Lists =
            "select (select string_agg(data::text, ' ' order by id) from mt_doc_filedletter) || (select "
            + "string_agg(data::text, ' ' order by id) from mt_doc_letterbyhand)";
        var before = await correspondence.ScalarAsync<string>(Lists);
        await correspondence.ScalarAsync<Guid>("delete from mt_doc_letterbyhand returning id");

        using var operations = correspondence.Client(Roles.OpsEngineer);
        (await operations.PostAsync(new Uri("/operations/rebuild", UriKind.Relative), null)).StatusCode.ShouldBe(
            HttpStatusCode.OK);

        (await correspondence.ScalarAsync<string>(Lists)).ShouldBe(before);
        (await correspondence.ScalarAsync<long>(tried)).ShouldBe(1);
    }

    [Fact]
    public async Task while_the_mail_server_is_away_letters_wait_through_a_restart_and_the_service_says_so()
    {
        await using var host = new CorrespondenceHost { OtherMail = "smtp://127.0.0.1:1" };
        await host.InitializeAsync();
        var (complaint, email) = Somebody();
        await host.HearAsync(Complaints.Made(email, complaintId: complaint));
        await CorrespondenceHost.UntilAsync(async () => await host.ScalarAsync<long>(Tried(complaint)) == 1);
        using (var officer = host.Client(Roles.ComplaintsOfficer))
        {
            (await LetterAsync(officer, complaint, "waiting-to-be-sent")).GetProperty("failure").GetString()
                .ShouldBe("The mail server could not be reached.");
            var health = await officer.GetFromJsonAsync<JsonElement>("health");
            health.GetProperty("checks").GetProperty("mail-server").GetString().ShouldBe("Degraded");
        }

        host.OtherMail = null;
        await host.RestartAsync();
        using var later = host.Client(Roles.ComplaintsOfficer);
        await LetterAsync(later, complaint, "sent");
        host.Mail.Received.Count(mail => mail.Recipient == email).ShouldBe(1);
        (await later.GetFromJsonAsync<JsonElement>("health")).GetProperty("checks").GetProperty("mail-server")
            .GetString()
            .ShouldBe("Healthy");
    }

    [Fact]
    public async Task a_letter_that_somebody_settled_meanwhile_is_not_sent_and_a_message_told_again_changes_nothing()
    {
        var (complaint, email) = Somebody();
        await correspondence.HearAsync(Complaints.Made(email, complaintId: complaint));
        await SentAsync(complaint);
        await using var scope = correspondence.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(new SendLetter(LetterOf(complaint)));
        await correspondence.HearAsync(Complaints.Made(email, complaintId: complaint));
        correspondence.Mail.Received.Count(mail => mail.Recipient == email).ShouldBe(1);
        (await correspondence.ScalarAsync<long>(
            $"select count(*) from mt_events where stream_id = '{LetterOf(complaint)}'")).ShouldBe(2);
    }

    [Theory]
    [InlineData("api/correspondence/to-send-by-hand?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("api/correspondence/to-send-by-hand?cursor=x.y", HttpStatusCode.BadRequest)]
    [InlineData("api/complaints/0190d3a0-0000-7000-8000-0000000000ff/correspondence", HttpStatusCode.NotFound)]
    [InlineData("operations/dead-letters", HttpStatusCode.Forbidden)]
    public async Task what_cannot_be_answered_is_refused(string path, HttpStatusCode status)
    {
        using var officer = correspondence.Client(Roles.ComplaintsOfficer);
        (await officer.GetAsync(path)).StatusCode.ShouldBe(status);
    }

    private static async Task<List<JsonElement>> ListedAsync(HttpClient client)
    {
        var all = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(
                $"api/correspondence/to-send-by-hand?limit=2{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            all.AddRange(page.GetProperty("letters").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }

        return all;
    }

    private static HttpRequestMessage Mark(string path, object body, JsonElement letter) =>
        new(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body),
            Headers = { { "If-Match", $"\"{letter.GetProperty("version").GetInt64()}\"" } }
        };

    private static (Guid Complaint, string Email) Somebody(string name = "ada")
    {
        var complaint = Guid.CreateVersion7();
        return (complaint, $"{name}-{complaint:N}@example.org");
    }

    private static string Tried(Guid complaint) =>
        $"select count(*) from mt_doc_putoffletter where id = '{LetterOf(complaint)}' and (data->>'attempts')::int > 0";

    private static Guid LetterOf(Guid complaint) => Letter.IdOf(complaint, LetterKind.ConfirmationOfReceipt);

    private async Task SentAsync(Guid complaint)
    {
        using var officer = correspondence.Client(Roles.ComplaintsOfficer);
        await LetterAsync(officer, complaint, "sent");
    }

    private static async Task<JsonElement> LetterAsync(HttpClient officer, Guid complaint, string status)
    {
        JsonElement letter = default;
        await CorrespondenceHost.UntilAsync(async () =>
        {
            letter = (await officer.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/correspondence"))
                .GetProperty("letters")[0];
            return letter.GetProperty("status").GetString() == status;
        });
        return letter;
    }
}
