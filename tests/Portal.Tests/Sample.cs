using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.EndToEnd.Tests;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>What tests find on the platform, made through its front door.</summary>
internal static class Sample
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>A person in the register, with a home. Nobody else has this name.</summary>
    public static async Task<(Guid Id, string Name, string Address)> PersonAsync(Platform platform)
    {
        using var officer = await platform.SignedInAsync("officer");
        var (home, person) = (NewId(), NewId());
        var mark = person.ToString("N")[20..];
        var (name, address) = ($"Oluwaseun Achebe-{mark}", $"12 Ropewalk, Plymouth, PL4 {mark}");
        await SendAsync(officer, "api/properties", new
        { propertyId = home, address, references = new[] { new { id = $"P-{mark}", allocatedBy = "harbour-homes" } } });
        await SendAsync(officer, "api/people", new
        {
            personId = person,
            references = new[] { new { id = $"T-{mark}", allocatedBy = "harbour-homes" } },
            name,
            email = $"achebe.{mark}@example.org",
            // Nobody else's, or their complaints would look like doubles.
            phone = $"07400 {Random.Shared.Next(1_000_000):000000}",
            propertyId = home,
        });
        return (person, name, address);
    }

    /// <summary>A complaint whose case is open and whose clocks run.</summary>
    public static async Task<(Guid Id, string Reference)> ComplaintAsync(
        Platform platform, string words = "The boiler has been broken for three weeks.", string name = "Rosa Resident",
        int daysAgo = 0)
    {
        using var officer = await platform.SignedInAsync("officer");
        var id = NewId();
        var taken = await SendAsync(officer, "api/complaints", new
        {
            complaintId = id,
            channel = "phone",
            category = "repairs",
            preferredContact = "email",
            resident = new { name, email = "rosa@example.org" },
            points = new[] { words },
            desiredOutcome = "A boiler that works.",
            receivedOn = daysAgo == 0 ? null : $"{Clock.GetUtcNow().AddDays(-daysAgo):yyyy-MM-dd}",
        });
        // No receipt is confirmed of what was received long ago.
        foreach (var path in daysAgo > 0 ? ["", "/clocks"] : new[] { "", "/clocks", "/correspondence" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/complaints/{id}{path}");
            request.Headers.Add("Prefer", "wait=30");
            using var answer = await officer.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        return (id, taken.GetProperty("reference").GetString()!);
    }

    /// <summary>Waits until one of a complaint's clocks is as it should be.</summary>
    public static async Task ClockAsync(Platform platform, Guid id, Func<JsonElement, bool> isSo)
    {
        using var officer = await platform.SignedInAsync("officer");
        for (var seen = "\"0\""; ;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/complaints/{id}/clocks");
            request.Headers.Add("Prefer", "wait=30");
            request.Headers.TryAddWithoutValidation("If-None-Match", seen);
            using var answer = await officer.SendAsync(request);
            if (answer.StatusCode == System.Net.HttpStatusCode.NotModified) continue;
            answer.EnsureSuccessStatusCode();
            seen = answer.Headers.ETag!.ToString();
            if ((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clocks").EnumerateArray()
                .Any(isSo)) return;
        }
    }

    /// <summary>A complaint of somebody in the register, whose case is open.</summary>
    public static async Task<Guid> ComplaintOfAsync(Platform platform, Guid person)
    {
        using var officer = await platform.SignedInAsync("officer");
        var id = NewId();
        await SendAsync(officer, "api/complaints", new
        {
            complaintId = id,
            channel = "phone",
            category = "leaks",
            preferredContact = "phone",
            resident = new { name = "As registered", personId = person },
            points = new[] { "The roof leaks." },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/complaints/{id}");
        request.Headers.Add("Prefer", "wait=30");
        using var answer = await officer.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return id;
    }

    /// <summary>A task for one of the people of development, set by an officer.</summary>
    public static async Task<Guid> TaskAsync(
        Platform platform, Guid complaint, string user = "investigator", string type = "contribution", int days = 3)
    {
        using var officer = await platform.SignedInAsync("officer");
        var taskId = NewId();
        await SendAsync(officer, $"api/complaints/{complaint}/tasks", new
        {
            taskId,
            type,
            dueOn = $"{Clock.GetUtcNow().AddDays(days):yyyy-MM-dd}",
            assigneeId = await platform.IdOfAsync(user),
        });
        return taskId;
    }

    /// <summary>What the Ombudsman ordered, and the review in which they did.</summary>
    public static async Task<(Guid Action, Guid Review)> OrderAsync(Platform platform, Guid complaint)
    {
        using var officer = await platform.SignedInAsync("officer");
        var (actionId, reviewId) = (NewId(), NewId());
        await SendAsync(officer, $"api/complaints/{complaint}/reviews", new { reviewId, body = "ombudsman" });
        await SendAsync(officer, $"api/complaints/{complaint}/actions", new
        {
            actionId,
            reviewId,
            kind = "recommendation",
            what = "Ring before a repair is late.",
            dueOn = $"{Clock.GetUtcNow().AddDays(20):yyyy-MM-dd}",
            ownerId = await platform.IdOfAsync("investigator"),
        });
        return (actionId, reviewId);
    }

    /// <summary>Waits until the lists know it.</summary>
    public static async Task ListedAsync(Platform platform, Guid id)
    {
        using var officer = await platform.SignedInAsync("officer");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/reports/complaints?complaintId={id}");
        request.Headers.Add("Prefer", "wait=30");
        using var answer = await officer.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>An adjustment of a person.</summary>
    public static async Task<Guid> NeedAsync(Platform platform, Guid person)
    {
        using var officer = await platform.SignedInAsync("officer");
        var needId = NewId();
        using var answer = await officer.PostAsJsonAsync($"api/people/{person}/record-need", new
        {
            needId,
            kind = "adjustment",
            code = "large-print",
            source = "resident",
            agreedOn = "2026-01-05",
            reviewOn = "2026-06-01",
        });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return needId;
    }

    /// <summary>Somebody who may act for a person.</summary>
    public static async Task<Guid> RepresentativeAsync(Platform platform, Guid person)
    {
        using var officer = await platform.SignedInAsync("officer");
        var representativeId = NewId();
        using var answer = await officer.PostAsJsonAsync($"api/people/{person}/authorise-representative", new
        {
            representativeId,
            name = "Nadia Advocate",
            relationship = "advocate",
            scope = "complaints",
            from = "2026-01-05",
        });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return representativeId;
    }

    /// <summary>A service request that is open.</summary>
    public static async Task<(Guid Id, string Reference)> RequestAsync(Platform platform)
    {
        using var officer = await platform.SignedInAsync("officer");
        var id = NewId();
        var taken = await SendAsync(officer, "api/submissions", new
        {
            submissionId = id,
            type = "service-request",
            channel = "phone",
            what = "The tap in the kitchen drips.",
            resident = new { name = "Rosa Resident", phone = "020 7946 0123" },
            whyNoComplaint = "It is asked for the first time.",
        });
        return (id, taken.GetProperty("reference").GetString()!);
    }

    /// <summary>Somebody who wrote in a chat and waits.</summary>
    public static async Task<string> WaitingAsync(Platform platform)
    {
        using var officer = await platform.SignedInAsync("officer");
        var words = $"My door does not lock ({NewId():N})";
        await SendAsync(officer, "api/waiting-contacts", new { channel = "web-chat", words });
        return words;
    }

    /// <summary>Takes all who wait, and finishes them.</summary>
    public static async Task NobodyWaitsAsync(Platform platform)
    {
        using var adviser = await platform.SignedInAsync("adviser");
        var mine = await adviser.GetFromJsonAsync<JsonElement>("api/waiting-contacts?mine=true");
        foreach (var taken in mine.GetProperty("items").EnumerateArray())
            (await adviser.PostAsJsonAsync($"api/waiting-contacts/{taken.GetProperty("id").GetGuid()}/finish", new
            { outcome = "nothing-to-do", note = "Of another test." })).EnsureSuccessStatusCode();
        while (await TakeNextAsync(platform) is { } contact) await FinishAsync(platform, contact);
    }

    /// <summary>A contact that waits no longer.</summary>
    public static async Task<Guid> ContactAsync(Platform platform)
    {
        await NobodyWaitsAsync(platform);
        await WaitingAsync(platform);
        var contact = (await TakeNextAsync(platform))!.Value;
        await FinishAsync(platform, contact);
        return contact;
    }

    /// <summary>An article for a category.</summary>
    public static async Task<(Guid Id, string Title)> ArticleAsync(Platform platform, string category)
    {
        using var admin = await platform.SignedInAsync("admin");
        var id = NewId();
        var title = $"What to ask about it {id.ToString("N")[26..]}";
        await SendAsync(admin, "api/guidance", new
        {
            articleId = id,
            kind = "article",
            title,
            body = "Ask since when, where, and whether anybody is ill.",
            categories = new[] { category },
        });
        return (id, title);
    }

    private static async Task<Guid?> TakeNextAsync(Platform platform)
    {
        using var officer = await platform.SignedInAsync("officer");
        using var answer = await officer.PostAsJsonAsync("api/waiting-contacts/take-next", new { });
        return answer.StatusCode == System.Net.HttpStatusCode.NoContent
            ? null
            : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("contactId").GetGuid();
    }

    private static async Task FinishAsync(Platform platform, Guid contact)
    {
        using var officer = await platform.SignedInAsync("officer");
        using var answer = await officer.PostAsJsonAsync($"api/waiting-contacts/{contact}/finish", new
        { outcome = "nothing-to-do", note = "It is over." });
        answer.EnsureSuccessStatusCode();
    }

    public static async Task VerbAsync(Platform platform, string user, Guid id, string verb, object body)
    {
        using var client = await platform.SignedInAsync(user);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/complaints/{id}/{verb}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content = JsonContent.Create(body);
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A complaint that nobody but these users may know of; the first one decided it.</summary>
    public static async Task<Guid> RestrictedAsync(Platform platform, params string[] users)
    {
        var (id, _) = await ComplaintAsync(platform);
        var people = new List<Guid>();
        foreach (var user in users) people.Add(await platform.IdOfAsync(user));
        await VerbAsync(platform, users[0], id, "restrict", new { people, reason = "She must not be found." });
        return id;
    }

    /// <summary>Contact with them is restricted.</summary>
    public static async Task<Guid> ContactRestrictionAsync(Platform platform, Guid person)
    {
        using var officer = await platform.SignedInAsync("officer");
        var (id, today) = (NewId(), DateOnly.FromDateTime(Clock.GetUtcNow().DateTime).AddDays(-1));
        await SendAsync(officer, $"api/people/{person}/restrict-contact", new
        {
            restrictionId = id,
            behaviour = "Shouted at advisers.",
            evidence = "Recordings.",
            ways = new[] { "letter-only" },
            whyProportionate = "A warning changed nothing.",
            needsConsidered = "None is known.",
            toldOn = today,
            howToAppeal = "By letter.",
            from = today,
            reviewOn = today.AddMonths(3),
        });
        return id;
    }

    /// <summary>A document of it.</summary>
    public static async Task<Guid> DocumentAsync(
        Platform platform, Guid id, string name, byte[] content, string description)
    {
        using var officer = await platform.SignedInAsync("officer");
        using var form = new MultipartFormDataContent { { new StringContent(description), "description" } };
        using var file = new ByteArrayContent(content);
        file.Headers.ContentDisposition = new("form-data") { Name = "file", FileName = "file", FileNameStar = name };
        form.Add(file);
        using var answer = await officer.PostAsync($"api/complaints/{id}/documents", form);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("documentId").GetGuid();
    }

    /// <summary>An entry in its contact log.</summary>
    public static async Task<Guid> NoteAsync(Platform platform, Guid id)
    {
        using var officer = await platform.SignedInAsync("officer");
        var noteId = NewId();
        using var answer = await officer.PostAsJsonAsync(
            $"api/complaints/{id}/contacts", new { noteId, kind = "note", words = "She is in on Thursdays." });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return noteId;
    }

    /// <summary>A letter that the officer begins.</summary>
    public static async Task<Guid> LetterAsync(Platform platform, Guid id, string kind)
    {
        using var officer = await platform.SignedInAsync("officer");
        var letterId = NewId();
        await SendAsync(officer, $"api/complaints/{id}/letters", new { letterId, kind });
        return letterId;
    }

    /// <summary>The confirmation of receipt.</summary>
    public static async Task<Guid> ReceiptAsync(Platform platform, Guid id)
    {
        using var officer = await platform.SignedInAsync("officer");
        return (await officer.GetFromJsonAsync<JsonElement>($"api/complaints/{id}/correspondence"))
            .GetProperty("letters")[0].GetProperty("letterId").GetGuid();
    }

    public static Guid NewId() => Guid.CreateVersion7(Clock.GetUtcNow());

    /// <summary>Makes something that has to be taken.</summary>
    public static async Task<JsonElement> SendAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
