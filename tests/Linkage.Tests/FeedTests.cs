using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Simulator;
using Housing = ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>The whole way: a real broker, the real bus, the real store, the routes.</summary>
public sealed class FeedTests(LinkageHost linkage) : IClassFixture<LinkageHost>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ten_thousand_events_while_complaints_are_made_lose_nothing_and_join_nothing_twice()
    {
        var (people, households) = await RegisterAsync(150);
        var feed = RepairsFeed.Make(new FeedSettings(11, 3800, Now.AddYears(-1), Now), households);
        feed.Count.ShouldBeGreaterThan(10_000);
        var complaints = people.Take(100).Select(person => (Id: Guid.CreateVersion7(), Person: person)).ToList();

        // The other tests here tell of repairs too.
        Task<long> CountAsync() =>
            linkage.ScalarAsync<long>("select count(*) from mt_events where type like 'repair%'");
        var before = await CountAsync();
        await using var publisher = await FeedPublisher.ConnectAsync(linkage.Broker);
        var publishing = publisher.PublishAsync(feed);
        await Task.WhenAll(publishing, MakeAsync(complaints));
        (await publishing).ShouldBe(feed.Count);

        await LinkageHost.UntilAsync(async () => await CountAsync() >= before + feed.Count);
        await LinkageHost.UntilAsync(async () =>
            await linkage.ScalarAsync<long>("select count(*) from mt_doc_dossierentry") >= complaints.Count);
        await linkage.JoinedAsync();

        foreach (var (complaint, person) in complaints)
        {
            var expected = feed.Select(message => message.Data).OfType<Housing.RepairRaised>()
                .Where(raised => Belongs(raised, person))
                .Select(raised => HousingFeed.RepairIdOf(raised.Reference.Of())).ToHashSet();
            var linked = (await linkage.StreamAsync(complaint)).Select(stored => stored.Data).OfType<RecordLinked>()
                .Select(link => link.RecordId).ToList();
            linked.Count.ShouldBe(linked.Distinct().Count());
            linked.ToHashSet().SetEquals(expected)
                .ShouldBeTrue($"{complaint}: {linked.Count} linked, {expected.Count} expected");
        }
    }

    [Fact]
    public async Task a_message_that_breaks_its_schema_is_a_dead_letter_and_visible_and_the_feed_goes_on()
    {
        var (people, households) = await RegisterAsync(1);
        var person = people[0];
        var broken = new FeedMessage(Guid.CreateVersion7(), "Harbour Repairs/WO-broken", Now,
            "housing.repairs.repair-raised.v1", new { reference = new { id = "WO-broken" } });
        var good = FeedMessage.Of(Guid.CreateVersion7(), "Harbour Repairs/WO-good", Now, new Housing.RepairRaised(
            new Housing.Reference("WO-good", "Harbour Repairs"), Now, "Leak", new Housing.Priority(2, null, null),
            new Housing.Trade("PL", null),
            new Housing.Customer(households[0].Person!), new Housing.PropertyUnit(households[0].Uprn, null)));
        await using var publisher = await FeedPublisher.ConnectAsync(linkage.Broker);
        await publisher.PublishAsync([broken, good]);
        var complaint = Guid.CreateVersion7();
        await MakeAsync([(complaint, person)]);

        using var officer = linkage.Client(Roles.ComplaintsOfficer);
        officer.DefaultRequestHeaders.Add("Prefer", "wait=20");
        await LinkageHost.UntilAsync(async () =>
            await linkage.ScalarAsync<long>(
                "select count(*) from mt_events where data #>> '{workOrder,id}' = 'WO-good'") == 1);
        var evidence = await officer.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/evidence");
        var item = evidence.GetProperty("items").EnumerateArray().Single();
        item.GetProperty("why").GetString().ShouldBe("same-person-and-property");
        item.GetProperty("now").GetProperty("description").GetString().ShouldBe("Leak");

        using var operations = linkage.Client(Roles.OpsEngineer);
        JsonElement parked = default;
        await LinkageHost.UntilAsync(async () =>
            (parked = (await operations.GetFromJsonAsync<JsonElement>("operations/dead-letters")).GetProperty("items"))
            .GetArrayLength() > 0);
        parked.EnumerateArray().Select(letter => letter.GetProperty("why").GetString()!).ShouldContain(
            why => why.Contains(
                "/reference: Required properties [\"allocatedBy\"] are not present", StringComparison.Ordinal));

        await UndoAsync(officer, complaint, item.GetProperty("recordId").GetGuid());
    }

    [Fact]
    public async Task a_whole_number_may_come_with_a_fraction_and_a_place_has_to_be_named()
    {
        await using var publisher = await FeedPublisher.ConnectAsync(linkage.Broker);
        await publisher.PublishAsync(
            [Raised("WO-nowhere", "{\"block\":\"North\"}"), Raised("WO-fraction", "{\"uprn\":\"100023336956\"}")]);
        await LinkageHost.UntilAsync(async () => (await linkage.StreamAsync(RepairId("WO-fraction"))).Count > 0);
        ((RepairRaised)(await linkage.StreamAsync(RepairId("WO-fraction")))[0].Data).Priority.ShouldBe(2);

        using var operations = linkage.Client(Roles.OpsEngineer);
        await LinkageHost.UntilAsync(async () =>
            (await operations.GetFromJsonAsync<JsonElement>("operations/dead-letters")).GetProperty("items")
            .EnumerateArray()
            .Any(letter => letter.GetProperty("why")
                .GetString()!.Contains("neither a UPRN nor a reference", StringComparison.Ordinal)));
        (await linkage.StreamAsync(RepairId("WO-nowhere"))).ShouldBeEmpty();

        static Guid RepairId(string workOrder) => HousingFeed.RepairIdOf(new Reference(workOrder, "Harbour Repairs"));

        static FeedMessage Raised(string workOrder, string property) => new(
            Guid.CreateVersion7(), $"Harbour Repairs/{workOrder}", Now, "housing.repairs.repair-raised.v1",
            JsonSerializer.Deserialize<JsonElement>(
            $$"""
            {"reference":{"id":"{{workOrder}}","allocatedBy":"Harbour Repairs"},"dateReported":"2026-03-02T09:12:00Z",
             "descriptionOfWork":"Leak","priority":{"priorityCode":2.0},"trade":{"code":"PL"},"property":{{property}}}
            """));
    }

    [Fact]
    public async Task a_complaint_without_a_person_belongs_to_the_one_that_its_email_address_names()
    {
        var (alone, first, second, repair) =
            (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var (person, email) in new[] { (alone, $"{alone:N}@example.org"), (first, $"{first:N}@example.org"),
            (second, $"{first:N}@example.org") })
            await linkage.RecordAsync(person,
                new PersonRegistered(
                    person, [new Reference($"{person:N}", "T")], "Ada Lovelace", email, null, [], null));
        foreach (var person in new[] { alone, first })
        {
            repair = Guid.CreateVersion7();
            await linkage.RecordAsync(repair, new RepairRaised(
                repair, new Reference($"{repair:N}", "Harbour Repairs"), Now, new DateOnly(2026, 3, 1), "Leak", 2,
                null, "PL", new Reference($"{person:N}", "T"), null, null));
        }

        var (known, shared) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await MakeAsync(
            [(known, new Tenant(null, null!, "", null!, $" {alone:N}@EXAMPLE.org")),
                (shared, new Tenant(null, null!, "", null!, $"{first:N}@example.org"))]);
        await LinkageHost.UntilAsync(async () =>
            (await linkage.StreamAsync(known)).Count > 0 && (await linkage.StreamAsync(shared)).Count > 0);
        await linkage.JoinedAsync();
        (await linkage.StreamAsync(known)).Select(stored => stored.Data.GetType().Name)
            .ShouldBe([nameof(DossierOpened), nameof(RecordLinked)]);
        ((DossierOpened)(await linkage.StreamAsync(known))[0].Data).PersonMatchedBy.ShouldBe("name-and-email");
        (await linkage.StreamAsync(shared)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task evidence_of_an_unknown_complaint_is_not_found_and_not_for_everybody()
    {
        using var officer = linkage.Client(Roles.ComplaintsOfficer);
        (await officer.GetAsync($"api/complaints/{Guid.CreateVersion7()}/evidence")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
        using var resident = linkage.Client(Roles.Resident);
        (await resident.GetAsync($"api/complaints/{Guid.CreateVersion7()}/evidence")).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden);
        (await officer.GetAsync("operations/dead-letters")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task UndoAsync(HttpClient officer, Guid complaint, Guid record)
    {
        var path = $"api/complaints/{complaint}/evidence/{record}/unlink";
        (await officer.PostAsJsonAsync(path, new { reason = "The neighbour's" })).StatusCode.ShouldBe(
            HttpStatusCode.PreconditionRequired);
        using var stale = new HttpRequestMessage(HttpMethod.Post,
            path)
        {
            Content = JsonContent.Create(new { reason = "The neighbour's" }),
            Headers =
                { { "If-Match", "\"99\"" } }
        };
        (await officer.SendAsync(stale)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var empty = new HttpRequestMessage(HttpMethod.Post, path)
        { Content = JsonContent.Create(new { reason = "" }), Headers = { { "If-Match", "\"1\"" } } };
        (await officer.SendAsync(empty)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // What the joiner linked since version 1 does not make this stale.
        using var undo = new HttpRequestMessage(HttpMethod.Post, path)
        { Content = JsonContent.Create(new { reason = "The neighbour's" }), Headers = { { "If-Match", "\"1\"" } } };
        (await officer.SendAsync(undo)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var items = (await officer.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/evidence"))
            .GetProperty("items");
        items[0].GetProperty("undone").GetProperty("reason").GetString().ShouldBe("The neighbour's");
        items[0].GetProperty("undone").GetProperty("by").GetString().ShouldBe("Test Person");
    }

    private async Task<(List<Tenant> People, List<Household> Households)> RegisterAsync(int count)
    {
        var (people, households) = (new List<Tenant>(), new List<Household>());
        for (var i = 0; i < count; i++)
        {
            var (home, person, tag) =
                (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7().ToString("N"));
            var (uprn, reference, own) = ($"{Random.Shared.NextInt64(1, 999_999_999_999)}",
                new Reference($"P-{tag}", "Harbour Homes"), new Reference($"T-{tag}", "Harbour Tenancies"));
            await linkage.RecordAsync(home, new PropertyRegistered(home, uprn, "1 Quay Street", [reference]));
            await linkage.RecordAsync(
                person, new PersonRegistered(person, [own], "Ada Lovelace", null, null, [], home));
            people.Add(new Tenant(person, own, uprn, reference));
            households.Add(new Household(new(own.Id, own.AllocatedBy), uprn, new(reference.Id, reference.AllocatedBy)));
        }

        return (people, households);
    }

    private async Task MakeAsync(IEnumerable<(Guid Id, Tenant Person)> complaints)
    {
        await using var channel = await linkage.ChannelAsync();
        foreach (var (id, person) in complaints)
        {
            var made = new ComplaintMade(
                id, "CMP-7K3M-9QXT", "phone", "repairs", new DateOnly(2026, 3, 2), Now, id,
                new Complainant(person.Id, "Ada Lovelace", person.Email, null, null), null,
                [new PointOfComplaint(1, "The leak came back")], null, "phone");
            await channel.SayAsync(
                MessageNames.Of(typeof(ComplaintMade)), id, made, source: "/complaints/intake", time: Now);
        }
    }

    private static bool Belongs(Housing.RepairRaised raised, Tenant person) =>
        raised.Customer?.Reference.Of() == person.Reference || raised.Property.Uprn == person.Uprn
            || raised.Property.Reference?.Of() == person.Home;

    private sealed record Tenant(Guid? Id, Reference Reference, string Uprn, Reference Home, string? Email = null);
}
