using System.Net;
using System.Text;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Documents of a complaint in the browser: added, looked at, withdrawn.</summary>
public sealed class DocumentTests(PlatformOnNamedServers platform, Browser browser)
{
    // A chequered picture.
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAUAAAADICAMAAACu2siZAAAABlBMVEULVWPu9faIqe4hAAABQUlEQVR42u3SwQ0AMAgDsXT/"
        + "pVmBZxXMACfFIm95Wd61XgACBAgQIECAAAECBAgQIECAAAECBAgQoMEAAQIEaDBAgAABGgwQIEA9gwECBKgHECBAgHoAAX4C"
        + "CManAgQI0GCAAAECNBggQIB6BgMECFAPIECAAPUAAgQIUA8gQIAAAQIECBAgQIAAAQIECBAgQIAdPTA+CyBAgAABAgQIECBA"
        + "gAABAgQIECBAgAYDBAgQoMEAAQIEaDBAgAD1DAYIEKAeQIAAAeoBBAiwAxCMTwUIEKDBAAECBGgwQIAA9QwGCBCgHkCAAAHq"
        + "AQQIEKAeQIAAAQIECBAgQIAAAQIECBAgQIAAO3pgfBZAgAABAgQIECBAgAABAgQIECBAgAANBggQIECDAQIECNBggAAB6hkM"
        + "ECBAPYAAAQLUAwgQYEVvAFmIfQHJmt70AAAAAElFTkSuQmCC");

    private static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"u8.ToArray();

    [Fact]
    public async Task an_officer_adds_documents_looks_at_them_and_withdraws_one()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await officer.GoAsync($"/complaints/{id}/documents", "documents-empty");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add documents" }).ClickAsync();
        await officer.LookAsync("documents-add");
        await PressAsync(page, "Add the documents");
        await Assertions.Expect(page.Locator("#Form_Files-error-0")).ToContainTextAsync("Choose at least one file");
        await officer.LookAsync("documents-add-errors");

        // What is taken is taken, and what is not is named.
        var folder = Directory.CreateTempSubdirectory("complaints-files-");
        await page.GetByLabel("Files").SetInputFilesAsync(
        [
            Saved(folder, "Bathroom ceiling, 2 March.png", Picture), Saved(folder, "Letter from the surveyor.pdf", Pdf),
            Saved(folder, "holiday.jpg", "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray()),
            Saved(folder, "nothing.txt", []), Saved(folder, "film.txt", new byte[(20 * 1024 * 1024) + 1]),
        ]);
        await page.GetByLabel("What they show (optional)").FillAsync("The ceiling above the bath");
        await page.GetByLabel("The resident").CheckAsync();
        await PressAsync(page, "Add the documents");
        await officer.LookAsync("documents-add-some");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(
            "Added: Bathroom ceiling, 2 March.png, Letter from the surveyor.pdf.");
        folder.Delete(recursive: true);
        var errors = page.Locator(".govuk-error-message");
        await Assertions.Expect(errors).ToHaveCountAsync(3);
        await Assertions.Expect(errors.Nth(0)).ToContainTextAsync("holiday.jpg: The content of the file is none of");
        await Assertions.Expect(errors.Nth(1)).ToContainTextAsync("nothing.txt: The file is empty.");
        await Assertions.Expect(errors.Nth(2)).ToContainTextAsync("film.txt: The file is larger than 20 MB.");
        (await page.GetByLabel("What they show (optional)").InputValueAsync()).ShouldBe("The ceiling above the bath");

        await page.GetByLabel("Files").SetInputFilesAsync(File("note.txt", Encoding.UTF8.GetBytes($"Note {id}")));
        await PressAsync(page, "Add the documents");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The files are added to the complaint.");
        await officer.LookAsync("documents");
        (await page.TitleAsync()).ShouldStartWith(reference);
        (await page.GetByRole(AriaRole.Row).CountAsync()).ShouldBe(4);

        await page.GetByRole(AriaRole.Link, new() { Name = "Letter from the surveyor.pdf" }).ClickAsync();
        await officer.LookAsync("document-pdf");
        await page.GotoAsync($"/complaints/{id}/documents");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bathroom ceiling" }).ClickAsync();
        await officer.LookAsync("document-image");
        (await page.EvaluateAsync<int>("document.querySelector('main img').naturalWidth")).ShouldBe(320);
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("Bathroom ceiling, 2 March.png");
        (await System.IO.File.ReadAllBytesAsync(await download.PathAsync())).ShouldBe(Picture);

        var shown = page.Url;
        await page.GetByRole(AriaRole.Link, new() { Name = "Withdraw this document" }).ClickAsync();
        await officer.LookAsync("document-withdraw");
        await PressAsync(page, "Withdraw the document");
        await officer.LookAsync("document-withdraw-errors");
        await page.GetByLabel("Why is it withdrawn?").FillAsync("It is the ceiling of another home.");
        await PressAsync(page, "Withdraw the document");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The document is withdrawn.");
        await officer.GoAsync(shown, "document-withdrawn");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It is the ceiling of another home.");
        await officer.GoAsync($"/complaints/{id}/documents", "documents-one-withdrawn");
    }

    [Fact]
    public async Task an_adviser_adds_a_picture_on_a_phone_without_javascript()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var adviser =
            await browser.SignedInAsync(platform, "adviser", width: 320, height: 640, javaScript: false);
        var page = adviser.Page;
        await page.GotoAsync($"/complaints/{id}/documents/add");
        await page.GetByLabel("Files").SetInputFilesAsync(File("IMG_0001.PNG", Picture));
        await page.GetByLabel("Us, or somebody").CheckAsync();
        await PressAsync(page, "Add the documents");
        await page.GetByRole(AriaRole.Link, new() { Name = "IMG_0001.PNG" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "IMG_0001.PNG" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task a_name_and_a_content_of_an_attacker_do_nothing()
    {
        const string Name = "\"><img src=x onerror=alert(1)>.png";
        var (id, _) = await Sample.ComplaintAsync(platform);
        var document = await Sample.DocumentAsync(platform, id, Name, Picture, "<script>alert(1)</script>");
        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        foreach (var part in new[] { "", "/timeline", "/documents", $"/documents/{document}" })
        {
            var page = await officer.GetAsync($"/complaints/{id}{part}");
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Document.QuerySelectorAll("main script, [onerror], main img:not(.app-preview)").ShouldBeEmpty(part);
        }

        var content = (await officer.GetAsync($"/complaints/{id}/documents/{document}/content")).Answer;
        content.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; sandbox");
        content.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        content.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        content.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        // Not of another complaint, and not for everybody: who has no task that shows it learns nothing of it.
        var (other, _) = await Sample.ComplaintAsync(platform);
        (await officer.GetAsync($"/complaints/{other}/documents/{document}/content")).Status
            .ShouldBe(HttpStatusCode.NotFound);
        (await officer.GetAsync($"/complaints/{other}/documents/{document}")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var partner = await PlainVisitor.SignedInAsync(platform, "partner");
        (await partner.GetAsync($"/complaints/{id}/documents/{document}/content")).Status
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task the_gateway_passes_twenty_megabytes_on_and_whoever_sends_more_reads_why_not()
    {
        const int Most = 20 * 1024 * 1024;
        var (id, _) = await Sample.ComplaintAsync(platform);
        using var officer = await platform.SignedInAsync("officer");
        foreach (var isChunked in new[] { false, true })
            foreach (var (length, status) in new[]
            {
                (Most, HttpStatusCode.Created), (Most + 1, HttpStatusCode.RequestEntityTooLarge),
                (3 * Most, HttpStatusCode.RequestEntityTooLarge),
            })
            {
                var text = new byte[length];
                text.AsSpan().Fill(isChunked ? (byte)'a' : (byte)'b');
                using var form = new MultipartFormDataContent { { new ByteArrayContent(text), "file", "long.txt" } };
                using var request = new HttpRequestMessage(HttpMethod.Post, $"api/complaints/{id}/documents");
                (request.Content, request.Headers.TransferEncodingChunked) = (form, isChunked);
                using var answer = await officer.SendAsync(request);
                answer.StatusCode.ShouldBe(status);
                if (status != HttpStatusCode.Created)
                    (await answer.Content.ReadAsStringAsync()).ShouldContain("problem:document-too-large");
            }
    }

    // From the disk: the protocol of a browser chokes on 20 MB.
    private static string Saved(DirectoryInfo folder, string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private static FilePayload File(string name, byte[] content) =>
        new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
}
