using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>
/// What is noticed of a content while it passes by: size, SHA-256, and what its type is told from. Keeps its first and,
/// of a zip, its last part, never the whole.
/// </summary>
internal sealed class ContentSample : IDisposable
{
    private const int HeadLength = 4096, TailLength = 256 * 1024;
    private static readonly byte[] OutlookProperties = Encoding.Unicode.GetBytes("__properties_version1.0");
    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Except("\t\n\f\r"), '\x7F']);

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Decoder decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private readonly byte[] head = new byte[HeadLength];
    private readonly char[] characters = new char[4096];
    private int headLength;
    private byte[] tail = [];
    private int tailLength;
    private byte[] carried = [];
    private bool canBeText = true;

    public long Size { get; private set; }

    public ReadOnlySpan<byte> Head => head.AsSpan(0, headLength);

    /// <summary>The last 256 KB at least, of what begins as a zip; else nothing.</summary>
    public ReadOnlySpan<byte> Tail => tail.AsSpan(0, tailLength);

    /// <summary>Microsoft's container of old: email of Outlook is one, and so are documents with macros.</summary>
    public bool IsCompound => Head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    public bool HasOutlookProperties { get; private set; }

    public bool HasNoNull { get; private set; } = true;

    /// <summary>UTF-8 to its end, without control characters.</summary>
    public bool IsText => canBeText && IsWhole();

    /// <summary>In small hexadecimal digits. Once, at the end.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Add(ReadOnlySpan<byte> part)
    {
        Size += part.Length;
        hash.AppendData(part);
        var toHead = part[..Math.Min(part.Length, HeadLength - headLength)];
        toHead.CopyTo(head.AsSpan(headLength));
        headLength += toHead.Length;
        HasNoNull &= !part.Contains((byte)0);
        if (Head.StartsWith("PK"u8)) KeepTail(part);
        else if (IsCompound) LookForOutlook(part);
        else if (canBeText) canBeText = Reads(part);
    }

    public void Dispose() => hash.Dispose();

    private void KeepTail(ReadOnlySpan<byte> part)
    {
        if (tail.Length == 0) tail = new byte[2 * TailLength];
        while (part.Length > 0)
        {
            if (tailLength == tail.Length)
            {
                tail.AsSpan(TailLength).CopyTo(tail);
                tailLength = TailLength;
            }

            var next = part[..Math.Min(part.Length, tail.Length - tailLength)];
            next.CopyTo(tail.AsSpan(tailLength));
            tailLength += next.Length;
            part = part[next.Length..];
        }
    }

    private void LookForOutlook(ReadOnlySpan<byte> part)
    {
        byte[] joined = [.. carried, .. part[..Math.Min(part.Length, OutlookProperties.Length)]];
        HasOutlookProperties |= joined.AsSpan().IndexOf(OutlookProperties) >= 0 || part.IndexOf(OutlookProperties) >= 0;
        var last = part.Length < OutlookProperties.Length ? joined : part;
        carried = last[Math.Max(0, last.Length - OutlookProperties.Length)..].ToArray();
    }

    private bool Reads(ReadOnlySpan<byte> part)
    {
        try
        {
            for (var all = false; !all;)
            {
                decoder.Convert(part, characters, flush: false, out var used, out var made, out all);
                if (characters.AsSpan(0, made).ContainsAny(ControlCharacters)) return false;
                part = part[used..];
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private bool IsWhole()
    {
        try
        {
            return decoder.GetCharCount([], flush: true) == 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
