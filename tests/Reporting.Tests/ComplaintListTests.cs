using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Reporting.Reading;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>Pages: nothing twice, nothing left out, and no cursor but our own.</summary>
public sealed class ComplaintListTests(ReportingDatabase reporting) : IClassFixture<ReportingDatabase>
{
    private static readonly DateOnly Today = new(2026, 3, 20);
    private static readonly Cursors Cursors = new(new byte[32]);
    private static readonly ReportQuery AnyComplaint = new(null, null, null, null, null, null, null, null, null);
    private static readonly ListQuery Plain = new(null, null, null, null, null, null);

    [Theory]
    [InlineData("-received")]
    [InlineData("received")]
    public async Task Pages_are_complete_and_without_doubles_while_complaints_are_added(string sort)
    {
        await reporting.EmptyAsync();
        await reporting.TakeAsync(Enumerable.Range(0, 25).Select(n => Opened(Today.AddDays(-n / 4))));
        var before = await IdsAsync();

        var seen = new List<Guid>();
        string? next = null;
        do
        {
            var page = await PageAsync(AnyComplaint, Plain with { Sort = sort, Limit = "4", Cursor = next });
            seen.AddRange(page.Complaints.Select(complaint => complaint.ComplaintId));
            next = page.Next;
            await reporting.TakeAsync(Opened(Today.AddDays(-3)), Opened(Today.AddDays(1)));
        } while (next is not null && seen.Count < 200);

        seen.ShouldBeUnique();
        before.ShouldBeSubsetOf(seen);
    }

    [Fact]
    public async Task A_list_holds_what_its_filter_says_whatever_the_filter()
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var random = new Random(seed);
            var told = new Stories(random, Today).Tell(30);
            await reporting.EmptyAsync();
            await reporting.TakeAsync(told);
            var all = NaiveReport.Of(told);
            foreach (var filter in FoldingTests.Questions(random, all))
            {
                var question =
                    new ComplaintList.Question(filter, null, null, null, null, "-received", 100, null, new byte[8]);
                var page = await ComplaintList.ListAsync(
                    reporting.Database, question, Cursors, Today, TestContext.Current.CancellationToken);
                var expected = all.Where(complaint => NaiveReport.Matches(complaint, filter, Today)).ToList();
                page.Complaints.Select(complaint =>
                    (complaint.ComplaintId, complaint.Stage, complaint.Status, complaint.Timeliness, complaint.DueOn))
                    .Order()
                    .ShouldBe(expected.Select(complaint =>
                        (complaint.Id, complaint.Stage, complaint.Status, complaint.Timeliness(Today), complaint.DueOn))
                        .Order(), $"seed {seed}, {filter}");
            }
        }
    }

    [Fact]
    public async Task Sorted_by_limit_only_complaints_with_a_running_limit_are_shown_the_nearest_first()
    {
        var told = new Stories(new Random(5), Today).Tell(40);
        await reporting.EmptyAsync();
        await reporting.TakeAsync(told);

        var dues = new List<DateOnly?>();
        string? next = null;
        do
        {
            var page = await PageAsync(AnyComplaint, Plain with { Sort = "due", Limit = "3", Cursor = next });
            dues.AddRange(page.Complaints.Select(complaint => complaint.DueOn));
            next = page.Next;
        } while (next is not null);

        dues.ShouldBe(NaiveReport.Of(told).Where(complaint => complaint.DueOn is not null)
            .Select(complaint => complaint.DueOn).Order());
    }

    [Fact]
    public async Task One_complaint_is_found_by_reference_channel_or_id()
    {
        await reporting.EmptyAsync();
        var one = Opened(Today);
        await reporting.TakeAsync(one, Opened(Today));

        var byId = (await PageAsync(AnyComplaint, Plain with
        { ComplaintId = one.Subject.ToString() })).Complaints.ShouldHaveSingleItem();
        (await PageAsync(AnyComplaint, Plain with { Reference = byId.Reference })).Complaints.ShouldHaveSingleItem()
            .ShouldBe(byId);
        (await PageAsync(AnyComplaint, Plain with { Channel = "phone" })).Complaints.Count.ShouldBe(2);
        (await PageAsync(AnyComplaint, Plain with { Channel = "letter" })).Complaints.ShouldBeEmpty();
    }

    [Fact]
    public void A_cursor_is_good_only_as_it_was_given_and_for_the_question_that_it_was_given_for()
    {
        var mark = ReportFilter.None.Mark("-received");
        var cursor = Cursors.Write(Today, Guid.CreateVersion7(), mark);
        Cursors.Read(cursor, mark).ShouldNotBeNull().After.ShouldBe(Today);

        for (var i = 0; i < cursor.Length; i++)
        {
            var tampered = cursor.ToCharArray();
            tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
            Cursors.Read(new string(tampered), mark).ShouldBeNull($"character {i}");
        }
        Cursors.Read(cursor, ReportFilter.None.Mark("received")).ShouldBeNull();
        Cursors.Read(cursor, (ReportFilter.None with { Theme = "repairs" }).Mark("-received")).ShouldBeNull();
        new Cursors([.. Enumerable.Repeat((byte)1, 32)]).Read(cursor, mark).ShouldBeNull("another installation's");
        foreach (var text in new[] { "", "x", "%%%", new string('A', 5000), cursor + "A", cursor[1..], cursor + "=" })
            Cursors.Read(text, mark).ShouldBeNull();
    }

    [Theory]
    [InlineData("stage", "stage-9")]
    [InlineData("theme", "Repairs")]
    [InlineData("timeliness", "late")]
    [InlineData("owner", "me")]
    [InlineData("team", "a\u0007b")]
    [InlineData("open", "maybe")]
    [InlineData("receivedFrom", "31/03/2026")]
    [InlineData("receivedTo", "2026-02-30")]
    [InlineData("channel", "fax")]
    [InlineData("sort", "reference")]
    [InlineData("limit", "101")]
    [InlineData("limit", "0")]
    [InlineData("limit", "ten")]
    [InlineData("complaintId", "1")]
    [InlineData("cursor", "AAAA")]
    public void A_value_that_cannot_be_taken_is_named(string parameter, string value)
    {
        string? If(string name) => name == parameter ? value : null;
        var query = new ReportQuery(If("stage"), null, If("theme"), If("owner"), If("team"), If("timeliness"),
            If("open"), If("receivedFrom"), If("receivedTo"));
        var list = new ListQuery(If("channel"), null, If("complaintId"), If("sort"), If("limit"), If("cursor"));

        ComplaintList.Parse(query, list, Cursors).Faults.Parameters.ShouldBe([parameter]);
    }

    [Fact]
    public void A_period_does_not_end_before_it_begins() =>
        ReportFilter.Parse(AnyComplaint with
        { ReceivedFrom = "2026-03-02", ReceivedTo = "2026-03-01" }).Faults.Parameters.ShouldBe(["receivedTo"]);

    [Fact]
    public async Task What_is_hidden_from_somebody_is_in_no_list_of_theirs()
    {
        await reporting.EmptyAsync();
        await reporting.TakeAsync(Opened(Today), Opened(Today));
        var ids = await IdsAsync();
        var question = ComplaintList.Parse(AnyComplaint, Plain, Cursors).Question with
        { Filter = ReportFilter.None with { Hidden = new HashSet<Guid> { ids[0] } } };
        var page = await ComplaintList.ListAsync(
            reporting.Database, question, Cursors, Today, TestContext.Current.CancellationToken);
        page.Complaints.ShouldHaveSingleItem().ComplaintId.ShouldBe(ids[1]);
    }

    private static StoredMessage Opened(DateOnly received)
    {
        var id = Guid.CreateVersion7();
        return Stories.Message(Guid.CreateVersion7(), "cases", id,
            new ComplaintOpened(id, $"CMP-{id}", "phone", "repairs", received, null), 1);
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync() =>
        [.. (await PageAsync(AnyComplaint, Plain with { Limit = "100" })).Complaints.Select(complaint =>
            complaint.ComplaintId)];

    private async Task<ComplaintPage> PageAsync(ReportQuery query, ListQuery list)
    {
        var (question, faults) = ComplaintList.Parse(query, list, Cursors);
        faults.Parameters.ShouldBeEmpty();
        return await ComplaintList.ListAsync(
            reporting.Database, question, Cursors, Today, TestContext.Current.CancellationToken);
    }
}
