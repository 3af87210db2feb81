using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events.Projections;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>What this service stores: names of events (for ever), folds, documents.</summary>
internal static class LinkageStore
{
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["person_registered"] = typeof(PersonRegistered),
        ["property_registered"] = typeof(PropertyRegistered),
        ["repair_raised"] = typeof(RepairRaised),
        ["repair_appointment_made"] = typeof(RepairAppointmentMade),
        ["repair_no_access"] = typeof(RepairNoAccess),
        ["repair_completed"] = typeof(RepairCompleted),
        ["dossier_opened"] = typeof(DossierOpened),
        ["record_linked"] = typeof(RecordLinked),
        ["link_reason_added"] = typeof(LinkReasonAdded),
        ["evidence_changed"] = typeof(EvidenceChanged),
        ["record_unlinked"] = typeof(RecordUnlinked),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<Person, IPersonEvent>(person => person.PersonId, Person.Evolve)
            .Fold<Property, IPropertyEvent>(property => property.PropertyId, Property.Evolve)
            .Fold<Repair, IRepairEvent>(repair => repair.RepairId, Repair.Evolve)
            .Fold<Dossier, IDossierEvent>(dossier => dossier.ComplaintId, Dossier.Evolve);
        Registers.AddDocuments(store);
        JoiningEntries.AddDocuments(store);
        store.Projections.Add(new JoiningEntries(), ProjectionLifecycle.Inline);
    }
}
