using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.Reporting.Reading;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>Messages about complaints that come far or not so far, as the senders would say them.</summary>
internal sealed class Stories(Random random, DateOnly today)
{
    private static readonly string[] Teams = ["Repairs complaints", "Estates complaints"];
    private readonly Dictionary<string, long> versions = [];
    private readonly Guid[] owners = [.. Enumerable.Range(0, 3).Select(_ => NewId(random))];

    public static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public IReadOnlyList<StoredMessage> Tell(int complaints) =>
        [.. Enumerable.Range(0, complaints).SelectMany(_ => TellOne())];

    private List<StoredMessage> TellOne()
    {
        var id = NewId(random);
        var told = new List<StoredMessage>();
        var received = today.AddDays(-random.Next(0, 75));
        var theme = Vocabulary.StandardCategories[random.Next(3)].Code;
        var channel = Words.Channels[random.Next(3)];
        var reference = $"CMP-{id.ToString()[..8]}";
        void Say(string source, object message) => told.Add(Stored(source, id, message));

        if (Likely(90))
            Say("intake", new ComplaintMade(id, reference, channel, theme, received, Instant(received), NewId(random),
            new Complainant(null, "Somebody", null, null, null), null, [new PointOfComplaint(1, "Text")], null,
            "email"));
        if (Likely(85))
            Say("cases", new ComplaintOpened(id, reference, channel, Likely(80) ? theme : "other", received, null));
        for (var i = random.Next(3); i > 0; i--)
            Say("cases",
                new ComplaintAssigned(id, owners[random.Next(3)], $"Owner {i}", Likely(80)
                    ? Teams[random.Next(2)]
                    : null, Likely(50)));

        var ackDue = received.AddDays(random.Next(5, 9));
        var due = ackDue.AddDays(14);
        if (Likely(90)) Say("sla-clock", new DeadlineSet(id, "acknowledgement", received, ackDue, false, 1));
        if (Likely(90)) Say("sla-clock", new DeadlineSet(id, "stage-1-response", ackDue, due, true, 1));
        // Of what falls due until the day after tomorrow, as a clock would.
        if (due <= today.AddDays(2) && Likely(70))
            Say("sla-clock", new DeadlineNear(id, "stage-1-response", due, 2));
        if (Likely(60))
        {
            var acknowledged = received.AddDays(random.Next(0, 12));
            if (Likely(90)) Say("cases", new ComplaintAcknowledged(id, acknowledged));
            if (Likely(90))
                Say("sla-clock",
                    new ClockStopped(id, "acknowledgement", acknowledged, ackDue, acknowledged <= ackDue, 3));
            Say("sla-clock",
                new DeadlineSet(id, "stage-1-response", acknowledged, due = acknowledged.AddDays(14), false, 1));
        }
        if (Likely(50))
        {
            var responded = due.AddDays(random.Next(-9, 9));
            if (Likely(90)) Say("cases", new Stage1ResponseRecorded(id, responded, "upheld"));
            if (Likely(90))
                Say("sla-clock", new ClockStopped(id, "stage-1-response", responded, due, responded <= due, 9));
            if (Likely(20))
                Say("sla-clock",
                    new ClockStopped(
                        id, "stage-1-response", responded, due.AddDays(1), responded <= due.AddDays(1), 8));
        }
        if (Likely(30)) TellOfStage2(id, received, Say);
        for (var i = random.Next(3); i > 0; i--)
            Say("cases", new FactCorrected(id, NewId(random), "received-on", received, received.AddDays(-i - 1)));
        if (Likely(10))
            Say("cases", new FactCorrected(id, NewId(random), "stage-1-outcome", null, null, "upheld", "not-upheld"));
        if (Likely(15)) Say("cases", new ComplaintWithdrawn(id, received.AddDays(random.Next(0, 20))));
        if (Likely(20)) Say("cases", new ComplaintClosed(id, received.AddDays(30), "other"));
        if (Likely(30)) Say("cases", new ComplaintReopened(id));
        if (Likely(10)) Say("cases", new ComplaintWithdrawn(id, received.AddDays(random.Next(0, 20))));
        if (Likely(30)) Say("cases", new CauseRecorded(id, "delay"));
        if (Likely(20)) Say("sla-clock", new DeadlineBreached(id, "stage-1-response", due, "limit-passed"));
        if (Likely(30)) Say("sla-clock", new DeadlineBreached(id, "acknowledgement", ackDue, "limit-passed"));
        if (Likely(20))
            Say("sla-clock", new BreachWithdrawn(id, "acknowledgement", ackDue, "acknowledgement-recorded"));
        if (Likely(80))
            Say("correspondence",
                new LetterSent(id, NewId(random), "confirmation-of-receipt", "email", Instant(received)));
        else Say("correspondence", new LetterToSendByHand(id, NewId(random), "confirmation-of-receipt", "No address."));
        for (var i = random.Next(3); i > 0; i--)
        {
            var record = NewId(random);
            Say("linkage", new RecordLinked(id, record, "repair", $"R{i}", "repairs", "same-person"));
            if (Likely(30)) Say("linkage", new RecordLinked(id, record, "repair", $"R{i}", "repairs", "same-property"));
            Say("linkage", new EvidenceChanged(id, record, "completed"));
        }
        return told;
    }

    private void TellOfStage2(Guid id, DateOnly received, Action<string, object> say)
    {
        var requested = received.AddDays(random.Next(0, 40));
        var (ackDue, due) = (requested.AddDays(7), requested.AddDays(35));
        if (Likely(90)) say("cases", new ComplaintEscalated(id, requested));
        if (Likely(90)) say("sla-clock", new DeadlineSet(id, "stage-2-acknowledgement", requested, ackDue, false, 1));
        if (Likely(90)) say("sla-clock", new DeadlineSet(id, "stage-2-response", ackDue, due, true, 1));
        if (Likely(60))
        {
            if (Likely(90)) say("cases", new Stage2Acknowledged(id, requested.AddDays(3)));
            if (Likely(90))
                say("sla-clock",
                    new ClockStopped(id, "stage-2-acknowledgement", requested.AddDays(3), ackDue, true, 2));
        }
        if (!Likely(50)) return;
        var responded = due.AddDays(random.Next(-9, 9));
        if (Likely(90)) say("cases", new Stage2ResponseRecorded(id, responded, "upheld"));
        if (Likely(90))
            say("sla-clock", new ClockStopped(id, "stage-2-response", responded, due, responded <= due, 9));
    }

    private StoredMessage Stored(string source, Guid subject, object message)
    {
        var stream = $"{source}{subject}";
        versions[stream] = versions.GetValueOrDefault(stream) + 1;
        return Message(NewId(random), source, subject, message, versions[stream]);
    }

    public static StoredMessage Message(Guid id, string source, Guid subject, object message, long version) => new(
        id, $"/complaints/{source}", MessageNames.Of(message.GetType()), subject,
        new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), version, $"{version}-1",
        JsonSerializer.Serialize(message, message.GetType(), StoredMessage.Json));

    private bool Likely(int percent) => random.Next(100) < percent;

    private static DateTimeOffset Instant(DateOnly day) => new(day, new TimeOnly(9, 30), TimeSpan.Zero);
}
