using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Intake;

/// <summary>
/// What opens a chat to whoever began it, who is not signed in: 32 random bytes of the caller's own, in base64url, as
/// header <c>Chat-Key</c>. Here is only their hash. An id that is none and a key that does not fit have one answer.
/// </summary>
internal static class ChatKey
{
    public const string Header = "Chat-Key";

    private const int Bytes = 32;

    /// <summary>The hash of the request's key; null when it has none that can be one.</summary>
    public static string? HashOf(HttpRequest request) =>
        request.Headers[Header] is [{ } key] && Base64Url.IsValid(key, out var bytes) && bytes == Bytes
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)))
            : null;

    /// <summary>Whether the request's key opens this chat; in the same time however much of it is right.</summary>
    public static bool Opens(HttpRequest request, Contact? chat) =>
        HashOf(request) is { } given && chat?.Arrived?.ChatKeyHash is { } kept
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(kept));

    public static IResult NotFound() => Api.Answer<object>(null, 0);
}
