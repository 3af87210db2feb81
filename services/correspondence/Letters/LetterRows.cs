using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Rows that letters are found and listed by, written with their events.</summary>
internal static class LetterRows
{
    public static void Project(IEvent stored, IDocumentOperations rows)
    {
        switch (stored.Data)
        {
            case LetterDrafted e:
                rows.QueueSqlCommand("INSERT INTO letter (letter_id, complaint_id) VALUES ($1, $2)", e.LetterId, e.ComplaintId);
                break;
            case LetterToSendByHand e:
                rows.QueueSqlCommand(
                    "INSERT INTO letter_to_send_by_hand (letter_id, complaint_id, reference, kind, why, since, version) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    e.LetterId, e.ComplaintId, e.Reference, e.Kind, e.Why, stored.Timestamp, stored.Version);
                break;
            case LetterSentByHand e:
                rows.QueueSqlCommand("DELETE FROM letter_to_send_by_hand WHERE letter_id = $1", e.LetterId);
                break;
        }
    }
}
