using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>
/// Makes one complaint after the other, some with repairs, some handled to the end. What breaks it sends again as it
/// was (same key, same id), or reads first and sends again with the version that it read; so that it knows of every
/// write whether it was taken.
/// </summary>
internal sealed class CarefulClient(
    Platform platform, Load load, Record record, int seed, Func<int> nextNumber) : IDisposable
{
    private const string Adviser = "adviser", Officer = "officer", Administrator = "admin";
    private static readonly string[] Users = [Adviser, Officer, Administrator];
    private static readonly string[] Categories = ["repairs", "leaks", "staff-conduct", "other"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    // Leaves the machine room for what follows from each write, and for coming up again.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(600);
    private readonly HttpClient http = new()
    { BaseAddress = platform.Gateway.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
    private readonly Dictionary<string, string> tokens = [];
    private Guid owner;

    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var user in Users) await SignInAsync(user);
        // Only somebody who is there is given a complaint.
        owner = JsonSerializer.Deserialize<JsonElement>(
            Base64Url.DecodeFromChars(tokens[Officer].Split('.')[1])).GetProperty("sub").GetGuid();
        using var pace = new PeriodicTimer(Pace);
        while (!stop.IsCancellationRequested)
        {
            await HandleAsync(nextNumber());
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public void Dispose() => http.Dispose();

#pragma warning disable CA5394 // seeded on purpose; nothing here is a secret
    private async Task HandleAsync(int number)
    {
        var random = new Random(unchecked((seed * 31) + number));
        if (random.Next(8) == 0) await SignInAsync(Users[random.Next(Users.Length)]);
        if (random.Next(20) == 0) await CreateUserAsync(number);
        var property = random.Next(3) == 0 ? await RegisterPropertyAsync(number) : (Guid?)null;
        var order = new Reference($"KR-{number}", "harbour-repairs");
        var now = TimeProvider.System.GetUtcNow();
        if (property is not null)
            await PublishAsync($"{order.Id}-raised", order.Id, new RepairRaised(
                order, now.AddDays(-3), "No hot water", new Priority(2, null, now.AddDays(4)),
                new Trade("GA", "Gas engineer"), null, new PropertyUnit(UprnOf(number), null)));
        var complaint = await MakeAsync(number, Categories[random.Next(Categories.Length)], random.Next(2) == 0,
            property, again: random.Next(10) == 0);
        if (property is not null)
            await PublishAsync($"{order.Id}-completed", order.Id, new RepairCompleted(order, now, null));
        if (random.Next(2) == 0) await CommandAsync(complaint, random);
    }

    private async Task CommandAsync(MadeComplaint complaint, Random random)
    {
        for (var hand = random.Next(1, 4); hand > 0; hand--)
        {
            var team = $"T{complaint.Number}-{hand}";
            await CommandAsync(complaint, "assign", new SentCommand("complaint_assigned", team), new
            { ownerId = owner, ownerName = $"Owner {team}", team }, random);
        }
        await CommandAsync(complaint, "acknowledge", new SentCommand("complaint_acknowledged", null), new
        {
            definition = $"Definition {complaint.Number}",
            outcomesSought = "An apology.",
            responsibleFor = "The repair.",
            notResponsibleFor = "Nothing.",
        }, random);
        if (random.Next(2) == 0)
            await CommandAsync(complaint, "record-stage-1-response",
                new SentCommand("stage_1_response_recorded", null), new
                { outcome = "upheld", summary = $"Summary {complaint.Number}" }, random);
    }

    /// <summary>One in four gives up when it does not know: such a command is there once or not at all.</summary>
    private async Task CommandAsync(
        MadeComplaint complaint, string verb, SentCommand command, object body, Random random)
    {
        var givesUp = random.Next(4) == 0;
        complaint.Commands.Add(command);
        await UntilAsync($"{verb} on {complaint.Id}", async () =>
        {
            if (await ETagAsync(complaint.Id) is not { } seen) return false;
            var answer = await TryAsync(verb, Officer, () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"api/complaints/{complaint.Id}/{verb}")
                { Content = JsonContent.Create(body) };
                request.Headers.IfMatch.Add(seen);
                return request;
            }, HttpStatusCode.PreconditionFailed);
            if (answer is null) command.IsUnsure = true;
            // 412: an attempt of our own that was not answered has happened; read, and say it again.
            if (answer is { IsTaken: true }) command.Version = answer.Body.GetProperty("version").GetInt64();
            return command.Version is not null || (answer is null && givesUp);
        });
    }
#pragma warning restore CA5394

    private async Task<EntityTagHeaderValue?> ETagAsync(Guid id)
    {
        var answer = await TryAsync("read", Officer, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"api/complaints/{id}");
            request.Headers.Add("Prefer", "wait=5");
            return request;
        }, HttpStatusCode.NotFound);
        return answer is { IsTaken: true } ? answer.ETag : null;
    }

    private async Task<MadeComplaint> MakeAsync(int number, string category, bool byEmail, Guid? propertyId, bool again)
    {
        var complaint = new MadeComplaint(number, Guid.Empty, "", category, byEmail, propertyId);
        var body = new
        {
            channel = "phone",
            category,
            resident = new { name = complaint.Name, email = byEmail ? complaint.Email : null },
            propertyId,
            points = new[] { complaint.Point },
            preferredContact = byEmail ? "email" : "letter",
        };
        var made = (await MakeOnceAsync()).Body;
        complaint = complaint with
        { Id = made.GetProperty("complaintId").GetGuid(), Reference = made.GetProperty("reference").GetString()! };
        record.Complaints.Enqueue(complaint);
        if (again && (await MakeOnceAsync()).Body.GetProperty("complaintId").GetGuid() != complaint.Id)
            record.Violations.Enqueue(
                $"Complaint {number} ({complaint.Id}) is another one when it is sent again with its key.");
        return complaint;

        Task<Answer> MakeOnceAsync() => UntilTakenAsync("make", Adviser, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "api/complaints")
            { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", complaint.Key(seed));
            return request;
        });
    }

    private async Task<Guid> RegisterPropertyAsync(int number)
    {
        var answer = await UntilTakenAsync("register", Adviser,
            () => new(HttpMethod.Post, "api/properties")
            { Content = JsonContent.Create(new { uprn = UprnOf(number), address = $"{number} Quay Street" }) });
        var id = answer.Body.GetProperty("propertyId").GetGuid();
        record.Properties.Enqueue(id);
        return id;
    }

    private async Task CreateUserAsync(int number)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        // A user who exists already is the answer to one who was made by an attempt that was not answered.
        await UntilTakenAsync("user", Administrator, () => new(HttpMethod.Post, "api/users")
        {
            Content = JsonContent.Create(
                new
                {
                    userId = id,
                    username = $"kill-{number}@harbour.example",
                    name = $"User {number}",
                    roles = new[]
                    { "resident" },
                    password = "Complaints-2026!"
                }),
        }, HttpStatusCode.Conflict);
        record.Users.Enqueue(id);
    }

    private async Task SignInAsync(string user) =>
        tokens[user] = (await UntilTakenAsync("sign-in", null, () => new(HttpMethod.Post, "connect/token")
        {
            Content = new FormUrlEncodedContent(Platform.SignIn(user)),
        })).Body.GetProperty("access_token").GetString()!;

    private async Task PublishAsync<T>(string id, string subject, T data) where T : notnull
    {
        await UntilAsync($"publish {id}", async () =>
        {
            load.Begin("publish");
            var answer = "broker unreachable";
            try
            {
                await platform.PublishToHousingAsync(MessageNames.Of(typeof(T)), id, subject, data);
                answer = "confirmed";
            }
            catch (Exception failure)
                when (failure is HttpRequestException or TaskCanceledException or IOException or ShouldAssertException)
            {
            }
            load.End("publish", answer, answer == "confirmed");
            return answer == "confirmed";
        });
        record.RepairPublished();
    }

    private async Task<Answer> UntilTakenAsync(
        string what, string? user, Func<HttpRequestMessage> make, HttpStatusCode? also = null)
    {
        Answer? answer = null;
        await UntilAsync(what, async () => (answer = await TryAsync(what, user, make, also)) is not null);
        return answer!;
    }

    /// <summary>Null when nobody knows whether it took effect: the connection broke, or something behind the gateway
    /// was away.</summary>
    private async Task<Answer?> TryAsync(
        string what, string? user, Func<HttpRequestMessage> make, HttpStatusCode? also = null)
    {
        load.Begin(what);
        var (ended, isWritten) = ("connection broke", false);
        try
        {
            using var request = make();
            if (user is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[user]);
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            ended = Ended(answer.StatusCode, text);
            // Whatever is killed: the reason is one that a client can understand, and never "internal error".
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway
                or HttpStatusCode.GatewayTimeout) return null;
            if (!answer.IsSuccessStatusCode && answer.StatusCode != also)
            {
                record.Violations.Enqueue($"{what} was answered with {(int)answer.StatusCode}: {text}");
                return null;
            }
            isWritten = answer.IsSuccessStatusCode && request.Method != HttpMethod.Get && user is not null;
            return new Answer(
                answer.IsSuccessStatusCode, JsonSerializer.Deserialize<JsonElement>(text), answer.Headers.ETag);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
        {
            if (failure is TaskCanceledException) ended = "no answer in time";
            return null;
        }
        finally
        {
            load.End(what, ended, isWritten);
        }
    }

    private static Task UntilAsync(string what, Func<Task<bool>> attempt) =>
        Eventually.IsSoAsync(attempt, $"Never answered within {Patience}: {what}.", Patience, Pace);

    private static string Ended(HttpStatusCode status, string text)
    {
        var type = text.StartsWith('{')
            && JsonSerializer.Deserialize<JsonElement>(text).TryGetProperty("type", out var named)
                ? named.GetString()
                : null;
        return $"{(int)status} {type?.Split(':')[^1]}".TrimEnd();
    }

    private static string UprnOf(int number) => string.Create(CultureInfo.InvariantCulture, $"9{number:00000000000}");

    private sealed record Answer(bool IsTaken, JsonElement Body, EntityTagHeaderValue? ETag);
}
