using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Correspondence;

/// <summary>What the sender has still to do: a row comes with the draft, is put off by failed attempts, and goes with the event that settles the letter.</summary>
internal static class LettersToSend
{
    public static void Project(IEvent stored, IDocumentOperations rows)
    {
        switch (stored.Data)
        {
            case LetterDrafted { Form: LetterForm.Email } e:
                rows.QueueSqlCommand(
                    "INSERT INTO read.letter_to_send (letter_id, due_at, first_due_at, correlation_id, causation_id, traceparent) VALUES ($1, $2, $2, $3, $4, $5)",
                    e.LetterId, stored.Timestamp, stored.CorrelationId, stored.Id.ToString(), stored.Headers.GetValueOrDefault("traceparent"));
                break;
            case LetterToSendByHand or LetterSent:
                rows.QueueSqlCommand("DELETE FROM read.letter_to_send WHERE letter_id = $1", stored.StreamId);
                break;
        }
    }
}
