using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class DossierSpecs
{
    private static readonly Guid ComplaintId = new("0190d3a0-0000-7000-8000-00000000000a");
    private static readonly Guid RecordId = new("0190d3a0-0000-8000-8000-00000000000b");

    private static readonly PersonMatch ByName = new(RecordId, null, []);

    private static readonly ComplaintMade Made = new(
        ComplaintId, "CMP-7K3M-9QXT", "phone", "repairs", new DateOnly(2026, 3, 2),
        new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero), RecordId,
        new Complainant(RecordId, "Ada Lovelace", null, null, null), null,
        [new PointOfComplaint(1, "The leak came back")], null, "phone");

    private static readonly RecordLinked Linked = new(ComplaintId, RecordId, "repair",
        new Reference("WO-1", "Harbour Repairs"), 1, RepairStatus.Raised, LinkReason.SamePerson);

    [Fact]
    public void a_complaint_opens_its_dossier_with_the_window_of_its_evidence() =>
        Nothing().WhenStarting(state => ComplaintMadeHandler.Decide(Made, state, ByName))
        .Then(new DossierOpened(ComplaintId, "CMP-7K3M-9QXT", Made.ReceivedOn, RecordId, null,
            new DateOnly(2025, 3, 2), new DateOnly(2027, 3, 2)));

    [Fact]
    public void a_day_of_receipt_that_is_put_right_moves_the_window_and_the_later_correction_holds()
    {
        var right = new FactCorrected(ComplaintId, RecordId, "received-on", Made.ReceivedOn, new DateOnly(2026, 1, 5));
        var moved = new ReceiptCorrected(ComplaintId, new DateOnly(2026, 1, 5), new DateOnly(2025, 1, 5),
            new DateOnly(2027, 1, 5), 9);
        Opened().When(state => FactCorrectedHandler.Decide(right, 9, state)).Then(moved);
        Opened().And(moved).When(state => FactCorrectedHandler.Decide(right, 9, state)).ThenNothing();
        Opened().And(moved).When(state => FactCorrectedHandler.Decide(right, 7, state)).ThenNothing();
        Opened().When(state => FactCorrectedHandler.Decide(right with { Fact = "responded-on" }, 9, state))
            .ThenNothing();
    }

    [Fact]
    public void a_complaint_told_twice_opens_one_dossier() =>
        Opened().WhenStarting(state => ComplaintMadeHandler.Decide(Made, state, ByName)).ThenNothing();

    [Fact]
    public void a_link_can_be_undone_with_a_reason() => Opened().And(Linked)
        .When(state => UnlinkEndpoint.Decide(new Unlink(" The neighbour's repair "), RecordId, state))
        .Then(new RecordUnlinked(ComplaintId, RecordId, "The neighbour's repair"));

    [Fact]
    public void undoing_twice_does_nothing_more() =>
        Opened().And(Linked, new RecordUnlinked(ComplaintId, RecordId, "The neighbour's"))
        .When(state => UnlinkEndpoint.Decide(new Unlink("Again"), RecordId, state)).ThenNothing();

    [Fact]
    public void what_was_never_linked_cannot_be_undone() => Opened()
        .When(state => UnlinkEndpoint.Decide(new Unlink("Wrong"), RecordId, state)).ThenRefused("record-not-linked");

    [Fact]
    public void links_and_changes_are_told_and_nothing_else()
    {
        var told = LinkageMessages.Announce(Linked);
        told!.Subject.ShouldBe(ComplaintId);
        told.Message.ShouldBe(
            new Contracts.Linkage.RecordLinked(
                ComplaintId, RecordId, "repair", "WO-1", "Harbour Repairs", "same-person"));
        LinkageMessages.Announce(new EvidenceChanged(ComplaintId, RecordId, 2, RepairStatus.Completed))!.Message
            .ShouldBe(new Contracts.Linkage.EvidenceChanged(ComplaintId, RecordId, "completed"));
        LinkageMessages.Announce(new RecordUnlinked(ComplaintId, RecordId, "why")).ShouldBeNull();
    }

    [Fact]
    public void what_the_joiner_reads_again_changes_nothing()
    {
        Pair[] pairs = [new(ComplaintId, RecordId, ByPerson: true, ByProperty: false)];
        var repairs = new Dictionary<Guid, StandingRepair>
        { [RecordId] = new(new Repair { RepairId = RecordId, WorkOrder = Linked.External }, 1) };
        RepairChange[] changes = [
            new(RecordId, 1, new RepairNoAccess(RecordId, Linked.External, Made.RecordedAt, true)),
            new(RecordId, 2, new RepairCompleted(RecordId, Linked.External, Made.RecordedAt, null))];
        var happened = Joining.Decide(Opened().State!, pairs, repairs, changes).ToArray();
        happened.ShouldBe([Linked, new EvidenceChanged(ComplaintId, RecordId, 2, RepairStatus.Completed)]);
        Joining.Decide(Opened().And(happened).State!, pairs, repairs, changes).ShouldBeEmpty();
    }

    [Fact]
    public void a_reason_that_comes_later_is_added_once_and_never_taken_away()
    {
        Pair[] byProperty = [new(ComplaintId, RecordId, ByPerson: false, ByProperty: true)];
        var happened = Joining.Decide(
            Opened().And(Linked).State!, byProperty, new Dictionary<Guid, StandingRepair>(), []).ToArray();
        happened.ShouldBe([new LinkReasonAdded(ComplaintId, RecordId, LinkReason.SamePersonAndProperty)]);
        Joining.Decide(Opened().And(Linked)
            .And(happened).State!, byProperty, new Dictionary<Guid, StandingRepair>(), []).ShouldBeEmpty();
    }

    private static Given<Dossier, IDossierEvent> Nothing() => Spec.Given<Dossier, IDossierEvent>(Dossier.Evolve);

    private static Given<Dossier, IDossierEvent> Opened() =>
        Nothing().And([.. ComplaintMadeHandler.Decide(Made, null, ByName).Events]);
}
