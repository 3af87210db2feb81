using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.Replay;

/// <summary>The platform refused; its sentence says why.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence);

/// <summary>The public API, as far as the replay needs it.</summary>
internal sealed class Platform(HttpClient http) : IDisposable
{
    /// <summary>The token of whoever does stage 2.</summary>
    private AuthenticationHeaderValue? atStage2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="url">Where the gateway is.</param>
    /// <param name="user">Who does stage 1.</param>
    /// <param name="other">Who does stage 2: somebody else (Code 6.13).</param>
    /// <param name="password">Of both.</param>
    public static async Task<Platform> SignIn(Uri url, string user, string other, string password)
    {
        var platform = new Platform(new HttpClient { BaseAddress = url });
        platform.atStage2 = await platform.Token(other, password);
        platform.Authorise(await platform.Token(user, password));
        return platform;
    }

    private async Task<AuthenticationHeaderValue> Token(string user, string password)
    {
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "password"), new("username", user), new("password", password)]);
        using var answer = await Send(HttpMethod.Post, "connect/token", form);
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString()!);
    }

    /// <summary>Makes the complaint, or finds the one of an earlier run; waits until its case is open and its clocks
    /// run.</summary>
    public async Task<ClockFigures> MakeComplaint(PublishedCase published, DateOnly receivedOn)
    {
        var id = published.ComplaintId;
        using var made = await Send(HttpMethod.Post, "api/complaints", JsonContent.Create(new
        {
            complaintId = id,
            channel = "letter",
            category = published.Theme,
            receivedOn,
            resident = new { name = $"Resident of published case {published.Ref}" },
            points = new[] { $"As published under reference {published.Ref}." },
            preferredContact = "letter",
        }), request => request.Headers.Add("Idempotency-Key", $"published-case-{published.Ref}"));
        return await Clocks(id, clocks => clocks.ReceivedOn is not null);
    }

    public async Task<ClockFigures> Acknowledge(Guid id, DateOnly on)
    {
        await Command(id, "acknowledge", new
        {
            acknowledgedOn = on,
            definition = "As published.",
            outcomesSought = "As published.",
            responsibleFor = "As published.",
            notResponsibleFor = "Nothing is published.",
        });
        return await Clocks(id, clocks => clocks.AcknowledgedOn is not null);
    }

    public async Task<ClockFigures> RecordStage1Response(Guid id, DateOnly on)
    {
        await Command(id, "record-stage-1-response", new
        { respondedOn = on, outcome = "partly-upheld", summary = "As published." });
        return await Clocks(id, clocks => clocks.RespondedOn is not null);
    }

    public async Task<ClockFigures> Escalate(Guid id, DateOnly on)
    {
        await Command(id, "escalate-to-stage-2", new { requestedOn = on, channel = "letter", words = "As published." });
        return await Clocks(id, clocks => clocks.EscalatedOn is not null);
    }

    public async Task<ClockFigures> AcknowledgeStage2(Guid id, DateOnly on)
    {
        await Command(id, "acknowledge-stage-2", new
        {
            acknowledgedOn = on,
            definition = "As published.",
            outcomesSought = "As published.",
            responsibleFor = "As published.",
            notResponsibleFor = "Nothing is published.",
        }, atStage2);
        return await Clocks(id, clocks => clocks.Stage2AcknowledgedOn is not null);
    }

    public async Task<ClockFigures> RecordStage2Response(Guid id, DateOnly on)
    {
        await Command(id, "record-stage-2-response", new
        { respondedOn = on, outcome = "partly-upheld", summary = "As published." }, atStage2);
        return await Clocks(id, clocks => clocks.Stage2RespondedOn is not null);
    }

    public async Task<SpanFigure> WorkingDays(DateOnly from, DateOnly to)
    {
        using var answer =
            await Send(HttpMethod.Get, $"api/calendar/working-days?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        return (await answer.Content.ReadFromJsonAsync<SpanFigure>(Json))!;
    }

    public void Dispose() => http.Dispose();

    private void Authorise(AuthenticationHeaderValue token) => http.DefaultRequestHeaders.Authorization = token;

    private async Task Command(Guid id, string verb, object body, AuthenticationHeaderValue? by = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var read = await Until($"api/complaints/{id}", _ => true);
            using var answer = await Send(
                HttpMethod.Post, $"api/complaints/{id}/{verb}", JsonContent.Create(body), request =>
                {
                    request.Headers.IfMatch.Add(read.Headers.ETag!);
                    request.Headers.Authorization = by;
                },
                tolerated: attempt < 5 ? HttpStatusCode.PreconditionFailed : null);
            if (answer.IsSuccessStatusCode) return;
        }
    }

    private async Task<ClockFigures> Clocks(Guid id, Func<ClockFigures, bool> wanted)
    {
        ClockFigures? clocks = null;
        using var answer = await Until($"api/complaints/{id}/clocks", body =>
        {
            clocks = body.Deserialize<ClockFigures>(Json)!;
            return wanted(clocks);
        });
        return clocks!;
    }

    /// <summary>Asks until the thing is there and as wanted; the server waits for a change of what was seen
    /// last.</summary>
    private async Task<HttpResponseMessage> Until(string path, Func<JsonElement, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        EntityTagHeaderValue? seen = null;
        while (true)
        {
            var answer = await Send(HttpMethod.Get, path, null, request =>
            {
                request.Headers.Add("Prefer", "wait=10");
                if (seen is not null) request.Headers.IfNoneMatch.Add(seen);
            }, HttpStatusCode.NotFound);
            if (answer.IsSuccessStatusCode && wanted(await answer.Content.ReadFromJsonAsync<JsonElement>()))
                return answer;
            seen = answer.Headers.ETag;
            answer.Dispose();
            try
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new HttpRequestException(
                    $"{path} did not become what was waited for within {Patience.TotalSeconds} s.");
            }
        }
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? body = null,
        Action<HttpRequestMessage>? with = null, HttpStatusCode? tolerated = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        with?.Invoke(request);
        var answer = await http.SendAsync(request);
        if (answer.IsSuccessStatusCode || answer.StatusCode == tolerated) return answer;
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            // What the case itself says cannot be taken; everything else is trouble of the run.
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict
                or HttpStatusCode.UnprocessableEntity && path.StartsWith("api/", StringComparison.Ordinal))
                throw new RefusedException(Sentence(text) ?? $"{(int)answer.StatusCode}");
            throw new HttpRequestException(
                $"{method} {path} was answered with {(int)answer.StatusCode}: {Sentence(text) ?? "no reason given"}");
        }
    }

    private static string? Sentence(string problem)
    {
        try
        {
            using var json = JsonDocument.Parse(problem);
            var errors = json.RootElement.TryGetProperty("errors", out var fields)
                && fields.ValueKind == JsonValueKind.Object
                ? string.Join(" ", fields.EnumerateObject().SelectMany(field => field.Value.EnumerateArray())
                    .Select(text => text.GetString()))
                : "";
            return errors.Length > 0
                ? errors
                : json.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
