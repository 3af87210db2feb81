using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>Types change, stored rows do not.</summary>
public sealed class SchemaChangeTests
{
    // As it was first: days as a text, the reason under another name. And what it became.
    private sealed record Prolonged(Guid LoanId, string Days, [property: PersonalData] string? Because);

    private sealed record Renewed(Guid LoanId, int Days, [property: PersonalData] string? Reason);

    private sealed record Copy(Guid LoanId, int Days, string? Reason);

    [Fact]
    public async Task an_old_event_is_read_in_the_shape_of_today_and_its_row_stays_as_it_was()
    {
        var connectionString = await Servers.NewDatabaseAsync("upcast");
        var id = Guid.CreateVersion7();
        await using (var old = await StoreHost.StartBareAsync(store => store.Events.MapEventType<Prolonged>("loan_prolonged"), connectionString))
        {
            await using var session = old.Session();
            session.Events.Append(id, new Prolonged(id, "14", "a broken leg"));
            await session.SaveChangesAsync();
        }
        await using var now = await StoreHost.StartBareAsync(
            store => store.Events.MapEventType<Renewed>("loan_renewed").Upcast<Prolonged, Renewed>("loan_prolonged", was => new(was.LoanId, int.Parse(was.Days, null), was.Because)), connectionString);
        var hash = await now.ScalarAsync<byte[]>("select hash from mt_events");
        await using (var session = now.Session())
        {
            session.Events.Append(id, new Renewed(id, 7, null));
            await session.SaveChangesAsync();
        }

        var events = await now.Session().Events.FetchStreamAsync(id);
        events.Select(stored => (stored.EventTypeName, stored.Data)).ShouldBe([("loan_prolonged", new Renewed(id, 14, "a broken leg")), ("loan_renewed", new Renewed(id, 7, null))]);
        (await now.Log.ReadAsync(LogPosition.Start, 10)).Select(stored => ((IEvent<Renewed>)stored).Data.Days).ShouldBe([14, 7]);
        (await now.ScalarAsync<byte[]>("select hash from mt_events where version = 1")).ShouldBe(hash);
        await now.Log.EraseSubjectAsync(id);
        ((Renewed)(await now.Session().Events.FetchStreamAsync(id))[0].Data).Reason.ShouldBe(PersonalDataAttribute.Erased);
        (await now.Log.VerifyStreamAsync(id)).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task a_type_may_be_renamed_because_its_stored_name_stays()
    {
        var connectionString = await Servers.NewDatabaseAsync("renamed");
        var id = Guid.CreateVersion7();
        await using (var old = await StoreHost.StartBareAsync(store => store.Events.MapEventType<Renewed>("loan_renewed"), connectionString))
        {
            await using var session = old.Session();
            session.Events.Append(id, new Renewed(id, 7, null));
            await session.SaveChangesAsync();
        }
        await using var now = await StoreHost.StartBareAsync(store => store.Events.MapEventType<Copy>("loan_renewed"), connectionString);
        (await now.Session().Events.FetchStreamAsync(id)).Single().Data.ShouldBe(new Copy(id, 7, null));
        (await now.ScalarAsync<string>("select mt_dotnet_type from mt_events")).ShouldBe("", "no row needs a type of ours to be read");
    }

    [Fact]
    public async Task an_unknown_type_stops_only_what_needs_it_and_is_reported()
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var host = await StoreHost.StartAsync(store => store.Subscriptions.Add("watcher", _ => (page, _, _) =>
        {
            foreach (var stored in page) heard.Enqueue(stored.EventTypeName);
            return Task.CompletedTask;
        }));
        var (burnt, other) = (await host.LendAsync(), await host.LendAsync());
        await using (var owner = await host.OwnerAsync()) await owner.AppendAsync(burnt, 2, "book_burnt", """{"at":451}""");
        await host.ExtendAsync(other);

        (await host.Session().Events.FetchStreamAsync(burnt))[1].Data.ShouldBe(new UnknownEvent("book_burnt", "{\"at\": 451}"));
        (await host.Log.WaitForAsync("watcher", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        heard.ShouldContain("book_burnt");
        (await host.Session().Events.FetchLatest<Loan>(other))!.Extensions.ShouldBe(1);
        // A decision on half of what happened would be a guess.
        var deciding = () => host.Session().Decide<Loan, ILoanEvent>(burnt, null, _ => Decision<ILoanEvent>.Accept(new ReminderNoted(burnt)));
        (await Should.ThrowAsync<InvalidOperationException>(deciding)).Message.ShouldContain("book_burnt");
        var health = (await host.HealthAsync()).Entries["event-store"];
        (health.Status, health.Description).ShouldBe((HealthStatus.Degraded, "unknown event: book_burnt"));
    }
}
