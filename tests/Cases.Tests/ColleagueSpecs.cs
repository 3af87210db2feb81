using ComplaintsPlatform.Contracts.Identity;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>What identity says of somebody, in whatever order and however often it comes.</summary>
public sealed class ColleagueSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly Guid Damp = OtherId, Leave = ContactId;

    private static readonly Func<Colleague, Colleague>[] Said =
    [
        colleague => colleague.Hear(
            new UserChanged(Sam.Id, Sam.Name, ["housing-officer"], null, null, Disabled: false), 1),
        colleague => colleague.Hear(new UserChanged(Sam.Id, null, null, Damp, null, null), 2),
        colleague => colleague.Hear(new UserChanged(Sam.Id, null, ["complaints-officer"], null, null, null), 3),
        colleague => colleague.Hear(new AbsenceChanged(Sam.Id, Leave, Today, Today.AddDays(9), Withdrawn: false), 4),
        colleague => colleague.Hear(new AbsenceChanged(Sam.Id, Leave, Today, Today.AddDays(1), Withdrawn: false), 5),
    ];

    [Fact]
    public void an_older_message_never_overwrites_a_newer_one()
    {
        foreach (var order in Orders([0, 1, 2, 3, 4]))
        {
            var colleague = order.Concat(order).Aggregate(new Colleague(Sam.Id), (state, n) => Said[n](state));
            colleague.Name.ShouldBe(Sam.Name);
            colleague.Roles.ShouldBe(["complaints-officer"]);
            colleague.TeamIds.ShouldBe([Damp]);
            colleague.AwayOn(Today)!.To.ShouldBe(Today.AddDays(1));
            colleague.AwayOn(Today.AddDays(2)).ShouldBeNull();
        }
    }

    [Fact]
    public void who_was_taken_out_of_a_team_is_not_in_it_whichever_message_comes_first()
    {
        var left = new UserChanged(Sam.Id, null, null, null, Damp, null);
        Said[1](new Colleague(Sam.Id).Hear(left, 5)).TeamIds.ShouldBeEmpty();
    }

    [Fact]
    public void who_was_said_to_be_senior_is_and_everybody_else_is_an_officer()
    {
        var (senior, again) = (Graded("senior-officer"), Graded("officer"));
        Said[0](new Colleague(Sam.Id)).Seniority.ShouldBe("officer");
        Said[0](new Colleague(Sam.Id)).Hear(again, 7).Hear(senior, 6).Seniority.ShouldBe("officer");
        var colleague = Said[2](new Colleague(Sam.Id).Hear(again, 6).Hear(senior, 7));
        colleague.Seniority.ShouldBe("senior-officer");
        new[] { null, "officer", "senior-officer", "principal-officer" }.Select(colleague.IsAtLeast)
            .ShouldBe([true, true, true, false]);

        static UserChanged Graded(string seniority) => new(Sam.Id, null, null, null, null, null, seniority);
    }

    [Fact]
    public void who_left_stays_away_whatever_comes_later() =>
        Said[0](new Colleague(Sam.Id).Hear(new UserChanged(Sam.Id, null, null, null, null, true), 6))
            .CannotHold(Today).ShouldBe(Because.UserDisabled);

    [Fact]
    public void who_lost_every_role_that_handles_can_hold_nothing() =>
        Said[0](new Colleague(Sam.Id)).CannotHold(Today).ShouldBe(Because.RoleLost);

    [Fact]
    public void an_absence_counts_on_its_days_and_not_when_it_was_withdrawn()
    {
        var away = SamAtWork.Hear(new AbsenceChanged(Sam.Id, Leave, Today, null, Withdrawn: false), 2);
        away.CannotHold(Today).ShouldBe(Because.Absence);
        away.CannotHold(Today.AddDays(-1)).ShouldBeNull();
        away.Hear(new AbsenceChanged(Sam.Id, Leave, Today, null, Withdrawn: true), 3).CannotHold(Today).ShouldBeNull();
    }

    private static IEnumerable<int[]> Orders(int[] rest) => rest.Length == 0
        ? [[]]
        : rest.SelectMany(first => Orders([.. rest.Where(n => n != first)]).Select(tail => (int[])[first, .. tail]));
}
