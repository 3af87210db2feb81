using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.Correspondence.Notices;
using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Who is told what, by which way, and when an email goes out.</summary>
public sealed class NoticeSpecs
{
    private static readonly Guid Case = Complaints.ComplaintId;
    private static readonly Guid Olive = new("0190d3a0-0000-7000-8000-0000000000b1");
    private static readonly Guid Oscar = new("0190d3a0-0000-7000-8000-0000000000b2");
    private static readonly Guid Lena = new("0190d3a0-0000-7000-8000-0000000000b3");
    private static readonly Guid Lars = new("0190d3a0-0000-7000-8000-0000000000b4");
    private static readonly Guid TheTask = new("0190d3a0-0000-7000-8000-0000000000b5");
    private static readonly Guid TheTeam = new("0190d3a0-0000-7000-8000-0000000000b6");
    private static readonly DateOnly Due = new(2026, 3, 9);
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);

    private static readonly Everybody Staff = new(
        [
            Somebody(Olive, "Olive Officer", "complaints-officer"),
            Somebody(Oscar, "Oscar Officer", "complaints-officer"),
            Somebody(Lena, "Lena Leader", "team-leader"), Somebody(Lars, "Lars Leader", "team-leader", inTeam: false),
        ], [new Team(TheTeam, "Repairs", 1)]);

    [Fact]
    public void whoever_is_given_a_complaint_is_told_by_whom_and_by_when() => Told(
        Opened, Set, Given(Olive, by: Lena)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            tell => tell.UserId.ShouldBe(Olive), tell => tell.Kind.ShouldBe(NoticeKind.Assigned),
            tell => tell.Text.ShouldBe("CMP-7K3M-9QXT was given to you by Lena Leader. Its next limit is on Monday 9 "
                + "March 2026."));

    [Fact]
    public void nobody_is_told_what_they_did_themselves()
    {
        Told(Opened, (new ComplaintAssigned(Case, Olive, "Olive", "Repairs", Claimed: true), 2, Olive)).ShouldBeEmpty();
        Told(Opened, Given(Olive, by: Olive)).ShouldBeEmpty();
    }

    [Fact]
    public void a_near_limit_is_told_to_the_owner_first_and_at_the_last_warning_to_who_leads_their_team()
    {
        Whom(Opened, Given(Olive, by: null), Near(2)).ShouldBe(
            [(Olive, NoticeKind.Assigned), (Olive, NoticeKind.LimitNear)]);
        Whom(Opened, Given(Olive, by: null), Near(1)).ShouldBe(
            [(Olive, NoticeKind.Assigned), (Olive, NoticeKind.LimitNear), (Lena, NoticeKind.Escalated)]);
    }

    [Fact]
    public void a_limit_that_passed_is_told_to_the_owner_and_who_leads() =>
        Whom(Opened, Given(Olive, by: null), Near(1), Breached).ShouldBe(
            [(Olive, NoticeKind.Assigned), (Olive, NoticeKind.LimitPassed), (Lena, NoticeKind.Escalated)]);

    [Fact]
    public void what_is_recorded_long_after_it_passed_is_as_old_as_that() => Told(Opened, Given(Olive, by: Olive),
        (new DeadlineBreached(Case, "acknowledgement", new DateOnly(2025, 7, 1), "limit-passed"), 7, null))
        .ShouldAllBe(tell => tell.At == new DateTimeOffset(2025, 7, 1, 23, 0, 0, TimeSpan.Zero));

    [Fact]
    public void what_nobody_has_is_told_to_every_leader_where_no_team_is_known() =>
        Whom(Opened, Near(2)).ShouldBe([(Lena, NoticeKind.Escalated), (Lars, NoticeKind.Escalated)]);

    [Fact]
    public void a_team_without_a_leader_has_all_of_them_and_no_named_team_is_the_owner_s()
    {
        Staff.LeadersOf(new Holding(Olive, "Lettings", false, null, 1, Now)).ShouldBe([Lena, Lars]);
        Staff.LeadersOf(new Holding(Olive, null, false, null, 1, Now)).ShouldBe([Lena]);
        Staff.LeadersOf(new Holding(null, null, false, null, 1, Now)).ShouldBe([Lena, Lars]);
    }

    [Fact]
    public void whoever_has_it_no_more_is_told_no_more() =>
        Whom(Opened, Given(Olive, by: null), Given(Oscar, by: Lena, version: 4), Breached)
            .ShouldNotContain(one => one.User == Olive);

    [Fact]
    public void whoever_got_it_after_the_warning_is_told_with_the_assignment_alone() =>
        Whom(Opened, Near(2), Given(Olive, by: Lena)).ShouldNotContain((Olive, NoticeKind.LimitNear));

    [Theory]
    [InlineData(typeof(ClockStopped))]
    [InlineData(typeof(ComplaintClosed))]
    [InlineData(typeof(ComplaintMerged))]
    [InlineData(typeof(BreachWithdrawn))]
    public void what_is_over_is_told_to_nobody(Type end) => Whom(Opened, Given(Olive, by: Olive), Breached,
        (end.Name switch
        {
            nameof(ClockStopped) => new ClockStopped(Case, "acknowledgement", Due, Due, true, 5),
            nameof(ComplaintClosed) => new ComplaintClosed(Case, Due, "done"),
            nameof(ComplaintMerged) => new ComplaintMerged(Case, Olive, "CMP-0000-0001"),
            _ => new BreachWithdrawn(Case, "acknowledgement", Due, "acknowledgement-recorded"),
        }, 9, null)).ShouldBeEmpty();

    [Fact]
    public void whoever_has_it_and_nobody_else_is_told_to_call_the_resident_and_that_is_no_limit()
    {
        (object, long, Guid?) near = (new DeadlineNear(Case, "first-contact", Due, 1), 8, null);
        (object, long, Guid?) passed = (new DeadlineBreached(Case, "first-contact", Due, "limit-passed"), 9, null);
        (object, long, Guid?) reached = (new ClockStopped(Case, "first-contact", Due, Due, true, 3), 10, null);
        (object, long, Guid?) answered = (new ClockStopped(Case, "stage-1-response", Due, Due, true, 3), 10, null);
        var told = Told(Opened, Given(Olive, by: Olive), near).ShouldHaveSingleItem();
        (told.UserId, told.Kind, told.Text).ShouldBe((Olive, NoticeKind.LimitNear,
            "Nobody has reached the resident of CMP-7K3M-9QXT yet. Call them by Monday 9 March 2026."));
        Told(Opened, Given(Olive, by: Olive), near, passed).ShouldHaveSingleItem().Kind
            .ShouldBe(NoticeKind.LimitPassed);
        State(Opened, near, passed).NextDue.ShouldBeNull();
        Told(Opened, near, passed).ShouldBeEmpty("nobody has it");
        Told(Opened, Given(Olive, by: Olive), near, passed, reached).ShouldBeEmpty();
        Told(Opened, Given(Olive, by: Olive), near, passed, answered).ShouldBeEmpty();
    }

    [Fact]
    public void a_new_limit_has_no_old_warning() => Whom(Opened, Given(Olive, by: Olive), Near(1),
        (new DeadlineSet(Case, "acknowledgement", Due, Due.AddDays(10), false, 1), 8, null)).ShouldBeEmpty();

    [Fact]
    public void the_owner_hears_that_somebody_wrote_again_and_the_leaders_that_stage_2_was_asked_for()
    {
        var complaint = State(Opened, Given(Olive, by: null));
        var wrote = new ContactJoined(Case, TheTask, "email", Due);
        WhatToTell.Of(wrote, new Telling(5, Now, Oscar), complaint, Staff).ShouldHaveSingleItem().Text
            .ShouldBe("Somebody wrote or rang again about CMP-7K3M-9QXT on Monday 9 March 2026.");
        WhatToTell.Of(wrote, new Telling(5, Now, Olive), complaint, Staff).ShouldBeEmpty();
        WhatToTell.Of(new ComplaintEscalated(Case, Due), new Telling(6, Now, null), complaint, Staff)
            .Select(tell => tell.UserId).ShouldBe([Lena, Olive]);
        var correction = new CorrectionProposed(Case, Guid.Empty, "received-on", Olive);
        var told = WhatToTell.Of(correction, new Telling(7, Now, Olive), complaint, Staff).ShouldHaveSingleItem();
        (told.UserId, told.Kind).ShouldBe((Lena, NoticeKind.CorrectionToApprove));
        told.Text.ShouldStartWith("A correction of CMP-7K3M-9QXT waits for you");
    }

    [Fact]
    public void the_day_on_which_stage_2_was_asked_for_is_the_right_one_in_whatever_order_it_is_heard()
    {
        var asked = (Said: (object)new ComplaintEscalated(Case, Due), Version: 4L);
        var right = (Said: (object)new FactCorrected(Case, Case, "escalated-on", Due, Due.AddDays(-3)), Version: 9L);
        foreach (var order in new[] { new[] { asked, right }, [right, asked] })
            order.Aggregate(new WatchedComplaint(Case), (known, one) =>
                known.Hear(one.Said, new Telling(one.Version, Now, null))).EscalatedOn.ShouldBe(Due.AddDays(-3));
    }

    [Fact]
    public void whoever_gets_a_task_is_told_and_whoever_set_it_when_it_is_done()
    {
        var task = Heard(Asked(Olive));
        Tells(task).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            tell => tell.UserId.ShouldBe(Olive), tell => tell.Kind.ShouldBe(NoticeKind.TaskGiven),
            tell => tell.Text.ShouldBe("“Contribution” for CMP-7K3M-9QXT was given to you, to be done by Monday 9 "
                + "March 2026."));
        var done = task.Hear(new TaskEnded(Case, TheTask, 1, Due, Olive), new Telling(7, Now, Olive));
        Tells(done).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            tell => tell.UserId.ShouldBe(Lena), tell => tell.Kind.ShouldBe(NoticeKind.TaskFinished));
        var back = done.Hear(new TaskDue(Case, TheTask, 2, Due.AddDays(3)), new Telling(8, Now, Lena));
        Tells(back).Select(tell => (tell.UserId, tell.Kind)).ShouldBe(
            [(Olive, NoticeKind.TaskGiven), (Lena, NoticeKind.TaskFinished)]);
        Tells(done.Hear(new TaskEnded(Case, TheTask, null, null), new Telling(9, Now, Lena))).ShouldBeEmpty();
    }

    [Fact]
    public void a_task_that_was_taken_or_set_for_oneself_is_told_to_nobody()
    {
        Tells(Heard(Asked(null), (new TaskGiven(Case, TheTask, Olive, null, Claimed: true), 4, Olive))).ShouldBeEmpty();
        Tells(Heard(Asked(Lena))).ShouldBeEmpty();
    }

    [Fact]
    public void a_task_that_nobody_took_is_told_to_who_set_it_and_one_that_is_late_to_both()
    {
        Tells(Heard(Asked(null), (new TaskNear(Case, TheTask, Due, 1), 2, null))).ShouldHaveSingleItem()
            .Text.ShouldEndWith("and nobody has taken it.");
        Tells(Heard(Asked(Olive), (new TaskOverdue(Case, TheTask, Due), 2, null)))
            .Where(tell => tell.Kind == NoticeKind.TaskOverdue).Select(tell => tell.UserId).ShouldBe([Olive, Lena]);
    }

    [Fact]
    public void whatever_order_two_services_are_heard_in_and_however_often_each_is_told_the_same_once() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            (object Said, long Version, Guid? Actor)[] all =
            [
                Opened, Given(Olive, by: Lena), (new ComplaintReleased(Case, Olive, "Repairs", "released"), 3, Olive),
                Given(Oscar, by: Lena, version: 4), Set, Near(2), Near(1, version: 5), Breached,
                (new DeadlineSet(Case, "stage-1-response", Due, Due.AddDays(10), true, 1), 2, null),
            ];
            var random = new System.Random(seed);
            // Each service is heard in its order, here and there something old again; how they interleave is chance.
            var cases = new Queue<(object, long, Guid?)>(all[..4]);
            var clocks = new Queue<(object, long, Guid?)>(
                all[4..].OrderBy(one => one.Version).ToArray());
            var (state, told) = (new WatchedComplaint(Case), new HashSet<(Guid, string)>());
            var heard = new List<(object, long, Guid?)>();
            while (cases.Count + clocks.Count > 0)
            {
                var from = clocks.Count == 0 || (cases.Count > 0 && random.Next(2) == 0) ? cases : clocks;
                var isOld = heard.Count > 0 && random.Next(3) == 0;
                var (said, version, actor) = isOld ? heard[random.Next(heard.Count)] : from.Dequeue();
                if (!isOld) heard.Add((said, version, actor));
                state = state.Hear(said, new Telling(version, Now, actor));
                // As it is asked: everybody is looked up only where people are concerned.
                var known = WhatToTell.ConcernsPeople(said, state) ? Staff : Everybody.Nobody;
                foreach (var tell in WhatToTell.Of(state, known)) told.Add((tell.UserId, tell.Cause));
            }

            var inOrder = State(all);
            return state.Held == inOrder.Held && state.Clocks.SequenceEqual(inOrder.Clocks)
                && WhatToTell.Of(inOrder, Staff).All(tell => told.Contains((tell.UserId, tell.Cause)))
                && WhatToTell.Of(state, Staff).SequenceEqual(WhatToTell.Of(inOrder, Staff));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("2026-03-05T19:59", "2026-03-05T19:59")]
    [InlineData("2026-03-05T20:00", "2026-03-06T07:00")]
    [InlineData("2026-03-06T06:59", "2026-03-06T07:00")]
    [InlineData("2026-03-28T23:00", "2026-03-29T06:00")] // the clocks go forward that night
    [InlineData("2026-06-05T19:00", "2026-06-06T06:00")] // 20:00 in London
    public void in_quiet_hours_an_email_waits_until_they_end(string now, string then) =>
        new NoticePreferences(Olive).FreeAt(Utc(now)).ShouldBe(Utc(then));

    [Fact]
    public void quiet_hours_may_lie_in_one_day_or_be_none()
    {
        var lunch = new NoticePreferences(Olive) { QuietFrom = new(12, 0), QuietTo = new(13, 0) };
        lunch.FreeAt(Utc("2026-03-05T12:30")).ShouldBe(Utc("2026-03-05T13:00"));
        lunch.FreeAt(Utc("2026-03-05T23:30")).ShouldBe(Utc("2026-03-05T23:30"));
        var never = lunch with { QuietTo = new(12, 0) };
        never.FreeAt(Utc("2026-03-05T12:00")).ShouldBe(Utc("2026-03-05T12:00"));
    }

    [Fact]
    public void an_email_goes_out_as_long_as_it_means_something()
    {
        var notice = new Notice(TheTask, Olive, Case, "CMP-7K3M-9QXT", NoticeKind.Assigned, "x", Now)
        { ForHolder = true };
        var facts = new EmailFacts(null, new NoticePreferences(Olive), Staff.Find(Olive), false,
            State(Opened, Given(Olive, by: Lena)), null);
        EmailNoticeHandler.IsWanted(notice, facts).ShouldBeTrue();
        EmailNoticeHandler.IsWanted(notice with { ReadAt = Now }, facts).ShouldBeFalse("it was read");
        EmailNoticeHandler.IsWanted(notice, facts with { Email = new NoticeEmail(TheTask, Now, null) })
            .ShouldBeFalse("it went out");
        EmailNoticeHandler.IsWanted(notice, facts with { IsHidden = true }).ShouldBeFalse("hidden from them");
        EmailNoticeHandler.IsWanted(notice, facts with { Who = facts.Who! with { Disabled = true } }).ShouldBeFalse();
        EmailNoticeHandler.IsWanted(notice, facts with { Complaint = State(Opened, Given(Oscar, by: Lena)) })
            .ShouldBeFalse("somebody else has it");
        EmailNoticeHandler.IsWanted(notice, facts with
        {
            Chosen = facts.Chosen with
            { How = new Dictionary<string, string> { [NoticeKind.Assigned] = HowToTell.Digest } },
        }).ShouldBeFalse("chosen otherwise");
    }

    [Fact]
    public void one_reads_one_s_own()
    {
        var mine = new Notice(TheTask, Olive, Case, "CMP-7K3M-9QXT", NoticeKind.Assigned, "x", Now);
        var theirs = mine with { NoticeId = Olive, UserId = Oscar };
        var olive = new ServiceDefaults.Actor(Olive, "Olive", [], []);
        MarkReadEndpoint.Decide([mine, theirs, mine with { ReadAt = Now }], olive, Now)
            .ShouldBe([mine with { ReadAt = Now }]);
    }

    [Fact]
    public void a_letter_that_waits_is_told_to_who_leads_and_not_to_its_author()
    {
        var letter = new[] { (ILetterEvent)Drafts.Begun(LetterKind.Response), Drafts.Asked() }
            .Aggregate((Letter?)null, Letter.Evolve)!;
        var complaint = State(Opened, Given(Olive, by: null));
        var message = new TellOfLetter(letter.LetterId, NoticeKind.LetterToApprove, "2", Drafts.Sam.Id);
        var tell = TellOfLetterHandler.Decide(message, letter, complaint, Staff, Now).ShouldHaveSingleItem();
        (tell.UserId, tell.Text).ShouldBe((Lena, "The stage 1 response about CMP-7K3M-9QXT waits to be approved."));
        TellOfLetterHandler.Decide(message with { Kind = NoticeKind.LetterApproved }, letter, complaint, Staff, Now)
            .ShouldBeEmpty("it waits again");
        var approved = Letter.Evolve(letter, Drafts.Approved("x"));
        TellOfLetterHandler.Decide(
            message with { Kind = NoticeKind.LetterApproved, By = Lena }, approved, complaint, Staff, Now)
            .ShouldHaveSingleItem().UserId.ShouldBe(Drafts.Sam.Id);
    }

    private static (object Said, long Version, Guid? Actor) Opened =>
        (new ComplaintOpened(Case, "CMP-7K3M-9QXT", "phone", "repairs", Due, null), 1, null);

    private static (object Said, long Version, Guid? Actor) Set =>
        (new DeadlineSet(Case, "acknowledgement", Due.AddDays(-7), Due, false, 1), 1, null);

    private static (object Said, long Version, Guid? Actor) Breached =>
        (new DeadlineBreached(Case, "acknowledgement", Due, "limit-passed"), 7, null);

    private static (object Said, long Version, Guid? Actor) Near(int left, long version = 4) =>
        (new DeadlineNear(Case, "acknowledgement", Due, left), version, null);

    private static (object Said, long Version, Guid? Actor) Given(Guid owner, Guid? by, long version = 2) =>
        (new ComplaintAssigned(Case, owner, "x", "Repairs", Claimed: false), version, by);

    private static (object Said, long Version, Guid? Actor) Asked(Guid? assignee) =>
        (new TaskDue(Case, TheTask, 1, Due, "Contribution", assignee, "Repairs", Lena), 3, Lena);

    // One after the other, a minute apart.
    private static WatchedComplaint State(params (object Said, long Version, Guid? Actor)[] all) =>
        all.Select((one, index) => (one, index)).Aggregate(new WatchedComplaint(Case), (state, next) => state.Hear(
            next.one.Said, new Telling(next.one.Version, all.Length > 6 ? Now : Now.AddMinutes(next.index),
                next.one.Actor)));

    private static List<Tell> Told(params (object Said, long Version, Guid? Actor)[] all) =>
        [.. WhatToTell.Of(State(all), Staff)];

    private static IEnumerable<(Guid User, string Kind)> Whom(
        params (object Said, long Version, Guid? Actor)[] all) =>
        Told(all).Select(tell => (tell.UserId, tell.Kind));

    private static WatchedTask Heard(params (object Said, long Version, Guid? Actor)[] all) =>
        all.Aggregate(new WatchedTask(WatchedTask.IdOf(Case, TheTask), Case, TheTask), (task, one) =>
            task.Hear(one.Said, new Telling(one.Version, Now, one.Actor)));

    private static List<Tell> Tells(WatchedTask task) => [.. WhatToTell.Of(task, State(Opened))];

    private static Colleague Somebody(Guid id, string name, string role, bool inTeam = true)
    {
        var made = new Colleague(id).Hear(
            new UserChanged(id, name, [role], null, null, false, Email: $"{id:N}@example.org"), 1);
        return inTeam ? made.Hear(new UserChanged(id, null, null, TheTeam, null, null), 2) : made;
    }

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
