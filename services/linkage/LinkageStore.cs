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
        ["person_details_changed"] = typeof(PersonDetailsChanged),
        ["person_details_verified"] = typeof(PersonDetailsVerified),
        ["contact_recorded"] = typeof(ContactRecorded),
        ["household_member_added"] = typeof(HouseholdMemberAdded),
        ["household_member_removed"] = typeof(HouseholdMemberRemoved),
        ["representative_authorised"] = typeof(RepresentativeAuthorised),
        ["representative_ended"] = typeof(RepresentativeEnded),
        ["person_merged"] = typeof(PersonMerged),
        ["person_absorbed"] = typeof(PersonAbsorbed),
        ["person_merge_undone"] = typeof(PersonMergeUndone),
        ["person_released"] = typeof(PersonReleased),
        ["person_ended"] = typeof(PersonEnded),
        ["need_recorded"] = typeof(NeedRecorded),
        ["need_reviewed"] = typeof(NeedReviewed),
        ["need_ended"] = typeof(NeedEnded),
        ["contact_restricted"] = typeof(ContactRestricted),
        ["contact_restriction_reviewed"] = typeof(ContactRestrictionReviewed),
        ["contact_restriction_ended"] = typeof(ContactRestrictionEnded),
        ["preferences_agreed"] = typeof(PreferencesAgreed),
        ["equality_answered"] = typeof(EqualityAnswered),
        ["equality_consent_withdrawn"] = typeof(EqualityConsentWithdrawn),
        ["property_registered"] = typeof(PropertyRegistered),
        ["location_alert_recorded"] = typeof(LocationAlertRecorded),
        ["location_alert_ended"] = typeof(LocationAlertEnded),
        ["repair_raised"] = typeof(RepairRaised),
        ["repair_appointment_made"] = typeof(RepairAppointmentMade),
        ["repair_no_access"] = typeof(RepairNoAccess),
        ["repair_completed"] = typeof(RepairCompleted),
        ["dossier_opened"] = typeof(DossierOpened),
        ["receipt_corrected"] = typeof(ReceiptCorrected),
        ["person_confirmed"] = typeof(PersonConfirmed),
        ["person_rejected"] = typeof(PersonRejected),
        ["record_linked"] = typeof(RecordLinked),
        ["link_reason_added"] = typeof(LinkReasonAdded),
        ["evidence_changed"] = typeof(EvidenceChanged),
        ["record_unlinked"] = typeof(RecordUnlinked),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.AddRestrictions();
        store.Fold<Person, IPersonEvent>(person => person.PersonId, Person.Evolve)
            .Fold<PersonFile, IPersonEvent>(file => file.PersonId, PersonFile.Evolve)
            .Fold<Property, IPropertyEvent>(property => property.PropertyId, Property.Evolve)
            .Fold<EqualityRecord, IEqualityEvent>(record => record.EqualityId, EqualityRecord.Evolve)
            .Fold<Repair, IRepairEvent>(repair => repair.RepairId, Repair.Evolve)
            .Fold<Dossier, IDossierEvent>(dossier => dossier.ComplaintId, Dossier.Evolve);
        Registers.AddDocuments(store);
        JoiningEntries.AddDocuments(store);
        EqualityEntries.AddDocuments(store);
        ContactRestrictionsEndpoint.Add(store);
        store.Projections.Add(new EqualityEntries(), ProjectionLifecycle.Inline);
        store.Projections.Add(new JoiningEntries(), ProjectionLifecycle.Inline);
    }
}
