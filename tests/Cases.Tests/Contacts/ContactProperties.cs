using FsCheck;
using FsCheck.Fluent;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Contacts;

/// <summary>Contacts of which some promise the next one, some reach nobody and some are withdrawn: what is owed in the
/// end follows from those that stand, in whatever order they were recorded.</summary>
public sealed class ContactProperties
{
    private static readonly DateOnly Today = Received.AddDays(60);

    private sealed record Entry(int Number, int Day, bool Reached, int? PromisesIn, bool ByMistake);

    // Each on a day of its own: of two on one day the order of recording says which was first.
    private static readonly Gen<(Entry[] Entries, Entry[] Shuffled)> AnyLog =
        from count in Gen.Choose(1, 7)
        from days in Gen.Shuffle(Enumerable.Range(0, 30).ToArray())
        from reached in Gen.Elements(true, false).ArrayOf(count)
        from promises in Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 20).Select(days => (int?)days))
            .ArrayOf(count)
        from mistakes in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true))).ArrayOf(count)
        let entries = Enumerable.Range(0, count)
            .Select(n => new Entry(n, days[n], reached[n], promises[n], mistakes[n])).ToArray()
        from shuffled in Gen.Shuffle(entries)
        select (entries, shuffled);

    [Fact]
    public void what_is_owed_does_not_go_by_the_order_of_recording() => Holds(log =>
        Owed(Recorded(log.Entries)) == Owed(Recorded(log.Shuffled)));

    [Fact]
    public void what_was_recorded_by_mistake_leaves_no_trace_in_what_is_owed() => Holds(log =>
        Owed(Recorded(log.Shuffled)) == Owed(Recorded([.. log.Shuffled.Where(entry => !entry.ByMistake)])));

    [Fact]
    public void what_follows_is_recorded_once() => Holds(log =>
        !Promises.Missing(Recorded(log.Shuffled).Contacts, ComplaintId, Today).Any());

    [Fact]
    public void a_promise_is_kept_by_the_first_contact_after_it() => Holds(log =>
    {
        var stand = log.Entries.Where(entry => !entry.ByMistake).ToList();
        return Owed(Recorded(log.Shuffled)) == string.Join(' ', stand.Where(entry => entry.PromisesIn is not null)
            .OrderBy(entry => entry.Number)
            .Select(entry => $"{entry.Number}:{stand.Where(one => one.Reached && one.Day > entry.Day)
                .Select(one => (int?)one.Day).Min()}"));
    });

    private static Complaint Recorded(Entry[] entries)
    {
        var state = Complaint.Evolve(null, Opened);
        foreach (var entry in entries)
        {
            var on = Received.AddDays(entry.Day);
            Append(LogContactEndpoint.Decide(new LogContact(
                IdOf(entry.Number), ContactKind.Call, "Words.", on, Resident: true, Reached: entry.Reached,
                NextUpdateOn: entry.PromisesIn is { } days ? on.AddDays(days) : null), state, Sam, Today));
        }

        foreach (var entry in entries.Where(entry => entry.ByMistake))
            Append(WithdrawContactEndpoint.Decide(
                new("A mistake."), state, state.Contacts.Find(IdOf(entry.Number))!, Sam, Today));
        return state;

        void Append(ServiceDefaults.Decision<IComplaintEvent> decision) =>
            state = decision.Events.Aggregate(state, Complaint.Evolve);
    }

    private static string Owed(Complaint state) => string.Join(' ', Enumerable.Range(0, 7)
        .Select(number => (number, Promise: state.Contacts.Promises.GetValueOrDefault(
            Promise.IdOf(ComplaintId, IdOf(number)))))
        .Where(one => one.Promise is { IsWithdrawn: false })
        .Select(one => $"{one.number}:{one.Promise!.MadeOn?.DayNumber - Received.DayNumber}"));

    private static Guid IdOf(int number) => new($"0195b5a0-0000-7000-a000-{number:D12}");

    private static void Holds(Func<(Entry[] Entries, Entry[] Shuffled), bool> property) =>
        Prop.ForAll(AnyLog.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
