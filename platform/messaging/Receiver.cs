using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.Messaging;

/// <summary>When to give up what: <see cref="Stopping"/> ends waiting, <see cref="Drained"/> ends what is in hand.</summary>
internal readonly record struct Ends(CancellationToken Stopping, CancellationToken Drained);

/// <summary>
/// Decides what becomes of messages that arrived: handled, known already, tried again in place, or parked. When it returns, each of them may be
/// acknowledged. A group goes through in one transaction or else one message at a time, so that one bad message costs the others nothing.
/// </summary>
internal sealed class Receiver(BusOptions options, Inbox inbox, Parking parking, BusHealth health, TimeProvider time, ILogger<Receiver> log)
{
    public const int MaximumRaces = 8;
    private const int MaximumFailures = 5;

    /// <param name="group">In order of arrival, from one queue, with distinct subjects.</param>
    /// <param name="ends">When to stop.</param>
    public async Task ReceiveAsync(IReadOnlyList<Delivery> group, Ends ends)
    {
        if (group.Count > 1 && await TogetherAsync(group, ends)) return;
        foreach (var delivery in group) await SinglyAsync(delivery, ends);
    }

    private async Task<bool> TogetherAsync(IReadOnlyList<Delivery> group, Ends ends)
    {
        if (!group.All(inbox.CanHandle)) return false;
        try
        {
            if (await parking.StandingAsync(group, ends.Drained) != default) return false;
            await inbox.HandleAsync(group, 1, null, ends.Drained);
            return true;
        }
        catch (Exception exception) when (!ends.Drained.IsCancellationRequested)
        {
            Log.TakenSingly(log, group[0].Queue, group.Count, exception.GetType().Name);
            return false;
        }
    }

    private async Task SinglyAsync(Delivery delivery, Ends ends)
    {
        Exception? hopeless = null;
        for (int attempt = 1, races = 0, failures = 0, waits = 0; ; attempt++)
            try
            {
                if (hopeless is not null) await ParkAsync(delivery, hopeless, ends);
                else if (!await HandleAsync(delivery, attempt, ends)) continue;
                if (attempt > 1) health.Fine(delivery.Queue);
                return;
            }
            catch (Exception exception) when (!ends.Drained.IsCancellationRequested)
            {
                var fault = Faults.Of(exception);
                if (hopeless is null)
                    switch (fault)
                    {
                        case Fault.Duplicate or Fault.LostRace when ++races <= MaximumRaces:
                            continue; // a duplicate finds itself handled
                        case Fault.Final:
                        case Fault.Unknown when ++failures >= MaximumFailures:
                            hopeless = exception;
                            continue;
                    }

                await WaitAsync(delivery, exception, attempt, waits++, ends);
            }
    }

    /// <summary>False when it must be looked at again.</summary>
    private async Task<bool> HandleAsync(Delivery delivery, int attempt, Ends ends)
    {
        var standing = await parking.StandingAsync([delivery], ends.Drained);
        if (standing.Handled || standing.Parked)
        {
            Telemetry.Duplicates.Add(1);
            return true;
        }

        if (standing.SubjectParked)
        {
            var behind = await parking.ParkBehindAsync(delivery, ends.Drained);
            if (behind) Log.ParkedBehind(log, delivery.Envelope.Id, delivery.Envelope.MessageType, delivery.Queue);
            return behind;
        }

        await inbox.HandleAsync([delivery], attempt, null, ends.Drained);
        return true;
    }

    private async Task ParkAsync(Delivery delivery, Exception why, Ends ends)
    {
        if (await parking.ParkAsync(delivery, why, ends.Drained))
            Log.Parked(log, delivery.Envelope.Id, delivery.Envelope.MessageType, delivery.Queue, why.GetType().Name);
    }

    private async Task WaitAsync(Delivery delivery, Exception exception, int attempt, int waits, Ends ends)
    {
        Telemetry.Retries.Add(1);
        health.Problem(delivery.Queue, exception);
        var cooldown = options.Cooldown[Math.Min(waits, options.Cooldown.Count - 1)];
        Log.Retrying(log, delivery.Envelope.Id, delivery.Envelope.MessageType, delivery.Queue, attempt, exception.GetType().Name, cooldown);
        await Task.Delay(cooldown, time, ends.Stopping);
    }
}
