using System.Text;
using ComplaintsPlatform.Cases.Documents;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>What is taken, how it is called, and what is decided about it.</summary>
public sealed class DocumentSpecs
{
    private static readonly IncomingContent Photo = new("incoming/1", 6, new('a', 64), DocumentTypes.Jpeg);
    private static readonly UploadedFile File =
        new(DocumentId, "The ceiling.", "resident", "ceiling.jpg", Photo, new ScanVerdict("waiting-to-be-scanned"));

    public static TheoryData<string, byte[]> Taken => new()
    {
        { "application/pdf", Files.Pdf },
        { "image/jpeg", Files.Jpeg },
        { "image/png", Files.Png },
        { "image/gif", "GIF89a,,"u8.ToArray() },
        { "image/webp", Files.Riff("WEBP") },
        { "image/heic", Files.Ftyp("heic") },
        { "image/tiff", "II*\0...."u8.ToArray() },
        { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Files.Docx },
        { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Files.Xlsx },
        { "application/vnd.oasis.opendocument.text", Files.Odt },
        { "application/vnd.ms-outlook", Files.Outlook },
        { "message/rfc822", Files.Eml },
        { "video/mp4", Files.Ftyp("isom") },
        { "video/quicktime", Files.Ftyp("qt  ") },
        { "audio/mp4", Files.Ftyp("M4A ") },
        { "audio/mpeg", "ID3\x04"u8.ToArray() },
        { "audio/mpeg", Files.Mp3Frame },
        { "text/plain", "Zoë wrote: the tap – the one upstairs – drips."u8.ToArray() },
        { "text/plain", [0xEF, 0xBB, 0xBF, .. "With a mark"u8] },
        // A picture to begin with is a picture, whatever hangs on it.
        { "image/gif", "GIF89a/*<script>alert(1)</script>*/"u8.ToArray() },
        { "image/jpeg", [.. Files.Jpeg, .. Files.Bomb] },
    };

    public static TheoryData<string, byte[]> NotTaken => new()
    {
        { "HTML", Files.Html },
        { "HTML after blanks", "\n  <script>alert(1)</script>"u8.ToArray() },
        { "HTML after a mark", [0xEF, 0xBB, 0xBF, .. Files.Html] },
        { "SVG", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
        { "a script", "#!/bin/sh\nrm -rf /"u8.ToArray() },
        { "a program", "MZ\x90\0\x03\0"u8.ToArray() },
        { "any zip", Files.Zip("a.txt") },
        { "a zip bomb", Files.Bomb },
        { "Word with macros", Files.Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin") },
        { "a zip that is cut off", Files.Docx[..^30] },
        { "a zip with something behind it", [.. Files.Docx, .. Files.Html] },
        { "an old Word file", [.. Files.Compound, .. new byte[600]] },
        { "a video in another box", Files.Ftyp("avif") },
        { "Windows' sound", Files.Riff("WAVE") },
        { "text that is not UTF-8", [(byte)'a', 0xE9, (byte)'b'] },
        { "text that ends within a letter", [(byte)'a', 0xC3] },
        { "text with a control character", "a\x1B[31mb"u8.ToArray() },
        { "HTML with a header", "From: a\nSubject: b\0\n\n<html>"u8.ToArray() },
    };

    public static TheoryData<string?, string> Names => new()
    {
        { "ceiling.jpg", "ceiling.jpg" },
        { "ceiling.JPEG", "ceiling.jpeg" },
        { "invoice.pdf", "invoice.pdf.jpg" },
        { "../../etc/passwd", "passwd.jpg" },
        { "C:\\Pictures\\ceiling.jpg", "ceiling.jpg" },
        { "..", "document.jpg" },
        { "", "document.jpg" },
        { null, "document.jpg" },
        { ".jpg", "jpg.jpg" },
        { "con.jpg", "_con.jpg" },
        { "LPT1", "_LPT1.jpg" },
        { "a\r\nSet-Cookie: x.jpg", "aSet-Cookie- x.jpg" },
        { "<img src=x onerror=alert(1)>.jpg", "-img src=x onerror=alert(1)-.jpg" },
        { "photo\u202Egnp.jpg", "photognp.jpg" },
        { "cafe\u0301.jpg", "café.jpg" },
        { "天井.jpg", "天井.jpg" },
    };

    [Theory, MemberData(nameof(Taken))]
    public void a_type_is_told_from_the_content(string mediaType, byte[] content) =>
        (TypeOf(content)?.MediaType).ShouldBe(mediaType);

    [Theory, MemberData(nameof(NotTaken))]
    public void what_is_not_known_is_not_taken(string what, byte[] content) => TypeOf(content).ShouldBeNull(what);

    [Fact]
    public void a_type_is_told_from_parts_of_any_length()
    {
        foreach (var (mediaType, content) in new[]
        {
            ("application/vnd.ms-outlook", Files.Outlook), ("application/vnd.oasis.opendocument.text", Files.Odt),
            ("text/plain", Encoding.UTF8.GetBytes(new string('é', 9999))),
        })
            foreach (var length in new[] { 1, 7, 32 * 1024 })
                (TypeOf(content, length)?.MediaType).ShouldBe(mediaType);
    }

    [Theory, MemberData(nameof(Names))]
    public void a_name_is_cleaned_rather_than_refused(string? given, string kept)
    {
        var cleaned = SafeFileName.Of(given, DocumentTypes.Jpeg);
        cleaned.Replace(" ", "", StringComparison.Ordinal).ShouldBe(kept.Replace(" ", "", StringComparison.Ordinal));
        cleaned.IndexOfAny(['/', '\\', '\r', '\n', '<', '"']).ShouldBe(-1);
    }

    [Fact]
    public void a_long_name_is_cut_between_letters_and_keeps_its_end()
    {
        SafeFileName.Of(new string('x', 500) + ".jpg", DocumentTypes.Jpeg).ShouldBe(new string('x', 120) + ".jpg");
        var family = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 50));
        Encoding.UTF8.GetByteCount(SafeFileName.Of(family, DocumentTypes.Jpeg)).ShouldBeLessThan(256);
    }

    [Fact]
    public void a_document_is_added() => When(Given(Opened)).Then(Document);

    [Fact]
    public void the_same_document_is_added_once()
    {
        When(Given(Opened, Document)).ThenNothing();
        When(Given(Opened, Document), File, LetterId).ThenNothing();
        // Withdrawn, it may come again, under another id.
        When(Given(Opened, Document, DocumentTakenBack), File, LetterId).Then(Document with { DocumentId = LetterId });
        When(Given(Opened, Document), File with { Content = Photo with { Sha256 = new('b', 64) } })
            .ThenRefused("document-id-taken");
    }

    [Fact]
    public void it_is_added_after_the_response_and_not_to_what_was_merged()
    {
        When(Given(Opened, Responded)).Then(Document);
        When(Given(Opened, MergedInto with { ComplaintId = ComplaintId })).ThenRefused("merged-into-another");
    }

    [Fact]
    public void whom_it_comes_from_is_the_sender_unless_it_is_said()
    {
        When(Given(Opened), File with { From = null }).Then(Document with { From = "staff" });
        When(Given(Opened), File with { From = null }, role: "module").Then(Document with { From = "module" });
    }

    [Fact]
    public void what_waited_is_scanned_once()
    {
        Scan(Given(Opened, Document), new("clean")).Then(DocumentFoundClean);
        Scan(Given(Opened, Document), new("infected", "Harbour.Test")).Then(
            DocumentFoundClean with { Scan = "infected", Threat = "Harbour.Test" });
        Scan(Given(Opened, Document), new("waiting-to-be-scanned")).ThenNothing();
        Scan(Given(Opened, Document, DocumentFoundClean), new("clean")).ThenNothing();
    }

    [Fact]
    public void a_document_is_withdrawn_once_with_the_reason()
    {
        Withdraw(Given(Opened, Document)).Then(DocumentTakenBack);
        Withdraw(Given(Opened, Document, DocumentTakenBack)).ThenNothing();
    }

    private static Testing.Decided<IComplaintEvent> When(
        Testing.Given<Complaint, IComplaintEvent> given, UploadedFile? file = null, Guid? id = null,
        string role = "complaints-officer") =>
        given.When(state => AddDocumentEndpoint.Decide(file ?? File, state, id ?? DocumentId, [role]));

    private static Testing.Decided<IComplaintEvent> Scan(
        Testing.Given<Complaint, IComplaintEvent> given, ScanVerdict verdict) =>
        given.When(state => ScanDocumentHandler.Decide(state, state.Documents[DocumentId], verdict));

    private static Testing.Decided<IComplaintEvent> Withdraw(Testing.Given<Complaint, IComplaintEvent> given) =>
        given.When(state => WithdrawDocumentEndpoint.Decide(
            new("It is of another home."), state, state.Documents[DocumentId]));

    private static DocumentType? TypeOf(byte[] content, int partLength = int.MaxValue)
    {
        using var sample = new ContentSample();
        foreach (var part in content.Chunk(Math.Min(partLength, Math.Max(1, content.Length)))) sample.Add(part);
        return DocumentTypes.Of(sample);
    }
}
