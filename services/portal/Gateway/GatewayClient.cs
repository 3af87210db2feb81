using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>An answer and the version that a command on it has to name.</summary>
internal sealed record Versioned<T>(T Value, long Version);

/// <summary>
/// Sends what <see cref="Routes"/> asks, with the token of whoever is signed in. <see cref="Routes"/> and the records
/// of what is sent and answered are made from docs/openapi.json by the build (nswag.json, Templates).
/// </summary>
/// <param name="http">To the gateway.</param>
/// <param name="accessor">Who asks.</param>
/// <param name="isStranger">As nobody, whoever may be signed in.</param>
internal sealed class GatewayClient(HttpClient http, IHttpContextAccessor accessor, bool isStranger = false)
{
    public GatewayClient AsStranger() => new(http, accessor, isStranger: true);

    public async Task SendAsync(Call call)
    {
        using var answer = await AnswerAsync(call);
    }

    public async Task<T> SendAsync<T>(Call<T> call) => (await SendVersionedAsync(call)).Value;

    public async Task<Versioned<T>> SendVersionedAsync<T>(Call<T> call)
    {
        using var answer = await AnswerAsync(call);
        _ = long.TryParse(answer.Headers.ETag?.Tag.Trim('"'), CultureInfo.InvariantCulture, out var version);
        return new Versioned<T>((await ReadAsync<T>(answer))!, version);
    }

    /// <summary>Null when there is no such thing.</summary>
    public async Task<T?> FindAsync<T>(Call<T> call) where T : class
    {
        try
        {
            using var answer = await AnswerAsync(call);
            return answer.StatusCode == HttpStatusCode.NoContent ? null : await ReadAsync<T>(answer);
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <summary>An answer that is passed on while it comes; the caller disposes of it.</summary>
    public Task<HttpResponseMessage> OpenAsync(Call call) =>
        AnswerAsync(call, HttpCompletionOption.ResponseHeadersRead);

    private Task<T?> ReadAsync<T>(HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<T>(Call.Json, accessor.HttpContext!.RequestAborted);

    private async Task<HttpResponseMessage> AnswerAsync(
        Call call, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        var context = accessor.HttpContext!;
        using var request = call.ToRequest();
        // The gateway counts the requests of a stranger by the address that asks us.
        if (isStranger) request.Headers.Add("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        else
            request.Headers.Authorization =
                new AuthenticationHeaderValue("Bearer", await context.GetTokenAsync("access_token"));
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, until, context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            throw new ProblemAnswer(StatusCodes.Status503ServiceUnavailable, null, null, null);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await ProblemAnswer.ReadAsync(answer, context.RequestAborted);
    }
}
