using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class DossierSpecs
{
    private static readonly Guid ComplaintId = new("0190d3a0-0000-7000-8000-00000000000a");
    private static readonly Guid RecordId = new("0190d3a0-0000-8000-8000-00000000000b");

    private static readonly ComplaintMade Made = new(
        ComplaintId, "CMP-7K3M-9QXT", "phone", "repairs", new DateOnly(2026, 3, 2), new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero), RecordId,
        new Complainant(RecordId, "Ada Lovelace", null, null, null), null, [new PointOfComplaint(1, "The leak came back")], null, "phone");

    private static readonly RecordLinked Linked = new(ComplaintId, RecordId, "repair", new Reference("WO-1", "Harbour Repairs"), 1, RepairStatus.Raised, LinkReason.SamePerson);

    [Fact]
    public void a_complaint_opens_its_dossier_with_the_window_of_its_evidence() => Nothing().WhenStarting(state => ComplaintMadeHandler.Decide(Made, state, RecordId, null))
        .Then(new DossierOpened(ComplaintId, "CMP-7K3M-9QXT", Made.ReceivedOn, RecordId, null, new DateOnly(2025, 3, 2), new DateOnly(2027, 3, 2)));

    [Fact]
    public void a_complaint_told_twice_opens_one_dossier() => Opened().WhenStarting(state => ComplaintMadeHandler.Decide(Made, state, RecordId, null)).ThenNothing();

    [Fact]
    public void a_link_can_be_undone_with_a_reason() => Opened().And(Linked).When(state => UnlinkEndpoint.Decide(new Unlink(" The neighbour's repair "), RecordId, state))
        .Then(new RecordUnlinked(ComplaintId, RecordId, "The neighbour's repair"));

    [Fact]
    public void undoing_twice_does_nothing_more() => Opened().And(Linked, new RecordUnlinked(ComplaintId, RecordId, "The neighbour's"))
        .When(state => UnlinkEndpoint.Decide(new Unlink("Again"), RecordId, state)).ThenNothing();

    [Fact]
    public void what_was_never_linked_cannot_be_undone() => Opened().When(state => UnlinkEndpoint.Decide(new Unlink("Wrong"), RecordId, state)).ThenRefused("record-not-linked");

    [Fact]
    public void links_and_changes_are_told_and_nothing_else()
    {
        var told = LinkageMessages.Map(new Stored(Linked));
        told!.Subject.ShouldBe(ComplaintId);
        told.Message.ShouldBe(new Contracts.Linkage.RecordLinked(ComplaintId, RecordId, "repair", "WO-1", "Harbour Repairs", "same-person"));
        LinkageMessages.Map(new Stored(new EvidenceChanged(ComplaintId, RecordId, 2, RepairStatus.Completed)))!.Message
            .ShouldBe(new Contracts.Linkage.EvidenceChanged(ComplaintId, RecordId, "completed"));
        LinkageMessages.Map(new Stored(new RecordUnlinked(ComplaintId, RecordId, "why"))).ShouldBeNull();
    }

    private static Given<Dossier, IDossierEvent> Nothing() => Spec.Given<Dossier, IDossierEvent>(Dossier.Evolve);

    private static Given<Dossier, IDossierEvent> Opened() => Nothing().And([.. ComplaintMadeHandler.Decide(Made, null, RecordId, null).Events]);

    private sealed record Stored(object Data) : EventStore.IEvent
    {
        public Guid Id => Guid.Empty;
        public Guid StreamId => ComplaintId;
        public long Version => 1;
        public long Sequence => 1;
        public EventStore.LogPosition Position => EventStore.LogPosition.Start;
        public DateTimeOffset Timestamp => Made.RecordedAt;
        public string EventTypeName => "";
        public string? CorrelationId => null;
        public string? CausationId => null;
        public string? UserName => null;
        public IReadOnlyDictionary<string, string> Headers => new Dictionary<string, string>();
    }
}
