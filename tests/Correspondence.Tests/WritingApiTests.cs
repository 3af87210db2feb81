using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Intake;
using Npgsql;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Letters that people write, on the whole service: drafted, approved, issued, printed, kept.</summary>
public sealed class WritingApiTests(CorrespondenceHost correspondence) : IClassFixture<CorrespondenceHost>
{
    private readonly HttpClient author = correspondence.As(Drafts.Sam.Id, [Roles.ComplaintsOfficer]);
    private readonly HttpClient reader = correspondence.As(Drafts.Priya.Id, [Roles.TeamLeader]);

    [Fact]
    public async Task a_response_is_drafted_returned_approved_and_goes_out_by_email()
    {
        var (complaint, letter) = await BegunAsync(LetterKind.Response);
        await VerbAsync(author, complaint, letter, "change-draft", Whole(LetterKind.Response));
        (await VerbAsync(author, complaint, letter, "issue", new { form = "email" }, HttpStatusCode.Conflict))
            .ShouldBe("approval-missing");
        await VerbAsync(author, complaint, letter, "ask-for-approval", null);
        (await IdsToApproveAsync(reader)).ShouldContain(letter);
        (await IdsToApproveAsync(author)).ShouldNotContain(letter);
        (await VerbAsync(author, complaint, letter, "approve", null, HttpStatusCode.Conflict))
            .ShouldBe("author-cannot-approve");
        await VerbAsync(reader, complaint, letter, "return-with-comments", new { comments = "Say sorry first." });
        var draft = await author.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/letters/{letter}");
        draft.GetProperty("returned").GetProperty("comments").GetString().ShouldBe("Say sorry first.");
        await VerbAsync(author, complaint, letter, "ask-for-approval", null);
        await VerbAsync(reader, complaint, letter, "approve", null);
        (await IdsToApproveAsync(reader)).ShouldNotContain(letter);
        await VerbAsync(author, complaint, letter, "issue", new { form = "email" });

        await CorrespondenceHost.UntilAsync(async () => await correspondence.ScalarAsync<long>(
            $"select count(*) from mt_events where stream_id = '{letter}' and type = 'letter_went_out'") == 1);
        var all = await author.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/correspondence");
        var sent = all.GetProperty("letters")[0];
        sent.GetProperty("status").GetString().ShouldBe("sent");
        sent.GetProperty("writtenBy")[0].GetProperty("name").GetString().ShouldBe("Test Person");
        sent.GetProperty("approvedBy").GetProperty("userId").GetGuid().ShouldBe(Drafts.Priya.Id);
        sent.GetProperty("body").GetString()!.ShouldContain("We uphold your complaint in part.");
        var mail = correspondence.Mail.Received.Single(mail =>
            mail.Header("Message-ID") == sent.GetProperty("messageId").GetString());
        mail.Header("Auto-Submitted").ShouldBeNull("somebody typed it");
        (await VerbAsync(author, complaint, letter, "withdraw-draft", null, HttpStatusCode.Conflict))
            .ShouldBe("letter-issued");
    }

    [Fact]
    public async Task a_letter_is_printed_kept_byte_for_byte_and_cannot_be_changed_in_the_database()
    {
        var (complaint, letter) = await BegunAsync(LetterKind.Acknowledgement);
        await VerbAsync(author, complaint, letter, "change-draft", Whole(LetterKind.Acknowledgement));
        var path = $"api/complaints/{complaint}/letters/{letter}/document";
        (await author.GetByteArrayAsync(path)).AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue("a draft");
        await VerbAsync(author, complaint, letter, "issue", new { form = "letter" });

        var first = await author.GetByteArrayAsync(path);
        (await author.GetByteArrayAsync(path)).ShouldBe(first);
        var text = Encoding.Latin1.GetString(first);
        text.ShouldContain("pdfuaid"); // PDF/UA: tagged, with its language and title
        text.ShouldContain("/StructTreeRoot");
        text.ShouldContain("/Lang (en-GB)");
        var all = await author.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/correspondence");
        all.GetProperty("letters")[0].GetProperty("documentSha256").GetString()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(first)));
        (await correspondence.ScalarAsync<byte[]>(
            $"select sealed from letter_documents where letter_id = '{letter}'"))
            .AsSpan().IndexOf("%PDF-"u8).ShouldBe(-1, "it is sealed");

        await using var owner = NpgsqlDataSource.Create(correspondence.Database);
        foreach (var sql in new[]
        {
            $"update letter_documents set sealed = '' where letter_id = '{letter}'",
            $"delete from letter_documents where letter_id = '{letter}'", "truncate letter_documents",
            $"update mt_events set data = '{{}}' where stream_id = '{letter}'",
        })
            await Should.ThrowAsync<PostgresException>(async () =>
            {
                await using var command = owner.CreateCommand(sql);
                await command.ExecuteNonQueryAsync();
            }, sql);
    }

    [Fact]
    public async Task what_a_letter_lacks_is_said_with_where_it_is_put_right()
    {
        var (complaint, letter) = await BegunAsync(LetterKind.Extension);
        using var answer = await SendAsync(author, complaint, letter, "issue", new { form = "email" });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("type").GetString().ShouldEndWith("letter-incomplete");
        problem.GetProperty("missing").EnumerateArray().Select(one => one.GetProperty("target").GetString())
            .ShouldBe(["part:reason", "new-date"], ignoreOrder: true);
        var preview = await author.GetFromJsonAsync<JsonElement>(
            $"api/complaints/{complaint}/letters/{letter}/preview");
        preview.GetProperty("missing").GetArrayLength().ShouldBe(2);
        preview.GetProperty("ways").EnumerateArray().Select(way => way.GetString())
            .ShouldBe(["email", "letter", "by-hand"]);
        correspondence.Case.Tokens.ShouldAllBe(token => token.StartsWith("Bearer ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_letter_is_a_letter_of_its_complaint_alone()
    {
        var (_, letter) = await BegunAsync(LetterKind.Other);
        var other = Guid.CreateVersion7();
        foreach (var path in new[] { "", "/preview", "/document" })
            (await author.GetAsync($"api/complaints/{other}/letters/{letter}{path}")).StatusCode
                .ShouldBe(HttpStatusCode.NotFound);
        foreach (var (verb, body) in new (string, object?)[]
        {
            ("change-draft", Whole(LetterKind.Other)), ("withdraw-draft", null), ("ask-for-approval", null),
            ("approve", null), ("return-with-comments", new { comments = "x" }), ("issue", new { form = "email" }),
        })
            (await VerbAsync(author, other, letter, verb, body, HttpStatusCode.NotFound)).ShouldBe("not-found");
    }

    [Fact]
    public async Task templates_and_standard_lines_are_changed_by_their_version()
    {
        using var admin = correspondence.Client(Roles.Administrator);
        var templates = await admin.GetAsync("api/correspondence/templates");
        using var change = new HttpRequestMessage(HttpMethod.Post, "api/correspondence/templates");
        change.Headers.Add("If-Match", templates.Headers.ETag!.Tag);
        change.Content = JsonContent.Create(new
        { kind = "other", stage = "stage-2", subject = "{{subject}}", body = "{{text}}\n\n{{officer}}" });
        using var changed = await admin.SendAsync(change);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        using var stale = new HttpRequestMessage(HttpMethod.Post, "api/correspondence/templates");
        stale.Headers.Add("If-Match", templates.Headers.ETag!.Tag);
        stale.Content = JsonContent.Create(new
        { kind = "other", stage = "stage-2", subject = "x", body = "{{text}}" });
        (await admin.SendAsync(stale)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);

        var lines = await admin.GetAsync("api/correspondence/standard-lines");
        using var write = new HttpRequestMessage(HttpMethod.Post, "api/correspondence/standard-lines");
        write.Headers.Add("If-Match", lines.Headers.ETag!.Tag);
        write.Content = JsonContent.Create(new
        { lineId = Guid.CreateVersion7(), topic = "Keys", title = "Where", text = "At the office." });
        var written = await (await admin.SendAsync(write)).Content.ReadFromJsonAsync<JsonElement>();
        written.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("title").GetString())
            .ShouldContain("Where");
    }

    [Fact]
    public async Task a_refusal_is_told_by_a_letter_about_the_submission_and_listed_until_it_is()
    {
        var (submission, letter) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var refusal = new
        {
            refusedOn = "2026-03-02",
            groundInWords = LetterPart.Grounds[0],
            reasons = "It is of 2019.",
            circumstancesConsidered = "They were not away.",
        };
        correspondence.Case.Submission = new
        {
            reference = "CON-7K3M-9QXT",
            receivedOn = "2026-03-01",
            preferredContact = "email",
            what = "The fence of 2019.",
            resident = new { name = "Ada Lovelace", email = "ada@example.org" },
            refusal,
        };
        await correspondence.SayAsync(new ComplaintRefused(
            submission, "over-12-months", "2.2, 2.3", new DateOnly(2026, 3, 2), "CON-7K3M-9QXT"), submission, 2);
        await CorrespondenceHost.UntilAsync(async () => (await ExceptionsAsync()).Contains(submission));
        (await author.PostAsJsonAsync($"api/complaints/{submission}/letters", new
        { letterId = letter, kind = LetterKind.Refusal })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var preview = await author.GetFromJsonAsync<JsonElement>(
            $"api/complaints/{submission}/letters/{letter}/preview");
        preview.GetProperty("missing").GetArrayLength().ShouldBe(0);
        await VerbAsync(author, submission, letter, "issue", new { form = "email" });

        await CorrespondenceHost.UntilAsync(async () => !(await ExceptionsAsync()).Contains(submission));
        // A message that comes again, or late, makes nobody wait for another one.
        await correspondence.SayAsync(new ComplaintRefused(
            submission, "over-12-months", "2.2, 2.3", new DateOnly(2026, 3, 2), "CON-7K3M-9QXT"), submission, 2);
        (await correspondence.ScalarAsync<long>(
            $"select count(*) from mt_doc_refusaltold where id = '{submission}'")).ShouldBe(1);
    }

    [Fact]
    public async Task a_refusal_of_stage_2_is_listed_until_its_letter_has_gone_and_the_next_one_again()
    {
        var (complaint, letter, day) = (Guid.CreateVersion7(), Guid.CreateVersion7(), new DateOnly(2026, 3, 2));
        correspondence.Case.Facts = Drafts.NotTakenOn;
        await RefusedAsync(day, 5);
        await CorrespondenceHost.UntilAsync(async () => (await ExceptionsAsync()).Contains(complaint));
        (await author.PostAsJsonAsync($"api/complaints/{complaint}/letters", new
        { letterId = letter, kind = LetterKind.EscalationRefusal })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await VerbAsync(author, complaint, letter, "issue", new { form = "email" });
        await CorrespondenceHost.UntilAsync(async () => !(await ExceptionsAsync()).Contains(complaint));
        // What was refused before the letter went is told. A refusal after it is waited for (and listed when a working
        // day has passed).
        await RefusedAsync(day, 5);
        await RefusedAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(1), 9);
        await CorrespondenceHost.UntilAsync(async () => await correspondence.ScalarAsync<long>(
            $"select count(*) from mt_doc_refusaltotell where id = '{complaint}'") == 1);

        Task RefusedAsync(DateOnly refusedOn, long version) => correspondence.SayAsync(
            new Contracts.Cases.EscalationRefused(
                complaint, "CMP-7K3M-9QXT", day, refusedOn, "already-considered", "2.2"), complaint, version);
    }

    private async Task<IReadOnlyList<Guid>> ExceptionsAsync() =>
        [.. (await author.GetFromJsonAsync<JsonElement>("api/letters/exceptions")).GetProperty("letters")
            .EnumerateArray().Select(one => one.GetProperty("complaintId").GetGuid())];

    private async Task<(Guid Complaint, Guid Letter)> BegunAsync(string kind)
    {
        var (complaint, letter) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        // Clocks of today: the letters of this class are issued by the real one.
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
        correspondence.Case.Facts = Drafts.Facts with
        {
            Clocks =
            [
                new ClockRead("stage-1-response", today.AddDays(5), 10, false, null, today.AddDays(20)),
            ],
        };
        using var answer = await author.PostAsJsonAsync(
            $"api/complaints/{complaint}/letters", new { letterId = letter, kind });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (complaint, letter);
    }

    private static object Whole(string kind) => new
    { parts = Drafts.Whole(kind).Parts.Select(part => new { name = part.Name, text = part.Text }) };

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, Guid complaint, Guid letter, string verb, object? body)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"api/complaints/{complaint}/letters/{letter}/{verb}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (body is not null) request.Content = JsonContent.Create(body);
        return await client.SendAsync(request);
    }

    private static async Task<string> VerbAsync(
        HttpClient client, Guid complaint, Guid letter, string verb, object? body,
        HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await SendAsync(client, complaint, letter, verb, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, $"{verb}: {text}");
        return expected == HttpStatusCode.OK
            ? ""
            : JsonElement.Parse(text).GetProperty("type").GetString()!.Split(':')[^1];
    }

    private static async Task<IEnumerable<Guid>> IdsToApproveAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("api/correspondence/to-approve")).GetProperty("letters")
            .EnumerateArray().Select(letter => letter.GetProperty("letterId").GetGuid());
}

/// <summary>While the case cannot be asked, on a service of its own.</summary>
public sealed class CaseAwayApiTests(CorrespondenceHost correspondence) : IClassFixture<CorrespondenceHost>
{
    [Fact]
    public async Task while_cases_is_away_a_draft_is_kept_and_what_needs_the_case_says_so()
    {
        using var author = correspondence.As(Drafts.Sam.Id, [Roles.ComplaintsOfficer]);
        var (complaint, letter) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (await author.PostAsJsonAsync($"api/complaints/{complaint}/letters", new { letterId = letter, kind = "other" }))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
        correspondence.Case.IsAway = true;
        using var change = new HttpRequestMessage(
            HttpMethod.Post, $"api/complaints/{complaint}/letters/{letter}/change-draft");
        change.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        change.Content = JsonContent.Create(new { parts = new[] { new { name = "text", text = "Kept." } } });
        (await author.SendAsync(change)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var preview = await author.GetAsync($"api/complaints/{complaint}/letters/{letter}/preview");
        preview.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await preview.Content.ReadAsStringAsync()).ShouldContain("case-unavailable");
        using var begin = await author.PostAsJsonAsync(
            $"api/complaints/{complaint}/letters", new { letterId = Guid.CreateVersion7(), kind = "other" });
        begin.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await correspondence.ScalarAsync<long>("select count(*) from mt_events where type = 'draft_begun'"))
            .ShouldBe(1);
    }
}
