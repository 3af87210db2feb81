using System.Buffers.Binary;
using System.Text;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>Which way of looking at it is safe in a browser.</summary>
public enum Preview
{
    /// <summary>None: it is downloaded.</summary>
    None,

    /// <summary>As an image.</summary>
    Image,

    /// <summary>In the browser's own viewer.</summary>
    Pdf,
}

/// <summary>A kind of file that is taken.</summary>
/// <param name="MediaType">As it is served, whatever the sender called it.</param>
/// <param name="Name">In words.</param>
/// <param name="Preview">How it may be shown.</param>
/// <param name="Extensions">What its name may end with; the first is added to a name that ends otherwise.</param>
public sealed record DocumentType(string MediaType, string Name, Preview Preview, params string[] Extensions);

/// <summary>
/// The table of what is taken, by content alone: neither the name nor what the sender says of the type counts. What is
/// recognised by nothing here is refused; nothing is unpacked.
/// </summary>
internal static class DocumentTypes
{
    public static readonly DocumentType
        Pdf = new("application/pdf", "PDF document", Preview.Pdf, ".pdf"),
        Jpeg = new("image/jpeg", "JPEG image", Preview.Image, ".jpg", ".jpeg", ".jpe", ".jfif"),
        Png = new("image/png", "PNG image", Preview.Image, ".png"),
        Gif = new("image/gif", "GIF image", Preview.Image, ".gif"),
        Webp = new("image/webp", "WebP image", Preview.Image, ".webp"),
        // Browsers show neither of these two.
        Heic = new("image/heic", "HEIC image", Preview.None, ".heic", ".heif", ".hif"),
        Tiff = new("image/tiff", "TIFF image", Preview.None, ".tif", ".tiff"),
        Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document",
            Preview.None, ".docx"),
        Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel spreadsheet",
            Preview.None, ".xlsx"),
        Odt = new("application/vnd.oasis.opendocument.text", "OpenDocument text", Preview.None, ".odt"),
        Msg = new("application/vnd.ms-outlook", "Outlook email", Preview.None, ".msg"),
        Eml = new("message/rfc822", "Email", Preview.None, ".eml"),
        Mp4 = new("video/mp4", "MP4 video", Preview.None, ".mp4", ".m4v"),
        Mov = new("video/quicktime", "QuickTime video", Preview.None, ".mov"),
        Video3gp = new("video/3gpp", "Phone video", Preview.None, ".3gp"),
        M4a = new("audio/mp4", "M4A recording", Preview.None, ".m4a"),
        Mp3 = new("audio/mpeg", "MP3 recording", Preview.None, ".mp3"),
        Text = new("text/plain", "Text", Preview.None, ".txt", ".text", ".log", ".csv", ".md");

    public static readonly IReadOnlyList<DocumentType> All =
        [Pdf, Jpeg, Png, Gif, Webp, Heic, Tiff, Docx, Xlsx, Odt, Msg, Eml, Mp4, Mov, Video3gp, M4a, Mp3, Text];

    // Where it stands, the bytes, what it is then.
    private static readonly (int At, byte[] Magic, DocumentType Type)[] Magics =
    [
        (0, "%PDF-"u8.ToArray(), Pdf),
        (0, [0xFF, 0xD8, 0xFF], Jpeg),
        (0, [0x89, .. "PNG\r\n\x1A\n"u8], Png),
        (0, "GIF87a"u8.ToArray(), Gif),
        (0, "GIF89a"u8.ToArray(), Gif),
        (8, "WEBP"u8.ToArray(), Webp),
        (0, "II*\0"u8.ToArray(), Tiff),
        (0, "MM\0*"u8.ToArray(), Tiff),
        (0, "ID3"u8.ToArray(), Mp3),
    ];

    private static readonly Dictionary<string, DocumentType> Brands = new()
    {
        ["heic"] = Heic,
        ["heix"] = Heic,
        ["hevc"] = Heic,
        ["heim"] = Heic,
        ["heis"] = Heic,
        ["mif1"] = Heic,
        ["msf1"] = Heic,
        ["isom"] = Mp4,
        ["iso2"] = Mp4,
        ["iso4"] = Mp4,
        ["iso5"] = Mp4,
        ["iso6"] = Mp4,
        ["mp41"] = Mp4,
        ["mp42"] = Mp4,
        ["avc1"] = Mp4,
        ["M4V "] = Mp4,
        ["MSNV"] = Mp4,
        ["qt  "] = Mov,
        ["3gp4"] = Video3gp,
        ["3gp5"] = Video3gp,
        ["3gp6"] = Video3gp,
        ["M4A "] = M4a,
        ["M4B "] = M4a,
    };

    // What a browser takes for a page or runs, by the standard of sniffing: no plain text, whatever it is called.
    private static readonly string[] Markup =
    [
        "<!doctype", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style", "<title",
        "<b", "<body", "<br", "<p", "<!--", "<?xml", "<svg", "<math", "<img", "<?php", "<%", "#!", "{\\rtf",
    ];

    private static readonly string[] HeadersOfEmail =
        ["from:", "to:", "date:", "subject:", "message-id:", "mime-version:", "received:", "return-path:"];

    /// <summary>The type; null when it is none that is taken.</summary>
    public static DocumentType? Of(ContentSample content)
    {
        var head = content.Head;
        foreach (var (at, magic, type) in Magics)
            if (head.Length >= at + magic.Length && head.Slice(at, magic.Length).SequenceEqual(magic)
                && (at == 0 || head.StartsWith("RIFF"u8)))
                return type;
        if (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8))
            return Brands.GetValueOrDefault(Encoding.Latin1.GetString(head.Slice(8, 4)));
        if (head.StartsWith("PK\x03\x04"u8)) return OfZip(head, ZipEntries.In(content.Tail));
        if (content.IsCompound) return content.HasOutlookProperties ? Msg : null;
        if (IsMp3Frame(head)) return Mp3;
        return OfText(content);
    }

    private static DocumentType? OfZip(ReadOnlySpan<byte> head, IReadOnlySet<string> entries)
    {
        const string OpenDocument = "mimetypeapplication/vnd.oasis.opendocument.textPK";
        if (entries.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return null;
        if (entries.Contains("[Content_Types].xml"))
            return entries.Contains("word/document.xml") ? Docx : entries.Contains("xl/workbook.xml") ? Xlsx : null;
        return entries.Contains("content.xml") && head.Length > 30
            && head[30..].StartsWith(Encoding.ASCII.GetBytes(OpenDocument)) ? Odt : null;
    }

    // A frame of layer III with a bit rate and a sampling rate that exist.
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) => head.Length > 3 && head[0] == 0xFF
        && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08 && (head[2] >> 4) is > 0 and < 15
        && (head[2] & 0x0C) != 0x0C;

    private static DocumentType? OfText(ContentSample content)
    {
        var start = Encoding.Latin1.GetString(content.Head).TrimStart([.. "\u00EF\u00BB\u00BF \t\r\n\f"]);
        if (Markup.Any(mark => start.StartsWith(mark, StringComparison.OrdinalIgnoreCase))) return null;
        if (!content.HasNoNull) return null;
        // Its header ends with an empty line; the parts of an email need not be UTF-8.
        var lines = start.Split('\n').Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Length > 0).ToList();
        var isHeader = lines.Count > 1 && lines.TrueForAll(line => line[0] is ' ' or '\t' || HasFieldName(line));
        if (isHeader && HeadersOfEmail.Count(field => lines.Exists(line =>
                line.StartsWith(field, StringComparison.OrdinalIgnoreCase))) >= 2
            && lines.Exists(line => line.StartsWith("from:", StringComparison.OrdinalIgnoreCase)))
            return Eml;
        return content.IsText ? Text : null;
    }

    private static bool HasFieldName(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && line[..colon].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}

/// <summary>The names in a zip's directory, which stands at its end. Nothing is unpacked: a bomb is a name and a
/// number.</summary>
internal static class ZipEntries
{
    private const int EndLength = 22, EntryLength = 46;

    /// <summary>None when the directory does not lie wholly within <paramref name="tail"/>, or is not one.</summary>
    public static IReadOnlySet<string> In(ReadOnlySpan<byte> tail)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var end = tail.LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < EndLength
            || BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + 20)..]) != tail.Length - end - EndLength)
            return names;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 12)..]);
        if (size > end) return names;
        var directory = tail[(end - (int)size)..end];
        while (directory.Length >= EntryLength && directory.StartsWith("PK\x01\x02"u8))
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var more = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (directory.Length < EntryLength + name + more) break;
            names.Add(Encoding.UTF8.GetString(directory.Slice(EntryLength, name)));
            directory = directory[(EntryLength + name + more)..];
        }

        return names;
    }
}
