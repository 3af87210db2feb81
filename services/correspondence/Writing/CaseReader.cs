using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// Asks cases, sla-clock and, of what was refused, intake for what a letter says of it, as whoever writes it: with
/// their token, so that nobody reads by way of a letter what they may not read. Where they are, say
/// <c>services__cases__http__0</c>, <c>services__sla-clock__http__0</c> and <c>services__intake__http__0</c>.
/// </summary>
public sealed class CaseReader(
    IHttpClientFactory clients, IHttpContextAccessor accessor, ILogger<CaseReader> log)
{
    public const string Cases = "cases", SlaClock = "sla-clock", Intake = "intake";

    // Further than any limit of the Code with its extension.
    private const int DaysAhead = 90;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <exception cref="ProblemException">404 where there is no such complaint for them; 503 when a service does not
    /// answer.</exception>
    public async Task<CaseFacts> FactsAsync(Guid complaintId, string kind, DateOnly today, CancellationToken ct)
    {
        // What was refused is no complaint: intake has it, under this id, and there are no clocks.
        if (kind == LetterKind.Refusal && await SubmissionAsync(complaintId, ct) is { } refused)
            return new CaseFacts(refused, [], []);
        var complaint = AskAsync<CaseRead>(Cases, $"api/complaints/{complaintId}", ct);
        var clocks = AskAsync<ClocksRead>(SlaClock, $"api/complaints/{complaintId}/clocks", ct);
        var days = AskAsync<DaysRead>(SlaClock,
            $"api/calendar/working-days?from={today:yyyy-MM-dd}&to={today.AddDays(DaysAhead):yyyy-MM-dd}", ct);
        var followed = kind is LetterKind.Closing or LetterKind.Ombudsman
            ? AskAsync<FollowedRead>(Cases, $"api/complaints/{complaintId}/actions", ct)
            : Task.FromResult<FollowedRead?>(null);
        await Task.WhenAll(complaint, clocks, days, followed);
        return new CaseFacts(
            await complaint ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found",
                "There is nothing with this id that you may see. Check the id."),
            (await clocks)?.Clocks ?? [], (await days)?.Explanation ?? [])
        { Followed = await followed ?? new FollowedRead([], []) };
    }

    private async Task<CaseRead?> SubmissionAsync(Guid submissionId, CancellationToken ct) =>
        await AskAsync<SubmissionRead>(Intake, $"api/submissions/{submissionId}", ct) is { } it
            ? new CaseRead(it.Reference, LetterStage.Stage1, it.ReceivedOn, it.Resident, it.PreferredContact,
                [new PointRead(1, it.What, [])], Refused: it.Refusal)
            : null;

    private async Task<T?> AskAsync<T>(string service, string path, CancellationToken ct) where T : class
    {
        using var client = clients.CreateClient(service);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization =
            AuthenticationHeaderValue.Parse(accessor.HttpContext!.Request.Headers.Authorization.ToString());
        // Right after a complaint was made they may be a moment behind.
        request.Headers.Add("Prefer", "wait=5");
        try
        {
            using var answer = await client.SendAsync(request, ct);
            // Nothing there, or no calendar for that day: the letter then has no value for it.
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest) return null;
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<T>(Json, ct);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException
            || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning(error, "{Service} could not be asked for a letter.", service);
            throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "case-unavailable",
                $"A letter says what {WhatOf(service)}, and that cannot be "
                + "asked now. Nothing was changed; try again in a moment.");
        }
    }

    private static string WhatOf(string service) => service switch
    {
        Cases => "the case says",
        Intake => "was refused",
        _ => "the clocks say",
    };

    private sealed record SubmissionRead(
        string Reference, DateOnly ReceivedOn, ResidentRead? Resident, string PreferredContact, string What,
        RefusedRead? Refusal);

    private sealed record ClocksRead(IReadOnlyList<ClockRead> Clocks);

    private sealed record DaysRead(IReadOnlyList<DayRead> Explanation);
}
