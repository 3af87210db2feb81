using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>
/// Where the next page begins: after this date and complaint, in the order and for the question that it was made for.
/// Sealed with a key of the service, so that a cursor is taken back as it was given or not at all. The same key on
/// every replica.
/// </summary>
internal sealed class Cursors(byte[] masterKey)
{
    private const int DateLength = 4, IdLength = 16, MarkLength = 8, SealLength = 16;

    private readonly byte[] key =
        HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, 32, info: "reporting cursors"u8.ToArray());

    public string Write(DateOnly after, Guid complaintId, ReadOnlySpan<byte> mark)
    {
        Span<byte> bytes = stackalloc byte[DateLength + IdLength + SealLength];
        BinaryPrimitives.WriteInt32BigEndian(bytes, after.DayNumber);
        complaintId.TryWriteBytes(bytes[DateLength..], bigEndian: true, out _);
        Seal(bytes[..(DateLength + IdLength)], mark).AsSpan(0, SealLength).CopyTo(bytes[(DateLength + IdLength)..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null when the text is not a cursor that this service gave for this question.</summary>
    public (DateOnly After, Guid ComplaintId)? Read(string text, ReadOnlySpan<byte> mark)
    {
        Span<byte> bytes = stackalloc byte[DateLength + IdLength + SealLength];
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != bytes.Length) return null;
        var body = bytes[..(DateLength + IdLength)];
        return CryptographicOperations.FixedTimeEquals(bytes[body.Length..], Seal(body, mark).AsSpan(0, SealLength))
            ? (DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(body)),
                new Guid(body[DateLength..], bigEndian: true))
            : null;
    }

    private byte[] Seal(ReadOnlySpan<byte> body, ReadOnlySpan<byte> mark)
    {
        Span<byte> content = stackalloc byte[DateLength + IdLength + MarkLength];
        body.CopyTo(content);
        mark[..MarkLength].CopyTo(content[body.Length..]);
        return HMACSHA256.HashData(key, content);
    }
}
