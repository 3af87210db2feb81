using System.Globalization;
using System.Text.Json;
using ComplaintsPlatform.Seed;

// The seeded landlord: people, homes, repairs and a year of complaints, made through the front door as anybody would.
// Run again on the same data it adds nothing: ids are fixed, and dates count from the day of the first run, which the
// first complaint tells.
const int Complaints = 240, Repairs = 150;
var gateway = Required("services__gateway__http__0");
var broker = Required("ConnectionStrings__rabbitmq");
var started = TimeProvider.System.GetTimestamp();

using var door = new FrontDoor(new Uri(gateway));
var adviser = await door.SignInAsync("adviser@harbour.example");
var leader = await door.SignInAsync("leader@harbour.example");
var compliance = await door.SignInAsync("compliance@harbour.example");
SignedIn[] officers = [await door.SignInAsync("officer@harbour.example"),
    await door.SignInAsync("officer2@harbour.example"), await door.SignInAsync("investigator@harbour.example")];

var mark = await door.GetAsync(leader, $"/api/complaints/{ComplaintId(0)}");
var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
var today = mark.ValueKind == JsonValueKind.Undefined
    ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), london).DateTime)
    : DateOnly.ParseExact(mark.GetProperty("receivedOn").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        .AddDays(Course.Oldest);

var landlord = new Landlord(new Random(1));
var atOnce = new ParallelOptions { MaxDegreeOfParallelism = 8 };
var seen = await StatusesAsync(0, TimeSpan.Zero);

await MakeAsync(0); // first, and alone: it is the mark
await Parallel.ForEachAsync(landlord.Properties, atOnce, async (property, _) =>
    await door.PostAsync(adviser, "/api/properties", new
    {
        propertyId = property.PropertyId,
        uprn = property.Uprn,
        address = property.Address,
        references = new[] { new { id = property.Uprn[^5..], allocatedBy = Landlord.Allocator } },
    }));
await Parallel.ForEachAsync(landlord.People, atOnce, async (person, _) =>
    await door.PostAsync(adviser, "/api/people", new
    {
        personId = person.PersonId,
        references = new[] { new { id = person.TenantReference, allocatedBy = Landlord.Allocator } },
        name = person.Name,
        email = person.Email,
        phone = person.Phone,
        propertyId = person.Home.PropertyId,
    }));
await RepairsFeed.PublishAsync(broker, RepairsFeed.Tell(landlord, Repairs, today, new Random(2)));
await WaitUntilKnownAsync();
await Parallel.ForEachAsync(Enumerable.Range(0, Complaints), atOnce, async (number, _) => await HandleAsync(number));
await Written.AddAsync(door, officers[0],
    from number in Enumerable.Range(0, Complaints)
    where CourseOf(number) is { AcknowledgedOn: not null, RespondedOn: null }
    select (number, ComplaintId(number)),
    number => FindAsync(officers[0], $"/api/complaints/{ComplaintId(number)}", GrievanceOf(number), "upheld"));
await Guarded.AddAsync(door, adviser, officers[0], leader, today);
await Brought.AddAsync(door, await door.SignInAsync("admin@harbour.example"), adviser);

var position = await WaitUntilShownAsync();
var taken = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"seeded: {landlord.People.Count} people, {landlord.Properties.Count} homes, {Repairs} repairs, {Complaints} "
        + $"complaints, all shown by reporting at position {position}, in {taken:0.0} s"));

async Task HandleAsync(int number)
{
    var course = CourseOf(number);
    if (seen.GetValueOrDefault(ComplaintId(number)) == course.Status) return;
    await MakeAsync(number);
    var path = $"/api/complaints/{ComplaintId(number)}";
    await door.GetAsync(leader, path, waitSeconds: 30);

    var random = new Random(2000 + number);
    var owner = officers[random.Next(officers.Length)];
    if (course.Owned && course.Claimed) await door.PostAsync(owner, $"{path}/claim", new { });
    else if (course.Owned)
        await door.PostAsync(leader, $"{path}/assign", new
        { ownerId = owner.Id, ownerName = owner.Name, team = owner.Team }, "*");
    await Rung.AddAsync(door, owner, path, number, course, today);
    var grievance = GrievanceOf(number);
    if (course.AcknowledgedOn is { } acknowledged)
        await door.PostAsync(owner, $"{path}/acknowledge", new
        {
            acknowledgedOn = acknowledged,
            definition = grievance.Definition,
            outcomesSought = grievance.Wish,
            responsibleFor = "Our own service and that of our contractors.",
            notResponsibleFor = "What other residents or the council do.",
        }, "*");
    if (course.ExtensionOf(number, today) is var (toldOn, newDate))
        await door.PostAsync(owner, $"{path}/record-extension", new
        {
            toldOn,
            newDate,
            reason = "We wait for what the contractor found.",
            updatesEvery = 5,
            residentAgreed = number % 2 == 0,
            ombudsmanDetailsGiven = true,
        }, "*");
    if (course.AcknowledgedOn is not null && course.RespondedOn is null && number % 3 == 0)
        await AskAsync(number, path, owner, officers[(Array.IndexOf(officers, owner) + 1) % officers.Length]);
    if (course.RespondedOn is { } responded)
    {
        var outcome = random.Next(10) switch { < 5 => "upheld", < 8 => "partly-upheld", _ => "not-upheld" };
        if (IsFoundPointByPoint(number)) await FindAsync(owner, path, grievance, outcome);
        await door.PostAsync(owner, $"{path}/record-stage-1-response", new
        {
            respondedOn = responded,
            outcome,
            summary = $"We looked into this: {grievance.Definition} We have told the resident what we found, what "
                + $"we will do and by when.",
        }, "*");
    }
    if (course.EscalatedOn is { } escalated)
        await EscalateAsync(number, path, course, escalated,
            officers[(Array.IndexOf(officers, owner) + 1) % officers.Length], grievance);
    var answering = course.EscalatedOn is null
        ? owner
        : officers[(Array.IndexOf(officers, owner) + 1) % officers.Length];
    await PutRight.AddAsync(door, answering, leader, compliance, path, number, course, today);
    // Who investigates only does not say what is right.
    await Corrected.AddAsync(door, officers[0], leader, path, number, course);
}

// Others are asked for something: some have answered.
async Task AskAsync(int number, string path, SignedIn owner, SignedIn colleague)
{
    var (taskId, isCallBack) = (ComplaintId(number), number % 2 == 0);
    var who = isCallBack ? adviser : colleague;
    await door.PostAsync(owner, $"{path}/tasks", new
    {
        taskId,
        type = isCallBack ? "call-back" : "contribution",
        title = isCallBack ? "Agree a time for the visit" : "When was somebody there?",
        dueOn = today.AddDays(number % 9),
        assigneeId = who.Id,
    });
    if (number % 5 == 0)
        await door.PostAsync(who, $"{path}/tasks/{taskId}/finish", new
        { findings = "Two visits are in our records. Nobody was at home at the second one." });
}

// Findings from which this outcome follows.
async Task FindAsync(SignedIn who, string path, Grievances.Grievance grievance, string outcome)
{
    for (var point = 1; point <= grievance.Points.Length; point++)
    {
        var finding = outcome == "partly-upheld" && grievance.Points.Length > 1
            ? point == 1 ? "upheld" : "not-upheld"
            : outcome;
        await door.PostAsync(who, $"{path}/findings", new
        {
            point,
            finding,
            reasons = finding == "not-upheld"
                ? "We did what our policy promises: our records show each contact, and when we answered it."
                : "It took longer than our policy promises, and nobody told the resident why.",
            remedy = finding == "not-upheld" ? null : "We put it right, say by when, and pay for the trouble.",
        }, "*");
    }
}

// Somebody who had no part in stage 1 takes it.
async Task EscalateAsync(
    int number, string path, Course course, DateOnly escalated, SignedIn reviewer, Grievances.Grievance grievance)
{
    await door.PostAsync(adviser, $"{path}/escalate-to-stage-2", new { requestedOn = escalated, channel = "phone" },
        "*");
    if (course.Stage2AcknowledgedOn is not { } acknowledged) return;
    await door.PostAsync(reviewer, $"{path}/claim", new { });
    await door.PostAsync(reviewer, $"{path}/acknowledge-stage-2", new
    {
        acknowledgedOn = acknowledged,
        definition = $"They are not satisfied with our answer. {grievance.Definition}",
        outcomesSought = grievance.Wish,
        responsibleFor = "Our own service and that of our contractors.",
        notResponsibleFor = "What other residents or the council do.",
    }, "*");
    if (course.Stage2RespondedOn is not { } responded) return;
    if (IsFoundPointByPoint(number)) await FindAsync(reviewer, path, grievance, "upheld");
    await door.PostAsync(reviewer, $"{path}/record-stage-2-response", new
    {
        respondedOn = responded,
        outcome = "upheld",
        summary = "We looked at it again from the beginning, and have told the resident what we will do and by "
            + "when, and how to reach the Ombudsman.",
    }, "*");
}

async Task MakeAsync(int number)
{
    if (seen.ContainsKey(ComplaintId(number))) return;
    var random = new Random(3000 + number);
    var person = landlord.People[random.Next(landlord.People.Count)];
    var grievance = GrievanceOf(number);
    await door.PostAsync(adviser, "/api/complaints", new
    {
        complaintId = ComplaintId(number),
        channel = Grievances.Channels[random.Next(Grievances.Channels.Length)],
        category = grievance.Category,
        receivedOn = CourseOf(number).ReceivedOn,
        resident = new
        {
            personId = person.PersonId,
            name = person.Name,
            email = person.Email,
            phone = person.Phone,
            postalAddress = person.Home.Address
        },
        propertyId = person.Home.PropertyId,
        points = grievance.Points,
        desiredOutcome = grievance.Wish,
        preferredContact = person.Email is null ? "letter" : "email",
    });
}

// Cases gives complaints only to whom it has heard of from identity.
async Task WaitUntilKnownAsync()
{
    var (time, limit) = (TimeProvider.System, TimeSpan.FromMinutes(2));
    var from = time.GetTimestamp();
    while (true)
    {
        var known = (await door.GetAsync(leader, "/api/colleagues")).GetProperty("items").EnumerateArray()
            .Select(colleague => colleague.GetProperty("userId").GetGuid()).ToHashSet();
        if (officers.All(officer => known.Contains(officer.Id))) return;
        if (time.GetElapsedTime(from) > limit)
            throw new TimeoutException($"Cases does not know the officers within {limit}.");
        await Task.Delay(TimeSpan.FromMilliseconds(200), time);
    }
}

// Shown, at the stage that it was brought to, and judged by the clocks.
async Task<long> WaitUntilShownAsync()
{
    var limit = TimeSpan.FromMinutes(2);
    var from = TimeProvider.System.GetTimestamp();
    var position = 0L;
    while (true)
    {
        seen = await StatusesAsync(position, TimeSpan.FromSeconds(1));
        var missing = Enumerable.Range(0, Complaints)
            .Count(number => seen.GetValueOrDefault(ComplaintId(number)) != CourseOf(number).Status);
        position = (await door.GetAsync(leader, "/api/reports/counts?timeliness=answered")).GetProperty("madeAt")
            .GetProperty("position").GetInt64();
        if (missing == 0) return position;
        if (TimeProvider.System.GetElapsedTime(from) > limit)
            throw new TimeoutException($"Reporting does not show {missing} of the complaints within {limit}.");
        position++; // wait for one message more before looking again
    }
}

async Task<Dictionary<Guid, string>> StatusesAsync(long position, TimeSpan wait)
{
    var found = new Dictionary<Guid, string>();
    string? next = null;
    do
    {
        var page = await door.GetAsync(leader,
            $"/api/reports/complaints?limit=100&sort=received{(next is null ? "" : $"&cursor={next}")}",
            (int)wait.TotalSeconds, position);
        foreach (var row in page.GetProperty("complaints").EnumerateArray())
            if (row.GetProperty("timeliness").GetString() is not "answered")
                found[row.GetProperty("complaintId").GetGuid()] = row.GetProperty("status").GetString()!;
        next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
    } while (next is not null);
    return found;
}

Course CourseOf(int number) => Course.Of(number, Complaints, today, new Random(4000 + number));

static Grievances.Grievance GrievanceOf(int number) =>
    Grievances.All[new Random(5000 + number).Next(Grievances.All.Length)];

// Old cases have none, so both are to be seen.
static bool IsFoundPointByPoint(int number) => number % 3 == 0;

static Guid ComplaintId(int number) => SeedId.Of($"complaint:{number}");

static string Required(string name) =>
    Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException(
            $"Set {name}: the seeded landlord comes in by the gateway and the broker.");
