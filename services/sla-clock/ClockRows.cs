using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.SlaClock;

/// <summary>Keeps <c>read.clocks</c>, in the transaction of the event.</summary>
internal static class ClockRows
{
    private const string SetLimit = """
        insert into clocks (complaint_id, clock, trigger_on, due_on, provisional, calendar_version) values ($1, $2, $3, $4, $5, $6)
        on conflict (complaint_id, clock) do update set trigger_on = excluded.trigger_on, due_on = excluded.due_on,
          provisional = excluded.provisional, calendar_version = excluded.calendar_version
        """;

    public static void Project(IEvent stored, IDocumentOperations rows)
    {
        switch (stored.Data)
        {
            case ClockStarted e: Set(e.ComplaintId, e.Clock, e.Limit); break;
            case LimitRestated e: Set(e.ComplaintId, e.Clock, e.After); break;
            case LimitBreached e: Breach(e.ComplaintId, e.Clock, e.Cause); break;
            case BreachWithdrawn e: Breach(e.ComplaintId, e.Clock, null); break;
            case ClockStopped e: Stop(e.ComplaintId, e.Clock, e.Stop); break;
            case StopRestated e: Stop(e.ComplaintId, e.Clock, e.After); break;
            // The events of stage 1 follow the response in the same decision, and the acknowledgement can no longer be made in time.
            case ResponseNoted e: rows.QueueSqlCommand("update clocks set closed = true where complaint_id = $1", e.ComplaintId); break;
        }

        void Set(Guid id, string clock, Limit limit) =>
            rows.QueueSqlCommand(SetLimit, id, clock, limit.TriggerOn, limit.DueOn, limit.Provisional, limit.CalendarVersion);

        void Breach(Guid id, string clock, string? cause) =>
            rows.QueueSqlCommand("update clocks set breach_cause = $3::text where complaint_id = $1 and clock = $2", id, clock, cause);

        void Stop(Guid id, string clock, StoppedClock stop) =>
            rows.QueueSqlCommand("update clocks set stopped_on = $3, closed = true where complaint_id = $1 and clock = $2", id, clock, stop.StoppedOn);
    }
}
