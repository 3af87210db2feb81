using ComplaintsPlatform.EventStore;
using FsCheck;
using FsCheck.Fluent;
using Outcome = ComplaintsPlatform.EventStore.Outcome;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>States are remembered between commands. Nobody may ever notice but by the clock.</summary>
public sealed class DecideTests : IAsyncLifetime
{
    private const int MostExtensions = 3;
    private StoreHost here = null!;
    private StoreHost elsewhere = null!;

    public enum What { Extend, Return, ExtendAsSeen, AppendBlindly }

    public sealed record Deed(What What, bool Elsewhere, int Loan);

    public async ValueTask InitializeAsync()
    {
        here = await StoreHost.StartAsync();
        elsewhere = await StoreHost.StartAsync(connectionString: here.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await elsewhere.DisposeAsync();
        await here.DisposeAsync();
    }

    [Fact]
    public async Task two_replicas_that_remember_answer_every_command_as_one_that_does_not()
    {
        var deed = from what in Gen.Elements(Enum.GetValues<What>())
                   from isElsewhere in Gen.Elements(true, false)
                   from loan in Gen.Choose(0, 1)
                   select new Deed(what, isElsewhere, loan);
        var histories = deed.ListOf().Resize(25).Select(deeds => deeds.ToList()).ToArbitrary();
        await Task.Run(() => Prop.ForAll(histories, deeds => HoldsFor(deeds).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true)), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task a_refusal_is_never_given_on_a_state_that_another_replica_has_moved_on()
    {
        var id = await here.LendAsync();
        (await ReturnAsync(here, id)).Version.ShouldBe(2); // here remembers: returned
        await using (var session = elsewhere.Session())
        {
            session.Events.Append(id, new BookLent(id, "Middlemarch", null, "The next reader"));
            await session.SaveChangesAsync();
        }
        var outcome = await ExtendAsync(here, id);
        (outcome.Refusal, outcome.Version).ShouldBe((null, 4));
    }

    [Fact]
    public async Task what_a_rule_queues_is_written_once_although_the_rule_is_asked_twice()
    {
        var (id, asked) = (await here.LendAsync(), 0);
        await using (var owner = await here.OwnerAsync())
            await owner.RunAsync("create table read.notes (text text); grant all on read.notes to complaints_app");
        await ExtendAsync(here, id);
        await ExtendAsync(elsewhere, id);
        await using var session = here.Session();
        await session.Decide<Loan, ILoanEvent>(id, null, _ =>
        {
            asked++;
            session.QueueSqlCommand("insert into read.notes values ('extended')");
            return Decision<ILoanEvent>.Accept(new LoanExtended(id, 7, null));
        });
        (asked, await here.ScalarAsync<long>("select count(*) from read.notes")).ShouldBe((2, 1));
    }

    [Fact]
    public async Task what_is_committed_is_answered_with_success_even_if_it_cannot_be_folded()
    {
        await using var faulty = await StoreHost.StartBareAsync(store =>
        {
            store.Events.MapEventType<BookLent>("book_lent").MapEventType<ReminderNoted>("reminder_noted");
            store.Projections.LiveStreamAggregation<Loan, ILoanEvent>((loan, happened) => happened is ReminderNoted ? throw new InvalidDataException("a fold with a fault") : Loan.Evolve(loan, happened));
        });
        var id = await faulty.LendAsync();
        Task<Outcome> RemindAsync() => faulty.Session().Decide<Loan, ILoanEvent>(id, null, _ => Decision<ILoanEvent>.Accept(new ReminderNoted(id)));

        (await RemindAsync()).Version.ShouldBe(2);
        await Should.ThrowAsync<InvalidDataException>(RemindAsync); // the next one needs the state
        (await faulty.Session().Events.FetchStreamAsync(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task an_erased_person_is_not_remembered_in_any_replica()
    {
        var reader = Guid.CreateVersion7();
        var id = await here.LendAsync(reader: reader);
        foreach (var replica in new[] { here, elsewhere }) await ExtendAsync(replica, id);
        await here.Log.EraseSubjectAsync(reader);
        foreach (var replica in new[] { here, elsewhere })
            await Eventually.IsSoAsync(async () =>
            {
                string? seen = null;
                await replica.Session().Decide<Loan, ILoanEvent>(id, null, loan =>
                {
                    seen = loan!.Reader;
                    return Decision<ILoanEvent>.Nothing();
                });
                return seen == PersonalDataAttribute.Erased;
            }, "A replica still decides on what was erased.");
    }

    private async Task<bool> HoldsFor(List<Deed> deeds)
    {
        var loans = new[] { new Expected(await here.LendAsync()), new Expected(await elsewhere.LendAsync()) };
        foreach (var (what, isElsewhere, number) in deeds)
        {
            var (replica, loan) = (isElsewhere ? elsewhere : here, loans[number]);
            switch (what)
            {
                case What.AppendBlindly:
                    await replica.ExtendAsync(loan.Id);
                    loan.Extend();
                    break;
                case What.Return:
                    if (!loan.IsReturned) (loan.IsReturned, loan.Version) = (true, loan.Version + 1);
                    if ((await ReturnAsync(replica, loan.Id)).Version != loan.Version) return false;
                    break;
                case What.Extend or What.ExtendAsSeen:
                    var isRefused = loan.IsReturned || loan.Extensions >= MostExtensions;
                    var outcome = await ExtendAsync(replica, loan.Id, what == What.ExtendAsSeen ? loan.Version : null);
                    if (!isRefused) loan.Extend();
                    if (outcome.Refusal is not null != isRefused || outcome.Version != loan.Version) return false;
                    break;
                default: throw new System.Diagnostics.UnreachableException();
            }
        }
        foreach (var loan in loans)
            if (await here.Session().Events.FetchLatest<Loan>(loan.Id) is not { } stored || (stored.Extensions, stored.IsReturned) != (loan.Extensions, loan.IsReturned)) return false;
        return true;
    }

    /// <summary>What a loan must be, by counting along.</summary>
    private sealed class Expected(Guid id)
    {
        public Guid Id { get; } = id;
        public int Extensions { get; private set; }
        public bool IsReturned { get; set; }
        public long Version { get; set; } = 1;

        public void Extend() => (Extensions, Version) = (Extensions + 1, Version + 1);
    }

    private static Task<Outcome> ExtendAsync(StoreHost replica, Guid id, long? seen = null) => replica.Session().Decide<Loan, ILoanEvent>(id, seen, loan =>
        loan!.IsReturned || loan.Extensions >= MostExtensions
            ? Decision<ILoanEvent>.Refuse("no-further", "This loan cannot be extended any further.")
            : Decision<ILoanEvent>.Accept(new LoanExtended(id, 7, "still reading")));

    private static Task<Outcome> ReturnAsync(StoreHost replica, Guid id) => replica.Session().Decide<Loan, ILoanEvent>(id, null, loan =>
        loan!.IsReturned ? Decision<ILoanEvent>.Nothing() : Decision<ILoanEvent>.Accept(new BookReturned(id, [])));
}
