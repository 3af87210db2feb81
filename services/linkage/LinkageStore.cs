using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

/// <summary>Stored names, folds, rows and the joiner.</summary>
internal static class LinkageStore
{
    public static void Configure(StoreOptions store)
    {
        store.Events
            .MapEventType<PersonRegistered>("person_registered")
            .MapEventType<PropertyRegistered>("property_registered")
            .MapEventType<RepairRaised>("repair_raised")
            .MapEventType<RepairAppointmentMade>("repair_appointment_made")
            .MapEventType<RepairNoAccess>("repair_no_access")
            .MapEventType<RepairCompleted>("repair_completed")
            .MapEventType<DossierOpened>("dossier_opened")
            .MapEventType<RecordLinked>("record_linked")
            .MapEventType<LinkReasonAdded>("link_reason_added")
            .MapEventType<EvidenceChanged>("evidence_changed")
            .MapEventType<RecordUnlinked>("record_unlinked");
        store.Projections
            .LiveStreamAggregation<Person, IPersonEvent>(Person.Evolve)
            .LiveStreamAggregation<Property, IPropertyEvent>(Property.Evolve)
            .LiveStreamAggregation<Repair, IRepairEvent>(Repair.Evolve)
            // What the joiner finds in the meantime does not make a reader's decision about one link stale.
            .LiveStreamAggregation<Dossier, IDossierEvent>(Dossier.Evolve, static e => e is RecordLinked or LinkReasonAdded or EvidenceChanged)
            .Add("registers", Registers.Project, ProjectionLifecycle.Inline, "person", "person_reference", "person_contact", "property", "property_reference")
            .Add("joining", JoiningRows.Project, ProjectionLifecycle.Inline, "repair", "repair_property", "dossier", "evidence_link");
        store.Subscriptions.Add(Joiner.Name, services => new Joiner(services.GetRequiredService<NpgsqlDataSource>()).Handle);
        store.AddSchemaScriptsOf(typeof(LinkageStore).Assembly);
    }
}
