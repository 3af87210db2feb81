using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComplaintsPlatform.Cases.Documents;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>Documents over the API, as people, modules and attackers send them, wherever their contents lie.</summary>
public abstract class DocumentApiTests(CasesFixture cases)
{
    /// <summary>What is stored under a name, by other means than the service's; null when nothing is.</summary>
    private protected abstract Task<byte[]?> StoredAsync(string name);

    private protected abstract Task StoreAsync(string name, byte[] content);

    private protected abstract Task LoseAsync(string name);

    [Fact]
    public async Task a_document_is_added_listed_and_opened_as_it_came()
    {
        var id = await cases.OpenedComplaint();
        using var form = Files.Form(
            Files.Jpeg, "C:\\My pictures\\ceiling.jpg", ("description", "The ceiling."), ("from", "resident"));
        using var added = await cases.Officer.PostAsync(Documents(id), form);
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var taken = await Json(added);
        taken.GetProperty("type").GetString().ShouldBe("image/jpeg");
        taken.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Files.Jpeg)));
        taken.GetProperty("scan").GetString().ShouldBe("not-scanned");

        var listed = (await ListAsync(id)).ShouldHaveSingleItem();
        listed.GetProperty("name").GetString().ShouldBe("ceiling.jpg");
        listed.GetProperty("description").GetString().ShouldBe("The ceiling.");
        listed.GetProperty("from").GetString().ShouldBe("resident");
        listed.GetProperty("by").GetString().ShouldBe(Sam.Name);
        listed.GetProperty("typeName").GetString().ShouldBe("JPEG image");
        listed.GetProperty("canBeOpened").GetBoolean().ShouldBeTrue();

        // Bytes with their position are evidence: nothing is stripped.
        using var content = await cases.Auditor.GetAsync(ContentOf(id, listed));
        (await content.Content.ReadAsByteArrayAsync()).ShouldBe(Files.Jpeg);
        content.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        content.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        content.Content.Headers.ContentLength.ShouldBe(Files.Jpeg.Length);
        content.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        content.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; sandbox");
        content.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task the_same_content_or_the_same_id_is_the_same_document()
    {
        var (id, documentId, content) = (await cases.OpenedComplaint(), NewId(), Files.Note());
        (string, string)[] named = [("documentId", $"{documentId}")];
        (await PostAsync(id, content, "a.txt", named)).StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var again in new[]
            { await PostAsync(id, content, "a.txt", named), await PostAsync(id, content, "b.txt") })
        {
            again.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await Json(again)).GetProperty("documentId").GetGuid().ShouldBe(documentId);
        }

        await ShouldBeProblem(await PostAsync(id, Files.Note(), "a.txt", named),
            HttpStatusCode.Conflict, "document-id-taken");
        (await ListAsync(id)).Count.ShouldBe(1);
        // At once, several times: one of them adds it.
        var other = Files.Note();
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(id, other, "c.txt")));
        all.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        all.Select(answer => answer.StatusCode).Except([HttpStatusCode.Created, HttpStatusCode.OK]).ShouldBeEmpty();
        (await ListAsync(id)).Count.ShouldBe(2);
        Incoming().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_document_that_is_withdrawn_is_offered_no_more_and_stays_on_record()
    {
        var id = await cases.OpenedComplaint();
        (await PostAsync(id, Files.Note(), "a.txt")).EnsureSuccessStatusCode();
        var document = (await ListAsync(id)).Single();
        var verb = $"documents/{document.GetProperty("documentId").GetGuid()}/withdraw";
        await ShouldBeProblem(await Send(cases.Officer, id, verb, new { reason = " " }, null),
            HttpStatusCode.BadRequest, "not-valid");
        (await Send(cases.Officer, id, verb, new { reason = "Of another home." }, null)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await cases.Officer.GetAsync(ContentOf(id, document)),
            HttpStatusCode.Gone, "document-withdrawn");
        var withdrawn = (await ListAsync(id)).Single().GetProperty("withdrawn");
        withdrawn.GetProperty("by").GetString().ShouldBe(Sam.Name);
        withdrawn.GetProperty("reason").GetString().ShouldBe("Of another home.");
        (await StoredAsync(NameOf(id, document))).ShouldNotBeNull();
    }

    [Fact]
    public async Task what_is_disguised_is_refused_and_nothing_of_it_is_kept()
    {
        var id = await cases.OpenedComplaint();
        foreach (var content in new[] { Files.Html, Files.Bomb, "MZ\x90\0"u8.ToArray() })
            await ShouldBeProblem(await PostAsync(id, content, "ceiling.jpg"),
                HttpStatusCode.UnsupportedMediaType, "document-type-not-taken");
        (await ListAsync(id)).ShouldBeEmpty();
        Incoming().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_content_is_served_as_what_it_is_and_not_as_what_it_is_called()
    {
        var id = await cases.OpenedComplaint();
        await PostAsync(id, "GIF89a/*<script>alert(1)</script>*/"u8.ToArray(), "page.html");
        await PostAsync(id, Files.Note("alert(1)//"), "evil.js");
        var (image, text) = ((await ListAsync(id))[0], (await ListAsync(id))[1]);
        image.GetProperty("name").GetString().ShouldBe("page.html.gif");
        text.GetProperty("name").GetString().ShouldBe("evil.js.txt");
        (await cases.Officer.GetAsync(ContentOf(id, image))).Content.Headers.ContentType!.MediaType
            .ShouldBe("image/gif");
        using var answer = await cases.Officer.GetAsync(ContentOf(id, text));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Fact]
    public async Task twenty_megabytes_are_taken_and_one_byte_more_is_not()
    {
        var id = await cases.OpenedComplaint();
        foreach (var chunked in new[] { false, true })
        {
            (await SendAsync(DocumentVault.MostBytes)).StatusCode.ShouldBe(HttpStatusCode.Created);
            await ShouldBeProblem(await SendAsync(DocumentVault.MostBytes + 1),
                HttpStatusCode.RequestEntityTooLarge, "document-too-large");
            await ShouldBeProblem(await SendAsync(3 * DocumentVault.MostBytes),
                HttpStatusCode.RequestEntityTooLarge, "document-too-large");

            async Task<HttpResponseMessage> SendAsync(long length)
            {
                using var form = Files.Form(new LongText(length, isAnnounced: !chunked), "long.txt");
                return await cases.Officer.PostAsync(Documents(id), form);
            }
        }

        (await ListAsync(id)).Count.ShouldBe(2);
        Incoming().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_document_of_another_complaint_is_not_there()
    {
        var (id, other) = (await cases.OpenedComplaint(), await cases.OpenedComplaint());
        (await PostAsync(id, Files.Note(), "a.txt")).EnsureSuccessStatusCode();
        var document = (await ListAsync(id)).Single();
        await ShouldBeProblem(
            await cases.Officer.GetAsync(ContentOf(other, document)), HttpStatusCode.NotFound, "not-found");
        await ShouldBeProblem(
            await Send(cases.Officer, other, $"documents/{document.GetProperty("documentId").GetGuid()}/withdraw",
                new { reason = "x" }, null),
            HttpStatusCode.NotFound, "not-found");
        await ShouldBeProblem(await PostAsync(NewId(), Files.Note(), "a.txt"), HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("resident"), InlineData("partner"), InlineData("director")]
    public async Task documents_are_for_the_roles_of_the_complaint(string role)
    {
        var (id, somebody) = (await cases.OpenedComplaint(), cases.Service.As(Priya.Id, Priya.Name, role));
        using var form = Files.Form(Files.Note());
        await ShouldBeProblem(await somebody.PostAsync(Documents(id), form), HttpStatusCode.Forbidden, "not-permitted");
        (await somebody.GetAsync(Documents(id))).StatusCode.ShouldBe(
            role == "director" ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task what_is_no_form_with_one_file_is_said_in_words()
    {
        var id = await cases.OpenedComplaint();
        await ShouldBeProblem(await cases.Officer.PostAsync(Documents(id), new ByteArrayContent(Files.Pdf)),
            HttpStatusCode.UnsupportedMediaType, "multipart-expected");
        var broken = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\""u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        await ShouldBeProblem(await cases.Officer.PostAsync(Documents(id), broken),
            HttpStatusCode.BadRequest, "multipart-malformed");
        foreach (var (field, value) in new[]
            { ("documentId", "7"), ("from", "the moon"), ("description", new string('x', 201)) })
            (await ErrorsAsync(Files.Form(Files.Note(), "a.txt", (field, value)))).ShouldBe([field]);
        (await ErrorsAsync(Files.Form([], "a.txt"))).ShouldBe(["file"]);
        (await ErrorsAsync(new MultipartFormDataContent { { new StringContent("x"), "description" } }))
            .ShouldBe(["file"]);
        var two = Files.Form(Files.Note());
        two.Add(new ByteArrayContent(Files.Note()), "file", "b.txt");
        (await ErrorsAsync(two)).ShouldBe(["file"]);
        Incoming().ShouldBeEmpty();

        async Task<IEnumerable<string>> ErrorsAsync(HttpContent form)
        {
            var answer = await cases.Officer.PostAsync(Documents(id), form);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            return (await Json(answer)).GetProperty("errors").EnumerateObject().Select(field => field.Name);
        }
    }

    [Fact]
    public async Task contents_are_encrypted_and_what_was_changed_or_lost_is_noticed()
    {
        var (id, secret) = (await cases.OpenedComplaint(), Files.Note("The neighbour is called"));
        (await PostAsync(id, secret, "a.txt")).EnsureSuccessStatusCode();
        var document = (await ListAsync(id)).Single();
        var name = NameOf(id, document);
        var stored = (await StoredAsync(name)).ShouldNotBeNull();
        Encoding.Latin1.GetString(stored).ShouldNotContain("neighbour");

        stored[^1] ^= 1;
        await StoreAsync(name, stored);
        (await cases.Officer.GetAsync(ContentOf(id, document))).StatusCode
            .ShouldBe(HttpStatusCode.InternalServerError);
        await LoseAsync(name);
        await ShouldBeProblem(await cases.Officer.GetAsync(ContentOf(id, document)),
            HttpStatusCode.ServiceUnavailable, "document-content-missing");
    }

    [Fact]
    public async Task what_was_answered_is_there_after_a_restart_and_an_erased_content_is_not()
    {
        var (id, content) = (await cases.OpenedComplaint(), Files.Note());
        (await PostAsync(id, content, "a.txt")).EnsureSuccessStatusCode();
        var document = (await ListAsync(id)).Single();
        await using var replica = cases.Service.Replica();
        var officer = replica.As(Sam.Id, Sam.Name, "complaints-officer");
        (await officer.GetByteArrayAsync(ContentOf(id, document))).ShouldBe(content);

        var keys = (PersonalData.PersonalDataKeys)cases.Service.Services.GetService(
            typeof(PersonalData.PersonalDataKeys))!;
        await keys.EraseAsync(id);
        await ShouldBeProblem(await cases.Officer.GetAsync(ContentOf(id, document)),
            HttpStatusCode.Gone, "document-erased");
    }

    private static string Documents(Guid id) => $"/api/complaints/{id}/documents";

    private protected static string ContentOf(Guid id, JsonElement document) =>
        $"{Documents(id)}/{document.GetProperty("documentId").GetGuid()}/content";

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private async Task<HttpResponseMessage> PostAsync(
        Guid id, byte[] content, string name, params (string Field, string Value)[] fields)
    {
        using var form = Files.Form(content, name, fields);
        return await cases.Officer.PostAsync(Documents(id), form);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(Guid id) =>
        [.. (await Json(await cases.Auditor.GetAsync(Documents(id)))).GetProperty("documents").EnumerateArray()];

    private string[] Incoming() => Directory.GetFiles(Path.Combine(cases.Service.Documents, "incoming"));

    private static string NameOf(Guid id, JsonElement document) =>
        $"contents/{id.ToString("N")[^2..]}/{id:N}/{document.GetProperty("sha256").GetString()}";
}
