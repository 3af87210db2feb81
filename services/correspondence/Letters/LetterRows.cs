using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Rows that letters are found, sent and listed by, written with their events.</summary>
internal static class LetterRows
{
    private const string NoLongerToSend = "DELETE FROM read.letter_to_send WHERE letter_id = $1";

    public static void Project(IEvent stored, IDocumentOperations rows)
    {
        switch (stored.Data)
        {
            case LetterDrafted e:
                rows.QueueSqlCommand("INSERT INTO read.letter (letter_id, complaint_id) VALUES ($1, $2)", e.LetterId, e.ComplaintId);
                if (e.Form == LetterForm.Email)
                    rows.QueueSqlCommand(
                        "INSERT INTO read.letter_to_send (letter_id, due_at, first_due_at, correlation_id, causation_id, traceparent) VALUES ($1, $2, $2, $3, $4, $5)",
                        e.LetterId, stored.Timestamp, stored.CorrelationId, stored.Id.ToString(), stored.Headers.GetValueOrDefault("traceparent"));
                break;
            case LetterToSendByHand e:
                rows.QueueSqlCommand(NoLongerToSend, e.LetterId);
                rows.QueueSqlCommand(
                    "INSERT INTO read.letter_to_send_by_hand (letter_id, complaint_id, reference, kind, why, since, version) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    e.LetterId, e.ComplaintId, e.Reference, e.Kind, e.Why, stored.Timestamp, stored.Version);
                break;
            case LetterSent e:
                rows.QueueSqlCommand(NoLongerToSend, e.LetterId);
                break;
            case LetterSentByHand e:
                rows.QueueSqlCommand("DELETE FROM read.letter_to_send_by_hand WHERE letter_id = $1", e.LetterId);
                break;
        }
    }
}
