using System.Security.Cryptography;
using System.Text;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>An id made from what it names, so that the same thing has the same id whoever hears of it first: UUID
/// version 8 (RFC 9562) over SHA-256.</summary>
public static class DeterministicId
{
    /// <summary>The id of bytes: the same bytes, the same id.</summary>
    public static Guid Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The id of a text.</summary>
    public static Guid Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The id of a thing of a kind by its names, none of which may hold a line break but the last.</summary>
    public static Guid Of(string kind, params ReadOnlySpan<string> names) => Of($"{kind}\n{string.Join('\n', names!)}");
}
