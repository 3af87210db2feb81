using System.Security.Cryptography;
using System.Text;

namespace ComplaintsPlatform.Correspondence;

/// <summary>An id made from what it names (UUID version 8 over SHA-256), so that a letter of a kind exists once per
/// complaint.</summary>
internal static class DeterministicId
{
    public static Guid Of(string kind, params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{string.Join('\n', parts!)}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
