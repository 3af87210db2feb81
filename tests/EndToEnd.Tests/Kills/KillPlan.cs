namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>One strike of the campaign.</summary>
/// <param name="Victims">One part, or two at the same moment.</param>
/// <param name="AfterWrites">Falls with the answer to the n-th write since everything was healthy: a condition, so that
/// it can fall anywhere in what follows from it.</param>
/// <param name="AgainAfterRequests">The first victim dies a second time, so many requests (most of them in vain) after
/// its new process is there; null for once.</param>
internal sealed record Strike(IReadOnlyList<string> Victims, int AfterWrites, int? AgainAfterRequests)
{
    public int Kills => Victims.Count + (AgainAfterRequests is null ? 0 : 1);
}

/// <summary>The whole campaign follows from its seed, as far as the parts' own timing allows.</summary>
internal static class KillPlan
{
    /// <summary>Services that run twice.</summary>
    public static readonly string[] Doubled = ["cases", "sla-clock"];

    public static readonly string[] Parts =
        ["intake", .. Doubled.SelectMany(service => (string[])[service, Replica.NameOf(service)]), "correspondence",
            "linkage", "reporting", "identity", "gateway", "rabbitmq", "postgres"];

    private const int MostWrites = 40, MostRequests = 60, OneIn = 5;

    /// <summary>Goes through the parts in rounds, each in another order, so that every part has its turn.</summary>
    public static IReadOnlyList<Strike> Of(int seed, int kills)
    {
#pragma warning disable CA5394 // seeded on purpose; nothing here is a secret
        var random = new Random(seed);
        var waiting = new Queue<string>();
        var plan = new List<Strike>();
        for (var left = kills; left > 0; left -= plan[^1].Kills)
        {
            var first = Next();
            string[] victims = random.Next(OneIn) == 0 && left > 1 && waiting.Count > 0 ? [first, Next()] : [first];
            // A second death is spent only when there are kills enough left for those that wait in this round.
            var again = random.Next(OneIn) == 0 && left > victims.Length + waiting.Count;
            plan.Add(new Strike(victims, random.Next(1, MostWrites), again ? random.Next(MostRequests) : null));
        }
        return plan;

        string Next()
        {
            if (waiting.Count == 0)
            {
                var round = Parts.ToArray();
                random.Shuffle(round);
                foreach (var part in round) waiting.Enqueue(part);
            }
            return waiting.Dequeue();
        }
#pragma warning restore CA5394
    }
}
