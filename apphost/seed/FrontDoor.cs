using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.Seed;

/// <summary>Who is signed in.</summary>
internal sealed record SignedIn(string Token, Guid Id, string Name, string? Team);

/// <summary>The gateway as any client knows it.</summary>
internal sealed class FrontDoor(Uri gateway) : IDisposable
{
    private const string Password = "Complaints-2026!";

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 16 })
    { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(100) };

    public async Task<SignedIn> SignInAsync(string username)
    {
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(
            [new("grant_type", "password"), new("username", username), new("password", Password)]));
        await EnsureAsync(answer, "/connect/token");
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        var claims = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        using var read =
            JsonDocument.Parse(Convert.FromBase64String(claims.PadRight((claims.Length + 3) / 4 * 4, '=')));
        var root = read.RootElement;
        string? team = null;
        if (root.TryGetProperty("team", out var teams))
            team = teams.ValueKind == JsonValueKind.Array
                ? teams.EnumerateArray().Select(static name => name.GetString()).FirstOrDefault()
                : teams.GetString();
        return new(token, root.GetProperty("sub").GetGuid(), root.GetProperty("name").GetString()!, team);
    }

    public Task<JsonElement> PostAsync(SignedIn who, string path, object body, string? ifMatch = null) =>
        SendAsync(() =>
    {
        var request = Request(who, HttpMethod.Post, path);
        request.Content = JsonContent.Create(body, body.GetType());
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    })!;

    /// <summary>A default element when there is nothing at the path.</summary>
    public Task<JsonElement> GetAsync(SignedIn who, string path, int waitSeconds = 0, long? position = null) =>
        SendAsync(() =>
    {
        var request = Request(who, HttpMethod.Get, path);
        if (waitSeconds > 0)
            request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={waitSeconds}"));
        if (position is { } wanted)
            request.Headers.Add("Complaints-Position", wanted.ToString(CultureInfo.InvariantCulture));
        return request;
    });

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(SignedIn who, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Token);
        return request;
    }

    // A busy or starting platform asks to come back later; every request here can be repeated.
    private async Task<JsonElement> SendAsync(Func<HttpRequestMessage> make)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            using var answer = await http.SendAsync(request);
            if (attempt < 20 && answer.StatusCode is HttpStatusCode.TooManyRequests
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout)
            {
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(250));
                continue;
            }
            if (answer.StatusCode == HttpStatusCode.NotFound && request.Method == HttpMethod.Get) return default;
            await EnsureAsync(answer, request.RequestUri!.ToString());
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    private static async Task EnsureAsync(HttpResponseMessage answer, string path)
    {
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"{path} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
