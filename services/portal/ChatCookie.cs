using System.Buffers.Text;
using System.Security.Cryptography;

namespace ComplaintsPlatform.Portal;

/// <summary>The chat of a browser: its id, and the key that opens it.</summary>
internal sealed record OwnChat(Guid Id, string Key);

/// <summary>
/// Remembers in the browser of somebody who is not signed in which chat is theirs, until the browser is closed or the
/// chat is forgotten. Whoever has the cookie has the chat: no script reads it, and no address, log or page has it.
/// </summary>
internal static class ChatCookie
{
    // The id at random altogether, and 32 random bytes in base64url.
    private const int IdLength = 32, KeyLength = 43, KeyBytes = 32;

    public static OwnChat? Read(HttpContext context) =>
        context.Request.Cookies[Name(context)] is { Length: IdLength + 1 + KeyLength } value
        && value[IdLength] == '.' && Guid.TryParseExact(value[..IdLength], "N", out var id)
        && Base64Url.IsValid(value.AsSpan(IdLength + 1))
            ? new OwnChat(id, value[(IdLength + 1)..])
            : null;

    /// <summary>The browser's chat, begun or not yet: it is drawn before, so that a form sent twice begins one.
    /// </summary>
    public static OwnChat ReadOrDraw(HttpContext context) => Read(context) ?? Draw(context);

    /// <summary>Another chat; the browser remembers the one before no longer.</summary>
    public static OwnChat Draw(HttpContext context)
    {
        var drawn = new OwnChat(
            new Guid(RandomNumberGenerator.GetBytes(16)),
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes)));
        context.Response.Cookies.Append(Name(context), $"{drawn.Id:N}.{drawn.Key}", Options(context));
        return drawn;
    }

    public static void Forget(HttpContext context) =>
        context.Response.Cookies.Delete(Name(context), Options(context));

    // A browser takes a cookie of the first name only over TLS, from this host, for all of it.
    private static string Name(HttpContext context) => IsSecure(context) ? "__Host-portal-chat" : "portal-chat";

    private static CookieOptions Options(HttpContext context) => new()
    { HttpOnly = true, Secure = IsSecure(context), SameSite = SameSiteMode.Lax, IsEssential = true };

    private static bool IsSecure(HttpContext context) =>
        context.Request.IsHttps || !context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
}
