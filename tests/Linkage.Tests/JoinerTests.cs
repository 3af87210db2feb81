using ComplaintsPlatform.ServiceDefaults;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>On a real store: whatever the order in which complaints, people, properties and repairs are heard of, the
/// links are the same, each once.</summary>
public sealed class JoinerTests(LinkageHost linkage) : IClassFixture<LinkageHost>
{
    private const string Repairs = "Harbour Repairs";
    private static readonly DateOnly Received = new(2026, 3, 2);
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task any_order_of_arrival_gives_the_same_links()
    {
        var worlds = Gen.Sample(World.Any, 60, 20);
        foreach (var world in worlds)
        {
            foreach (var fact in world.Facts) await fact.RecordAsync(linkage);
            await linkage.JoinedAsync();
            await AssertLinksAsync(world);
        }
    }

    [Fact]
    public async Task arriving_all_at_once_gives_the_same_links()
    {
        var worlds = Gen.Sample(World.Any, 60, 20);
        await Parallel.ForEachAsync(worlds.SelectMany(world => world.Facts), new ParallelOptions
        { MaxDegreeOfParallelism = 16 }, async (fact, _) => await fact.RecordAsync(linkage));
        await linkage.JoinedAsync();
        foreach (var world in worlds) await AssertLinksAsync(world);
    }

    [Fact]
    public async Task a_later_change_of_a_linked_repair_is_changed_evidence_and_the_link_keeps_how_it_stood()
    {
        var (complaint, repair) = await LinkedAsync("change");
        await linkage.RecordAsync(repair, new RepairNoAccess(repair, new Reference("change", Repairs), At, true));
        await linkage.RecordAsync(repair, new RepairCompleted(repair, new Reference("change", Repairs), At, null));
        await linkage.JoinedAsync();
        var dossier = await linkage.StreamAsync(complaint);
        dossier.Select(stored => stored.Data).OfType<EvidenceChanged>().Select(changed => changed.Status)
            .ShouldBe([RepairStatus.NoAccess, RepairStatus.Completed]);
        var linked = dossier.Single(stored => stored.Data is RecordLinked);
        EvidenceEndpoint.Item(linked, (RecordLinked)linked.Data, dossier, await linkage.StreamAsync(repair))
            .ShouldSatisfyAllConditions(
            item => item.WhenLinked!.Status.ShouldBe(RepairStatus.Raised), item =>
                item.Now!.Status.ShouldBe(RepairStatus.Completed), item => item.HasChanged.ShouldBeTrue());
    }

    [Fact]
    public async Task an_undone_link_is_never_made_again_and_hears_of_no_more_changes()
    {
        var (complaint, repair) = await LinkedAsync("undone");
        await linkage.RecordAsync(complaint, new RecordUnlinked(complaint, repair, "The neighbour's repair"));
        await linkage.RecordAsync(repair,
            new RepairRaised(repair, new Reference("undone", Repairs), At, Received, "Told again", 3, null, "PL",
                new Reference("person-undone", "T"), "77", null));
        await linkage.RecordAsync(repair, new RepairCompleted(repair, new Reference("undone", Repairs), At, null));
        await linkage.JoinedAsync();
        (await linkage.StreamAsync(complaint)).Select(stored => stored.Data.GetType().Name)
            .ShouldBe([nameof(DossierOpened), nameof(RecordLinked), nameof(RecordUnlinked)]);
    }

    [Theory]
    [InlineData("2025-03-01", false)]
    [InlineData("2025-03-02", true)]
    [InlineData("2027-03-02", true)]
    [InlineData("2027-03-03", false)]
    public async Task only_repairs_in_the_window_are_joined(string raisedOn, bool joined)
    {
        var (complaint, _) = await LinkedAsync(
            $"window-{raisedOn}", DateOnly.Parse(raisedOn, System.Globalization.CultureInfo.InvariantCulture));
        (await linkage.StreamAsync(complaint)).Any(stored => stored.Data is RecordLinked).ShouldBe(joined);
    }

    [Fact]
    public async Task a_receipt_that_is_put_right_brings_what_belongs_to_it_then()
    {
        var (complaint, _) = await LinkedAsync("corrected", new DateOnly(2025, 2, 1));
        var right = new DateOnly(2026, 1, 5);
        var (from, until) = EvidenceWindow.Of(right);
        (await linkage.StreamAsync(complaint)).ShouldNotContain(stored => stored.Data is RecordLinked);
        await linkage.RecordAsync(complaint, new ReceiptCorrected(complaint, right, from, until, 9));
        await linkage.JoinedAsync();
        (await linkage.StreamAsync(complaint)).Count(stored => stored.Data is RecordLinked).ShouldBe(1);
    }

    private async Task<(Guid Complaint, Guid Repair)> LinkedAsync(string name, DateOnly? raisedOn = null)
    {
        var (complaint, person, repair) =
            (Guid.CreateVersion7(), Guid.CreateVersion7(), DeterministicId.Of("test-repair", name));
        var reference = new Reference($"person-{name}", "T");
        await linkage.RecordAsync(
            person, new PersonRegistered(person, [reference], "Ada Lovelace", null, null, [], null));
        await linkage.RecordAsync(repair,
            new RepairRaised(repair, new Reference(name, Repairs), At, raisedOn ?? Received, "Leak", 2, null, "PL",
                reference, null, new Reference($"nowhere-{name}", "P")));
        var (from, until) = EvidenceWindow.Of(Received);
        await linkage.RecordAsync(
            complaint, new DossierOpened(complaint, "CMP-1", Received, person, null, from, until));
        await linkage.JoinedAsync();
        return (complaint, repair);
    }

    private async Task AssertLinksAsync(World world)
    {
        foreach (var complaint in world.Complaints)
        {
            var happened = (await linkage.StreamAsync(complaint.Id)).Select(stored => stored.Data).ToList();
            var linked = happened.OfType<RecordLinked>().ToList();
            linked.Select(link => link.RecordId).ShouldBeUnique();
            linked.ToDictionary(link => link.RecordId, link => happened.OfType<LinkReasonAdded>()
                .LastOrDefault(added => added.RecordId == link.RecordId)?.Why ?? link.Why)
                .OrderBy(link => link.Key).ShouldBe(world.LinksOf(complaint).OrderBy(link => link.Key));
        }
    }
}
