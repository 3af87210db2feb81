using System.Text;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Mailbox;

/// <summary>
/// As much of MIME as is needed to read what the platform sends: folded headers, encoded words, multipart, base64 and quoted-printable.
/// The source is held as Latin-1, so that each character is one byte as it came in.
/// </summary>
internal sealed partial class MimeEntity
{
    private readonly string body;

    private MimeEntity(Dictionary<string, string> headers, string body) => (Headers, this.body) = (headers, body);

    public IReadOnlyDictionary<string, string> Headers { get; }

    public static MimeEntity Parse(string source)
    {
        var end = source.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? source : source[..end];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Folding().Replace(head, " ").Split("\r\n"))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                headers.TryAdd(line[..colon], Decode(line[(colon + 1)..].Trim()));
        return new MimeEntity(headers, end < 0 ? "" : source[(end + 4)..]);
    }

    /// <summary>The text of the first part of a media type, or null.</summary>
    public string? Find(string mediaType)
    {
        var type = Headers.GetValueOrDefault("Content-Type") ?? "text/plain";
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && Boundary().Match(type) is { Success: true } boundary)
            return body.Split($"--{boundary.Groups[1].Value}").Skip(1).Where(static part => part.StartsWith("\r\n", StringComparison.Ordinal))
                .Select(part => Parse(part[2..]).Find(mediaType)).FirstOrDefault(static found => found is not null);
        return type.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Bytes()) : null;
    }

    private byte[] Bytes() => (Headers.GetValueOrDefault("Content-Transfer-Encoding") ?? "").Trim().ToLowerInvariant() switch
    {
        "base64" => Convert.FromBase64String(body),
        "quoted-printable" => QuotedPrintable(SoftBreak().Replace(body, "")),
        _ => Encoding.Latin1.GetBytes(body),
    };

    private static string Decode(string value) => EncodedWord().Replace(BetweenWords().Replace(value, "$1"), static word =>
        Encoding.UTF8.GetString(word.Groups[1].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups[2].Value)
            : QuotedPrintable(word.Groups[2].Value.Replace('_', ' '))));

    private static byte[] QuotedPrintable(string text) => Encoding.Latin1.GetBytes(
        Escape().Replace(text, static escape => $"{(char)Convert.ToByte(escape.Groups[1].Value, 16)}"));

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex("boundary=\"?([^\";]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\r\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex Escape();

    [GeneratedRegex(@"=\?utf-8\?([BQbq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();
}
