using System.Runtime.CompilerServices;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class RepairSpecs
{
    private static readonly Reference WorkOrder = new("WO-10023", "Harbour Repairs");
    private static readonly Guid RepairId = HousingFeed.RepairIdOf(WorkOrder);

    [Fact]
    public void a_repair_is_recorded_with_the_london_day_on_which_it_was_reported() =>
        Nothing().WhenStarting(state =>
            RepairRaisedHandler.Decide(Repairs.Raised() with
            { DateReported = new DateTimeOffset(2026, 6, 1, 23, 30, 0, TimeSpan.Zero) }, state))
            .Decision.Events.Single().ShouldBeOfType<RepairRaised>().RaisedOn.ShouldBe(new DateOnly(2026, 6, 2));

    [Fact]
    public void a_work_order_told_twice_is_recorded_once() =>
        Given(Raised()).When(state => RepairRaisedHandler.Decide(Repairs.Raised(), state)).ThenNothing();

    [Fact]
    public void a_visit_heard_of_before_its_work_order_waits_for_it()
    {
        var history = Nothing().And([.. RepairNoAccessHandler.Decide(Repairs.NoAccess(), null).Events]);
        history.State!.IsRaised.ShouldBeFalse();
        history.And([
            .. RepairRaisedHandler.Decide(Repairs.Raised(), history.State).Events]).State!.ShouldSatisfyAllConditions(
            repair => repair.IsRaised.ShouldBeTrue(), repair =>
                repair.Status.ShouldBe(RepairStatus.NoAccess), repair => repair.NoAccessAt.Count.ShouldBe(1));
    }

    [Fact]
    public void the_same_appointment_and_the_same_visit_are_recorded_once()
    {
        var history = Given(Raised())
            .And([.. RepairAppointmentMadeHandler.Decide(Repairs.AppointmentMade(), Given(Raised()).State).Events]);
        history.When(state => RepairAppointmentMadeHandler.Decide(Repairs.AppointmentMade(), state)).ThenNothing();
        history = history.And([.. RepairNoAccessHandler.Decide(Repairs.NoAccess(), history.State).Events]);
        history.When(state => RepairNoAccessHandler.Decide(Repairs.NoAccess(), state)).ThenNothing();
        history = history.And([.. RepairCompletedHandler.Decide(Repairs.Completed(), history.State).Events]);
        history.When(state => RepairCompletedHandler.Decide(Repairs.Completed(), state)).ThenNothing();
    }

    [Fact]
    public void a_visit_heard_of_late_does_not_open_finished_work_again()
    {
        var finished = Given(Raised())
            .And([.. RepairCompletedHandler.Decide(Repairs.Completed(), Given(Raised()).State).Events]);
        finished.And(
            [.. RepairNoAccessHandler.Decide(
                Repairs.NoAccess(), finished.State).Events]).State!.ShouldSatisfyAllConditions(
            repair => repair.Status.ShouldBe(RepairStatus.Completed), repair => repair.NoAccessAt.Count.ShouldBe(1));
    }

    [Fact]
    public void zeros_before_a_uprn_do_not_make_another_property() =>
        RepairRaisedHandler.Decide(Repairs.Raised(uprn: "000123"), null).Events.Single()
            .ShouldBeOfType<RepairRaised>().Uprn.ShouldBe("123");

    [Fact]
    public void stored_names_are_for_ever() =>
        LinkageStore.EventNames.Keys.ShouldBe(
            File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "approved", "event-names.txt")));

    [Theory]
    [InlineData(typeof(IPersonEvent))]
    [InlineData(typeof(IPropertyEvent))]
    [InlineData(typeof(IRepairEvent))]
    [InlineData(typeof(IDossierEvent))]
    public void every_event_has_a_stored_name(Type marker)
    {
        foreach (var happened in marker.Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(marker)))
            LinkageStore.EventNames.Values.ShouldContain(happened);
    }

    [Fact]
    public void every_event_of_a_repair_and_of_a_dossier_is_folded()
    {
        foreach (var type in typeof(IRepairEvent).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IRepairEvent))))
            Repair.Evolve(null, (IRepairEvent)RuntimeHelpers.GetUninitializedObject(type)).ShouldNotBeNull(type.Name);
        var dossier = new Dossier(RepairId, System.Collections.Immutable.ImmutableDictionary<Guid, Link>.Empty);
        foreach (var type in typeof(IDossierEvent).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IDossierEvent))))
            Dossier.Evolve(dossier, (IDossierEvent)RuntimeHelpers.GetUninitializedObject(type))
                .ShouldNotBeNull(type.Name);
    }

    private static Given<Repair, IRepairEvent> Nothing() => Spec.Given<Repair, IRepairEvent>(Repair.Evolve);

    private static Given<Repair, IRepairEvent> Given(params IRepairEvent[] events) =>
        Spec.Given<Repair, IRepairEvent>(Repair.Evolve, events);

    private static IRepairEvent Raised() => RepairRaisedHandler.Decide(Repairs.Raised(), null).Events.Single();
}
