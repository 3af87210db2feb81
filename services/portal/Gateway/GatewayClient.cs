using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>An answer and the version that a command on it has to name.</summary>
internal sealed record Versioned<T>(T Value, long Version);

/// <summary>
/// The gateway as the pages use it, with the token of whoever is signed in. Written by hand: each call is one line in
/// the client of its area, which is less than a generator's settings.
/// </summary>
internal sealed class GatewayClient(HttpClient http, IHttpContextAccessor accessor)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task<T> GetAsync<T>(string path, int wait = 0) => (await GetVersionedAsync<T>(path, wait)).Value;

    public async Task<T?> FindAsync<T>(string path, int wait = 0) where T : class
    {
        try
        {
            return await GetAsync<T>(path, wait);
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public async Task<Versioned<T>> GetVersionedAsync<T>(string path, int wait = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (wait > 0) request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={wait}"));
        using var answer = await SendAsync(request);
        var value = await answer.Content.ReadFromJsonAsync<T>(Json, accessor.HttpContext!.RequestAborted);
        _ = long.TryParse(answer.Headers.ETag?.Tag.Trim('"'), CultureInfo.InvariantCulture, out var version);
        return new Versioned<T>(value!, version);
    }

    /// <param name="path">The verb.</param>
    /// <param name="command">Its body.</param>
    /// <param name="version">The version that the form showed.</param>
    /// <param name="key">What makes a repeat the same request.</param>
    public async Task PostAsync(string path, object command, long? version = null, string? key = null)
    {
        using var answer = await SendPostAsync(path, command, version, key);
    }

    public async Task<T> PostAsync<T>(string path, object command, long? version = null, string? key = null)
    {
        using var answer = await SendPostAsync(path, command, version, key);
        return (await answer.Content.ReadFromJsonAsync<T>(Json, accessor.HttpContext!.RequestAborted))!;
    }

    /// <summary>For a verb that may find nothing to do (204).</summary>
    public async Task<T?> PostForMaybeAsync<T>(string path, object command) where T : class
    {
        using var answer = await SendPostAsync(path, command, null, null);
        return answer.StatusCode == System.Net.HttpStatusCode.NoContent
            ? null
            : await answer.Content.ReadFromJsonAsync<T>(Json, accessor.HttpContext!.RequestAborted);
    }

    /// <summary>Sends a form as a browser would, its file as it is read.</summary>
    public async Task<T> PostFormAsync<T>(string path, MultipartFormDataContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = form;
        using var answer = await SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<T>(Json, accessor.HttpContext!.RequestAborted))!;
    }

    /// <summary>An answer that is passed on while it comes; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>As nobody, whoever may be signed in; the gateway counts the requests of the address that asks us.
    /// </summary>
    public Task<HttpResponseMessage> SendAsStrangerAsync(
        HttpRequestMessage request, object? command = null,
        HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        if (command is not null) request.Content = JsonContent.Create(command, command.GetType(), options: Json);
        request.Headers.Add("X-Forwarded-For", accessor.HttpContext!.Connection.RemoteIpAddress?.ToString());
        return AnswerAsync(request, until);
    }

    private async Task<HttpResponseMessage> SendPostAsync(string path, object command, long? version, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = JsonContent.Create(command, command.GetType(), options: Json);
        if (version is { } seen)
            request.Headers.IfMatch.Add(
                new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{seen}\"")));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await SendAsync(request);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", await accessor.HttpContext!.GetTokenAsync("access_token"));
        return await AnswerAsync(request, until);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, HttpCompletionOption until)
    {
        var ended = accessor.HttpContext!.RequestAborted;
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, until, ended);
        }
        catch (HttpRequestException)
        {
            throw new ProblemAnswer(StatusCodes.Status503ServiceUnavailable, null, null, null);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await ProblemAnswer.ReadAsync(answer, ended);
    }
}
