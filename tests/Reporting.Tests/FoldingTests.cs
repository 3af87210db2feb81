using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.SlaClock;
using Wolverine;
using ComplaintsPlatform.Reporting.Reading;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>What messages make of the read tables, in whatever order and however often they come.</summary>
public sealed class FoldingTests(ReportingDatabase reporting) : IClassFixture<ReportingDatabase>
{
    private static readonly DateOnly Today = new(2026, 3, 20);

    private static int[] Seeds(int count) => Gen.Choose(0, int.MaxValue - 1).Sample(count);

    [Fact]
    public async Task Shuffled_and_repeated_messages_make_the_same_rows()
    {
        foreach (var seed in Seeds(12))
        {
            var random = new Random(seed);
            var told = new Stories(random, Today).Tell(8);
            await reporting.EmptyAsync();
            await reporting.TakeAsync(told);
            var inOrder = await reporting.ReadTablesAsync();

            var pile = told.Concat(told.Where(_ => random.Next(4) == 0)).ToArray();
            random.Shuffle(pile);
            await reporting.EmptyAsync();
            await reporting.TakeAsync(pile);

            (await reporting.ReadTablesAsync()).ShouldBe(inOrder, $"seed {seed}");
            (await reporting.ScalarAsync<long>("select count(*) from read.messages")).ShouldBe(told.Count);
        }
    }

    [Fact]
    public async Task Messages_that_wait_together_make_the_same_rows_and_one_that_cannot_be_kept_fails_alone()
    {
        var told = new Stories(new Random(Seeds(1)[0]), Today).Tell(10);
        await reporting.EmptyAsync();
        await reporting.TakeAsync(told);
        var oneByOne = await reporting.ReadTablesAsync();
        var unkept = told[0] with { Id = Guid.CreateVersion7(), Data = "{" + told[0].Data };
        await reporting.EmptyAsync();

        // Of one complaint, the next comes when the last was taken.
        var taken = told.GroupBy(message => message.Subject)
            .Select(async ofOne => await reporting.TakeAsync(ofOne)).ToList();
        await Should.ThrowAsync<Exception>(reporting.TakeOneAsync(unkept));
        await Task.WhenAll(taken);

        (await reporting.ReadTablesAsync()).ShouldBe(oneByOne);
        (await reporting.ScalarAsync<long>("select count(*) from read.messages")).ShouldBe(told.Count);
        (await reporting.ScalarAsync<long>(
            "select count(distinct xmin::text) from read.messages")).ShouldBeLessThan(told.Count);
    }

    [Fact]
    public async Task Counts_equal_a_recount_by_hand_today_and_as_days_pass_without_messages()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var seed in Seeds(12))
        {
            var random = new Random(seed);
            var told = new Stories(random, Today).Tell(30);
            await reporting.EmptyAsync();
            await reporting.TakeAsync(told);
            var all = NaiveReport.Of(told);

            foreach (var question in Questions(random, all))
                foreach (var today in new[] { Today, Today.AddDays(6) })
                {
                    // Asked by whom some complaints are hidden from, as if there were no others.
                    var hidden = all.Where(_ => random.Next(4) == 0).Select(complaint => complaint.Id).ToHashSet();
                    if (random.Next(3) == 0) hidden.Clear();
                    hidden.Add(Guid.CreateVersion7());
                    var filter = question with { Hidden = hidden };
                    var expected = all.Where(complaint => !hidden.Contains(complaint.Id)
                        && NaiveReport.Matches(complaint, filter, today)).ToList();
                    var because = $"seed {seed}, {filter}, {today:O}";
                    var counts = await Counts.CountAsync(reporting.Database, filter, today, ct);

                    counts.Total.ShouldBe(expected.Count, because);
                    counts.Open.ShouldBe(expected.Count(complaint => complaint.Open), because);
                    Lines(counts.ByStage).ShouldBe(Recount(expected, today, complaint => complaint.Stage), because);
                    Lines(counts.ByStatus).ShouldBe(Recount(expected, today, complaint => complaint.Status), because);
                    Lines(counts.ByTheme).ShouldBe(Recount(expected, today, complaint => complaint.Theme), because);
                    Lines(counts.ByTimeliness)
                        .ShouldBe(Recount(expected, today, complaint => complaint.Timeliness(today)), because);
                    counts.ByOwner.Select(line => (line.Key, line.Team ?? "", line.Count)).Order()
                        .ShouldBe(expected.GroupBy(complaint => (complaint.Owner, complaint.Team ?? ""))
                            .Select(group => (group.Key.Owner, group.Key.Item2, (long)group.Count())).Order(), because);
                    Lines(counts.ByTeam)
                        .ShouldBe(Recount(expected, today, complaint => complaint.Team ?? "unassigned"), because);
                    var causes = await CauseCounts.CountAsync(reporting.Database, filter, today, ct);
                    causes.ByCause.Select(line => (line.Key, line.Count, line.Open)).Order()
                        .ShouldBe(expected.Where(complaint => complaint.Cause is not null)
                            .GroupBy(complaint => complaint.Cause!).Select(group => (group.Key, (long)group.Count(),
                                (long)group.Count(complaint => complaint.Open))).Order(), because);
                    (counts.AcknowledgedInTime.Count, counts.AcknowledgedInTime.Of).ShouldBe((
                        expected.Count(complaint => complaint.Acknowledgement == "in-time"),
                        expected.Count(complaint => complaint.Acknowledgement is "in-time" or "late" or "not-made"
                            || (complaint is { Acknowledgement: "awaited", Stage: not "stage-2" }
                                && complaint.DueOn < today))),
                                because);
                    (counts.AnsweredInTime.Count, counts.AnsweredInTime.Of).ShouldBe((
                        expected.Count(complaint => complaint.Response == "in-time"),
                        expected.Count(complaint => complaint.Response is "in-time" or "late"
                            || (complaint.Response == "awaited" && complaint.ResponseDueOn < today))), because);
                }
        }
    }

    [Fact]
    public async Task A_clock_is_heard_before_the_complaint_that_it_belongs_to()
    {
        await reporting.EmptyAsync();
        var id = Guid.CreateVersion7();
        await reporting.TakeAsync(
            Stories.Message(Guid.CreateVersion7(), "sla-clock", id,
                new DeadlineSet(id, "acknowledgement", Today, Today.AddDays(7), false, 1), 1));
        (await CountAsync()).Total.ShouldBe(0, "nobody has said yet what it is");

        await reporting.TakeAsync(
            Stories.Message(Guid.CreateVersion7(), "cases", id,
                new ComplaintOpened(id, "CMP-1", "phone", "repairs", Today, null), 1));
        (await CountAsync()).ByTimeliness.ShouldHaveSingleItem().Key.ShouldBe("on-track");
    }

    [Fact]
    public async Task What_was_released_is_nobodys_whichever_is_heard_first()
    {
        await reporting.EmptyAsync();
        var (id, owner) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await reporting.TakeAsync(
            Stories.Message(Guid.CreateVersion7(), "cases", id,
                new ComplaintReleased(id, owner, "Repairs complaints", "user-disabled"), 3),
            Stories.Message(Guid.CreateVersion7(), "cases", id,
                new ComplaintAssigned(id, owner, "Sam Carter", "Repairs complaints", false), 2),
            Stories.Message(Guid.CreateVersion7(), "cases", id,
                new ComplaintOpened(id, "CMP-1", "phone", "repairs", Today, null), 1));
        (await CountAsync()).ByStatus.ShouldHaveSingleItem().Key.ShouldBe("new");
    }

    [Fact]
    public async Task What_is_hidden_from_somebody_is_in_none_of_their_figures()
    {
        await reporting.EmptyAsync();
        var ids = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        await reporting.TakeAsync(ids.Select(id => Stories.Message(Guid.CreateVersion7(), "cases", id,
            new ComplaintOpened(id, $"CMP-{id}", "phone", "repairs", Today, null), 1)));
        var counts = await Counts.CountAsync(
            reporting.Database, ReportFilter.None with { Hidden = new HashSet<Guid> { ids[0] } }, Today,
            TestContext.Current.CancellationToken);
        (counts.Total, counts.ByTheme.ShouldHaveSingleItem().Count).ShouldBe((1, 1));
        (await CountAsync()).Total.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_states_how_far_each_sender_has_been_heard()
    {
        await reporting.EmptyAsync();
        var told = new Stories(new Random(7), Today).Tell(5).ToArray();
        new Random(8).Shuffle(told); // what is said late (replayed, said again) sets nobody back
        await reporting.TakeAsync(told);

        var madeAt = (await CountAsync()).MadeAt;

        madeAt.Position.ShouldBe(told.Length);
        madeAt.Sources.Select(source => (source.Source, source.Position, source.LogPosition)).ShouldBe(
            told.Select((message, index) => (message, position: index + 1L)).GroupBy(each => each.message.Source)
                .OrderBy(sender => sender.Key)
                .Select(sender =>
                    (sender.Key, sender.Last().position, sender.Select(each => each.message.LogPosition)
                        .MaxBy(position => position!.Split('-').Select(decimal.Parse)
                            .Aggregate((first, second) => (first * 1_000_000) + second)))));
    }

    [Fact]
    public async Task Tables_made_again_from_stored_messages_are_equal_twice()
    {
        await reporting.EmptyAsync();
        var told = new Stories(new Random(11), Today).Tell(120).ToArray();
        new Random(12).Shuffle(told);
        await reporting.TakeAsync(told);
        var live = await reporting.ReadTablesAsync();

        for (var generation = 2; generation <= 3; generation++)
        {
            var rebuilt = await RebuildTables.RunAsync(reporting.Database, TestContext.Current.CancellationToken);
            rebuilt.ShouldBe(new RebuildTables.Rebuilt(told.Length, generation, told.Length));
            (await reporting.ReadTablesAsync()).ShouldBe(live);
        }
        (await reporting.ScalarAsync<long>("select count(distinct generation) from read.complaints"))
            .ShouldBe(1, "the former generation is gone");
    }

    [Fact]
    public async Task Messages_that_come_during_a_rebuild_are_in_the_new_tables()
    {
        await reporting.EmptyAsync();
        var told = new Stories(new Random(13), Today).Tell(160);
        await reporting.TakeAsync(told.Take(told.Count / 2));

        var rest = reporting.TakeAsync(told.Skip(told.Count / 2));
        await RebuildTables.RunAsync(reporting.Database, TestContext.Current.CancellationToken);
        await rest;

        var rebuilt = await reporting.ReadTablesAsync();
        await reporting.EmptyAsync();
        await reporting.TakeAsync(told);
        rebuilt.ShouldBe(await reporting.ReadTablesAsync());
    }

    [Fact]
    public void Every_contract_on_the_exchange_is_heard()
    {
        var contracts = typeof(Topology).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(Wolverine.Attributes.MessageIdentityAttribute), false))
            .Select(MessageNames.Of)
            .Where(name => name.StartsWith("complaints.", StringComparison.Ordinal));
        ReportingMessages.Types.Order().ShouldBe(contracts.Order());
    }

    [Fact]
    public void What_is_kept_of_a_complaint_does_not_say_who_complains_or_what_they_wrote()
    {
        var id = Guid.CreateVersion7();
        var made = new ComplaintMade(id, "CMP-1", "phone", "repairs", Today, DateTimeOffset.UnixEpoch, id,
            new Complainant(null, "Margaret Hale", "m.hale@example.org", "07700 900123", "1 Harbour Street"), null,
            [new PointOfComplaint(1, "My daughter is ill.")], "An apology", "email");
        var envelope = new Envelope
        {
            Id = id,
            MessageType = MessageNames.Of(typeof(ComplaintMade)),
            Source = "/complaints/intake",
            GroupId = id.ToString(),
            SentAt = DateTimeOffset.UnixEpoch
        };

        var stored = StoredMessage.From(envelope, made);

        foreach (var word in new[] { "Hale", "example.org", "07700", "Harbour", "daughter", "apology" })
            stored.Data.ShouldNotContain(word);
        ReportingMessages.Fold(stored).ShouldNotBeNull();
    }

    private Task<CountsAnswer> CountAsync() =>
        Counts.CountAsync(reporting.Database, ReportFilter.None, Today, TestContext.Current.CancellationToken);

    internal static IEnumerable<ReportFilter> Questions(Random random, IReadOnlyList<NaiveComplaint> all)
    {
        var none = ReportFilter.None;
        var any = all[random.Next(all.Count)];
        yield return none;
        yield return none with { Theme = any.Theme };
        yield return none with
        { Owner = Guid.TryParse(any.Owner, out var owner) ? owner : Guid.Empty, Status = any.Status };
        yield return none with { Team = any.Team ?? "Repairs complaints", Stage = any.Stage };
        yield return none with { Timeliness = Words.Timeliness[random.Next(Words.Timeliness.Length)] };
        yield return none with { Open = random.Next(2) == 0, Theme = any.Theme, Owner = Guid.Empty };
        yield return none with { ReceivedFrom = new DateOnly(2026, 2, 1), ReceivedTo = new DateOnly(2026, 2, 28) };
        yield return none with { ReceivedFrom = any.Received, Theme = any.Theme };
        yield return none with { ReceivedTo = any.Received };
        yield return none with { ReceivedFrom = any.Received, ReceivedTo = any.Received.AddDays(random.Next(3)) };
        yield return none with
        { ReceivedFrom = new DateOnly(2026, 1, 15), ReceivedTo = new DateOnly(2026, 3, 10), Open = true };
    }

    private static IEnumerable<(string, long, long, long, long)> Lines(IEnumerable<CountLine> lines) =>
        lines.Select(line => (line.Key, line.Count, line.Open, line.DueSoon, line.Overdue)).Order();

    private static IEnumerable<(string, long, long, long,
        long)> Recount(IEnumerable<NaiveComplaint> all, DateOnly today, Func<NaiveComplaint, string> by) =>
        all.GroupBy(by).Select(group => (group.Key, (long)group.Count(), (long)group.Count(complaint => complaint.Open),
            (long)group.Count(complaint => complaint.Timeliness(today) == "due-soon"),
            (long)group.Count(complaint => complaint.Timeliness(today) == "overdue"))).Order();
}
