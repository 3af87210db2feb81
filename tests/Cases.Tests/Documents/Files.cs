using System.IO.Compression;
using System.Net;
using System.Text;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>Files of every kind, as small as they can be, and how they are sent.</summary>
internal static class Files
{
    public static readonly byte[] Pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"u8.ToArray();
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE1, 0, 16, .. "Exif\0\0GPS"u8, 0xFF, 0xD9];
    public static readonly byte[] Png = [0x89, .. "PNG\r\n\x1A\n\0\0\0\rIHDR"u8];
    public static readonly byte[] Mp3Frame = [0xFF, 0xFB, 0x90, 0x64, 0, 0, 0, 0];
    public static readonly byte[] Docx = Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml");
    public static readonly byte[] Xlsx = Zip("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml");

    public static readonly byte[] Odt =
        ZipOf(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray(), false),
            ("content.xml", "<x/>"u8.ToArray(), true));

    public static readonly byte[] Eml =
        "Return-Path: <ada@example.org>\r\nFrom: Ada\r\nSubject: Leak\r\n\r\nThe ceiling \xE9 leaks.\r\n"u8.ToArray();

    public static readonly byte[] Outlook = [.. Compound, .. new byte[5000], .. Encoding.Unicode.GetBytes(
        "__properties_version1.0"), .. new byte[9]];

    public static readonly byte[] Html = "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray();

    /// <summary>42 bytes of directory that unpack to gigabytes, and it is no document.</summary>
    public static readonly byte[] Bomb = ZipOf(("bomb.txt", new byte[64 * 1024 * 1024], true));

    public static byte[] Compound => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static byte[] Ftyp(string brand) =>
        [0, 0, 0, 24, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0];

    public static byte[] Riff(string kind) => [.. "RIFF"u8, 4, 0, 0, 0, .. Encoding.ASCII.GetBytes(kind), .. "VP8 "u8];

    public static byte[] Zip(params string[] names) =>
        ZipOf([.. names.Select(name => (name, "<x/>"u8.ToArray(), true))]);

    /// <summary>Text that nobody sent before.</summary>
    public static byte[] Note(string words = "A note") =>
        Encoding.UTF8.GetBytes($"{words} {Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");

    public static MultipartFormDataContent Form(
        byte[] content, string name = "note.txt", params (string Field, string Value)[] fields) =>
        Form(new ByteArrayContent(content), name, fields);

    public static MultipartFormDataContent Form(
        HttpContent content, string name, params (string Field, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields) form.Add(new StringContent(value), field);
        // As a browser sends it: whatever the name holds, in UTF-8.
        content.Headers.TryAddWithoutValidation("Content-Type", "image/jpeg");
        form.HeaderEncodingSelector = static (_, _) => Encoding.UTF8;
        var quoted = name.Replace("\"", "%22", StringComparison.Ordinal);
        content.Headers.TryAddWithoutValidation(
            "Content-Disposition", $"form-data; name=\"file\"; filename=\"{quoted}\"");
        form.Add(content);
        return form;
    }

    private static byte[] ZipOf(params (string Name, byte[] Content, bool Packed)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content, packed) in entries)
            {
                using var entry = zip.CreateEntry(
                    name, packed ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }
}

/// <summary>A text of any length that is nowhere as a whole; says when another megabyte of it is on its way.</summary>
/// <param name="length">In bytes.</param>
/// <param name="isAnnounced">Whether its length is said before it; the whole is chunked otherwise.</param>
/// <param name="each">Called at each megabyte.</param>
internal sealed class LongText(long length, bool isAnnounced = false, Action? each = null) : HttpContent
{
    private const int Piece = 1 << 16, Megabyte = 1 << 20;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // No two of them are the same content.
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var piece = Encoding.ASCII.GetBytes($"{id}".PadRight(Piece, 'a'));
        for (var given = 0L; given < length; given += Piece)
        {
            await stream.WriteAsync(piece.AsMemory(0, (int)Math.Min(length - given, Piece)));
            if (given % Megabyte == 0) each?.Invoke();
        }
    }

    protected override bool TryComputeLength(out long announced)
    {
        announced = length;
        return isAnnounced;
    }
}
