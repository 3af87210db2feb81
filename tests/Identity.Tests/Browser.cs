using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Identity.Tests;

/// <summary>A person's browser, without scripts: cookies, forms with hidden fields, redirects one by one.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;
    private string page = "";

    public Browser(Uri address) =>
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public HttpResponseMessage Answer { get; private set; } = null!;

    public string Page => WebUtility.HtmlDecode(page);

    public string? Location => Answer.Headers.Location?.OriginalString;

    public async Task<Browser> OpenAsync(string? path) => await TakeAsync(
        await http.GetAsync(new Uri(path!, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken));

    /// <summary>Sends the form of the page that is open to where it came from.</summary>
    public async Task<Browser> SubmitAsync(params (string Name, string Value)[] fields)
    {
        var hidden = Hidden().Matches(page).Select(field => KeyValuePair.Create(
            WebUtility.HtmlDecode(field.Groups["name"].Value), WebUtility.HtmlDecode(field.Groups["value"].Value)));
        using var form = new FormUrlEncodedContent(
            [.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await TakeAsync(await http.PostAsync(
            Answer.RequestMessage!.RequestUri, form, TestContext.Current.CancellationToken));
    }

    public Task<Browser> FollowAsync() => OpenAsync(Location);

    public void Dispose() => http.Dispose();

    private async Task<Browser> TakeAsync(HttpResponseMessage answer)
    {
        Answer = answer;
        page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return this;
    }

    [GeneratedRegex("""<input (?=[^>]*type="hidden")[^>]*name="(?<name>[^"]*)"[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex Hidden();
}

/// <summary>The portal's part of signing in.</summary>
internal sealed class PortalSignIn
{
    public const string Callback = "http://localhost:8081/signin-oidc";
    private readonly string verifier = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public string Start(string extra = "", string callback = Callback) =>
        "/connect/authorize?client_id=portal&response_type=code&scope=openid%20profile%20offline_access"
        + $"&redirect_uri={Uri.EscapeDataString(callback)}&state=kept&nonce=n&code_challenge_method=S256"
        + "&code_challenge=" + System.Buffers.Text.Base64Url.EncodeToString(
            SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier))) + extra;

    public (string, string)[] Exchange(string callback) =>
    [
        ("grant_type", "authorization_code"), ("client_id", "portal"), ("client_secret", IdentityService.PortalSecret),
        ("redirect_uri", Callback), ("code_verifier", verifier), ("code", Parameter(callback, "code")!),
    ];

    public static (string, string)[] Refresh(string refreshToken) =>
    [
        ("grant_type", "refresh_token"), ("client_id", "portal"), ("client_secret", IdentityService.PortalSecret),
        ("refresh_token", refreshToken),
    ];

    public static string? Parameter(string address, string name) =>
        System.Web.HttpUtility.ParseQueryString(new Uri(address).Query)[name];
}
