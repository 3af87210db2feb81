using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ComplaintsPlatform.Portal.Kept;

/// <summary>A form that somebody began, and when it was last kept.</summary>
internal sealed record KeptDraft(string Key, DateTimeOffset ChangedAt, IReadOnlyDictionary<string, string?[]> Fields)
{
    public string? Field(string name) => Fields.GetValueOrDefault(name)?.FirstOrDefault();
}

/// <summary>
/// Forms as somebody typed them, so that nothing typed is lost: drafts (kept by their key while they are written, and
/// offered on return), and what was sent after the session had ended (kept until its sender has signed in again). A
/// page that is asked for with <c>?draft=</c> or <c>?resume=</c> finds these fields in its form. Encrypted, since they
/// hold what people say about themselves.
/// </summary>
internal sealed class KeptForms(KeptThings kept, IDataProtectionProvider protection)
{
    private const string Antiforgery = "__RequestVerificationToken";
    private const string ResumeCookie = "portal-resume";
    private static readonly TimeSpan ForDrafts = TimeSpan.FromDays(7);
    private static readonly TimeSpan ForResuming = TimeSpan.FromHours(1);
    private readonly IDataProtector protector = protection.CreateProtector("forms");

    public Task SaveDraftAsync(HttpContext context, Guid key, CancellationToken ct) =>
        kept.PutAsync(KeptThings.Draft, $"{key:N}", context.User.Id(), Protect(context.Request.Form), ForDrafts, ct);

    public async Task<IReadOnlyList<KeptDraft>> DraftsAsync(HttpContext context, CancellationToken ct) =>
        [.. from draft in await kept.ListAsync(KeptThings.Draft, context.User.Id(), ct)
            let fields = Unprotect(draft.Content)
            where fields is not null
            select new KeptDraft(draft.Id, draft.ChangedAt, fields)];

    public async Task DropDraftAsync(HttpContext context, Guid key, CancellationToken ct)
    {
        if (await kept.FindAsync(KeptThings.Draft, $"{key:N}", context.User.Id(), ct) is not null)
            await kept.RemoveAsync(KeptThings.Draft, $"{key:N}", ct);
    }

    /// <summary>Keeps what was just sent, for this browser alone. A form of another site is not kept.</summary>
    /// <returns>The address to come back to.</returns>
    public async Task<string?> KeepAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !IsOurs(request)) return null;
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await kept.PutAsync(KeptThings.Form, key, "", Protect(await request.ReadFormAsync()), ForResuming);
        context.Response.Cookies.Append(ResumeCookie, key, new CookieOptions
        {
            HttpOnly = true,
            Secure = request.IsHttps,
            SameSite = SameSiteMode.Lax,
            MaxAge = ForResuming,
            IsEssential = true,
        });
        // Back to the page itself, not to one of its handlers.
        return $"{request.Path}?resume={key}";
    }

    /// <summary>Puts kept fields into the request, as if they had just been sent.</summary>
    public async Task UseAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && context.User.Identity is { IsAuthenticated: true }
            && await FindAsync(request) is { } fields)
        {
            request.ContentType = "application/x-www-form-urlencoded";
            context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(
                fields.ToDictionary(field => field.Key, field => new StringValues(field.Value)))));
        }

        await next(context);
    }

    private async Task<IReadOnlyDictionary<string, string?[]>?> FindAsync(HttpRequest request)
    {
        if (request.Query["draft"] is [{ Length: > 0 } draft] && Guid.TryParse(draft, out var key))
        {
            var owner = request.HttpContext.User.Id();
            return await kept.FindAsync(KeptThings.Draft, $"{key:N}", owner) is { } found
                ? Unprotect(found.Content)
                : null;
        }

        if (request.Query["resume"] is not [{ Length: 32 } resume] || request.Cookies[ResumeCookie] != resume)
            return null;
        return await kept.FindAsync(KeptThings.Form, resume, "") is { } form ? Unprotect(form.Content) : null;
    }

    private static bool IsOurs(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin]
        || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);

    private byte[] Protect(IFormCollection form) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(
        form.Where(field => field.Key != Antiforgery)
            .ToDictionary(field => field.Key, field => field.Value.ToArray())));

    private Dictionary<string, string?[]>? Unprotect(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string?[]>>(
                Encoding.UTF8.GetString(protector.Unprotect(content)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
