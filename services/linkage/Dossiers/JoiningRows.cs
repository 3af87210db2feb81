using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Linkage;

/// <summary>Rows that the joiner looks things up in, written with their events.</summary>
internal static class JoiningRows
{
    private const string Repair =
        """
        INSERT INTO repair AS known (repair_id, version, status, external_id, allocated_by) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (repair_id) DO UPDATE SET version = excluded.version,
          status = CASE WHEN known.status = 'completed' OR excluded.status = 'raised' THEN known.status ELSE excluded.status END
        """;

    public static void Project(IEvent stored, IDocumentOperations rows)
    {
        switch (stored.Data)
        {
            case RepairRaised e:
                Recorded(stored, e.WorkOrder, rows);
                rows.QueueSqlCommand("UPDATE repair SET raised_on = $2, person_key = $3 WHERE repair_id = $1", e.RepairId, e.RaisedOn, e.Person?.Key);
                rows.QueueSqlCommand(
                    "INSERT INTO repair_property (repair_id, key) SELECT $1, unnest($2) ON CONFLICT DO NOTHING", e.RepairId,
                    Property.KeysOf(e.Uprn, e.Property is null ? [] : [e.Property]).ToArray());
                break;
            case RepairAppointmentMade e:
                Recorded(stored, e.WorkOrder, rows);
                break;
            case RepairNoAccess e:
                Recorded(stored, e.WorkOrder, rows);
                break;
            case RepairCompleted e:
                Recorded(stored, e.WorkOrder, rows);
                break;
            case DossierOpened e:
                rows.QueueSqlCommand(
                    "INSERT INTO dossier (complaint_id, person_id, property_id, evidence_from, evidence_until) VALUES ($1, $2, $3, $4, $5)",
                    e.ComplaintId, e.PersonId, e.PropertyId, e.EvidenceFrom, e.EvidenceUntil);
                break;
            case RecordLinked e:
                rows.QueueSqlCommand(
                    "INSERT INTO evidence_link (complaint_id, record_id, by_person, by_property, record_version) VALUES ($1, $2, $3, $4, $5)",
                    e.ComplaintId, e.RecordId, e.Why != LinkReason.SameProperty, e.Why != LinkReason.SamePerson, e.RecordVersion);
                break;
            case LinkReasonAdded e:
                rows.QueueSqlCommand(
                    "UPDATE evidence_link SET by_person = $3, by_property = $4 WHERE complaint_id = $1 AND record_id = $2",
                    e.ComplaintId, e.RecordId, e.Why != LinkReason.SameProperty, e.Why != LinkReason.SamePerson);
                break;
            case RecordUnlinked e:
                rows.QueueSqlCommand("UPDATE evidence_link SET unlinked = true WHERE complaint_id = $1 AND record_id = $2", e.ComplaintId, e.RecordId);
                break;
        }
    }

    private static void Recorded(IEvent stored, Reference workOrder, IDocumentOperations rows) =>
        rows.QueueSqlCommand(Repair, stored.StreamId, stored.Version, RepairStatus.After((IRepairEvent)stored.Data), workOrder.Id, workOrder.AllocatedBy);
}
