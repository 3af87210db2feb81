using ComplaintsPlatform.Identity.OwnRoles;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class UserSpecs
{
    private static readonly Guid Id = new("0198a000-0000-7000-8000-000000000001");
    private static readonly Guid TeamId = new("0198a000-0000-7000-8000-000000000002");
    private static readonly UserCreated Created = new(Id, "nora@harbour.example", "Nora", ["complaints-officer"]);
    private static readonly Guid AbsenceId = new("0198a000-0000-7000-8000-000000000004");
    private static readonly UserAbsenceRecorded Away = new(Id, AbsenceId, Day(2), Day(6));
    private static readonly Actor Administrator =
        new(new("0198a000-0000-7000-8000-000000000003"), "Ada", ["administrator"], []);

    [Fact]
    public void a_user_is_created_once()
    {
        var command =
            new CreateUser(null, " Nora@Harbour.example", "Nora ", ["complaints-officer", "complaints-officer"], "");
        Spec.Given<User, IUserEvent>(User.Evolve).WhenStarting(state => CreateUserEndpoint.Decide(command, state, Id))
            .Then(Created);
        Spec.Given<User, IUserEvent>(User.Evolve, Created)
            .WhenStarting(state => CreateUserEndpoint.Decide(command, state, Id)).ThenRefused("user-exists");
    }

    [Fact]
    public void a_module_is_nothing_else()
    {
        Spec.Given<User, IUserEvent>(User.Evolve)
            .WhenStarting(state =>
                CreateUserEndpoint.Decide(new CreateUser(null, "m", "M", ["module", "director"], ""), state, Id))
                .ThenRefused("module-has-one-role");
        Spec.Given<User, IUserEvent>(User.Evolve, Created)
            .When(state => ChangeRolesEndpoint.Decide(new ChangeRoles(["module"]), state, OwnRolesNow.None))
            .ThenRefused("module-has-one-role");
    }

    [Fact]
    public void the_same_roles_in_another_order_change_nothing() =>
        Spec.Given<User, IUserEvent>(User.Evolve, Created, new UserRolesChanged(Id, ["director", "auditor"]))
            .When(state =>
                ChangeRolesEndpoint.Decide(new ChangeRoles(["auditor", "director"]), state, OwnRolesNow.None))
            .ThenNothing();

    [Fact]
    public void a_disabled_user_changes_no_more()
    {
        var disabled = Spec.Given<User, IUserEvent>(User.Evolve, Created, new UserDisabled(Id));
        disabled.When(state => ChangeRolesEndpoint.Decide(new ChangeRoles(["director"]), state, OwnRolesNow.None))
            .ThenRefused("user-disabled");
        disabled.When(state => PutInTeamEndpoint.Decide(new PutInTeam(TeamId), state, new Team(TeamId, "Night")))
            .ThenRefused("user-disabled");
        disabled.When(state => DisableUserEndpoint.Decide(state, Administrator)).ThenNothing();
    }

    [Fact]
    public void an_administrator_cannot_disable_the_account_in_use() =>
        Spec.Given<User, IUserEvent>(User.Evolve, Created)
            .When(state => DisableUserEndpoint.Decide(state, Administrator with { Id = Id }))
            .ThenRefused("user-is-yourself");

    [Fact]
    public void a_user_is_put_in_a_team_that_exists_and_only_once()
    {
        var user = Spec.Given<User, IUserEvent>(User.Evolve, Created);
        var put = new UserPutInTeam(Id, TeamId, "Night");
        user.When(state => PutInTeamEndpoint.Decide(new PutInTeam(TeamId), state, new Team(TeamId, "Night"))).Then(put);
        user.When(state => PutInTeamEndpoint.Decide(new PutInTeam(TeamId), state, null)).ThenRefused("team-unknown");
        user.And(put).When(state => PutInTeamEndpoint.Decide(new PutInTeam(TeamId), state, new Team(TeamId, "Night")))
            .ThenNothing();
        user.And(put).When(state => TakeOutOfTeamEndpoint.Decide(new TakeOutOfTeam(TeamId), state))
            .Then(new UserTakenOutOfTeam(Id, TeamId));
        user.When(state => TakeOutOfTeamEndpoint.Decide(new TakeOutOfTeam(TeamId), state)).ThenNothing();
    }

    [Fact]
    public void a_user_is_away_once_at_a_time()
    {
        var user = Spec.Given<User, IUserEvent>(User.Evolve, Created);
        user.When(state => RecordAbsenceEndpoint.Decide(new RecordAbsence(Day(2), Day(6)), state, AbsenceId))
            .Then(Away);
        var away = user.And(Away);
        away.When(state => RecordAbsenceEndpoint.Decide(new RecordAbsence(Day(2), Day(6)), state, TeamId))
            .ThenNothing();
        foreach (var (from, to) in ((DateOnly, DateOnly?)[])[(Day(1), null), (Day(6), Day(9)), (Day(3), Day(4))])
            away.When(state => RecordAbsenceEndpoint.Decide(new RecordAbsence(from, to), state, TeamId))
                .ThenRefused("absence-overlaps");
        away.When(state => RecordAbsenceEndpoint.Decide(new RecordAbsence(Day(7)), state, TeamId))
            .Then(new UserAbsenceRecorded(Id, TeamId, Day(7), null));
        user.And(new UserDisabled(Id))
            .When(state => RecordAbsenceEndpoint.Decide(new RecordAbsence(Day(2)), state, AbsenceId))
            .ThenRefused("user-disabled");
    }

    [Fact]
    public void an_absence_is_made_shorter_or_withdrawn()
    {
        var away = Spec.Given<User, IUserEvent>(User.Evolve, Created, Away);
        away.When(state => EndAbsenceEndpoint.Decide(new EndAbsence(AbsenceId, Day(4)), state))
            .Then(new UserAbsenceEnded(Id, AbsenceId, Day(2), Day(3)));
        away.When(state => EndAbsenceEndpoint.Decide(new EndAbsence(AbsenceId, Day(2)), state))
            .Then(new UserAbsenceEnded(Id, AbsenceId, Day(2), null));
        away.When(state => EndAbsenceEndpoint.Decide(new EndAbsence(AbsenceId, Day(7)), state)).ThenNothing();
        away.When(state => EndAbsenceEndpoint.Decide(new EndAbsence(AbsenceId, Day(8)), state))
            .ThenRefused("absence-ends-earlier");
        away.And(new UserAbsenceEnded(Id, AbsenceId, Day(2), null))
            .When(state => EndAbsenceEndpoint.Decide(new EndAbsence(AbsenceId, Day(2)), state))
            .ThenRefused("absence-unknown");
    }

    [Fact]
    public void a_user_is_an_officer_until_somebody_says_otherwise()
    {
        var user = Spec.Given<User, IUserEvent>(User.Evolve, Created);
        var senior = new UserSeniorityChanged(Id, "senior-officer");
        user.When(state => ChangeSeniorityEndpoint.Decide(new ChangeSeniority("officer"), state)).ThenNothing();
        user.When(state => ChangeSeniorityEndpoint.Decide(new ChangeSeniority("senior-officer"), state)).Then(senior);
        user.And(senior).When(state => ChangeSeniorityEndpoint.Decide(new ChangeSeniority("senior-officer"), state))
            .ThenNothing();
        user.And(new UserDisabled(Id))
            .When(state => ChangeSeniorityEndpoint.Decide(new ChangeSeniority("senior-officer"), state))
            .ThenRefused("user-disabled");
        new ChangeSeniority.Validator().Validate(new ChangeSeniority("chief")).IsValid.ShouldBeFalse();
        ((Contracts.Identity.UserChanged)IdentityMessages.Announce(senior)!.Message).Seniority
            .ShouldBe("senior-officer");
    }

    [Fact]
    public void where_the_platform_writes_to_is_said_when_a_username_is_an_email_address()
    {
        EmailOf(Created).ShouldBe("nora@harbour.example");
        EmailOf(Created with { Username = "nora" }).ShouldBeNull();
        EmailOf(Created with { Username = "Nora <nora@harbour.example>" }).ShouldBeNull();

        static string? EmailOf(UserCreated created) =>
            ((Contracts.Identity.UserChanged)IdentityMessages.Announce(created)!.Message).Email;
    }

    [Fact]
    public void every_event_is_said()
    {
        var all = new object[]
        {
            Created, new UserRolesChanged(Id, ["director"]), new UserPutInTeam(Id, TeamId, "Night"),
            new UserTakenOutOfTeam(Id, TeamId), new UserDisabled(Id), Away,
            new UserAbsenceEnded(Id, AbsenceId, Day(2), null), new UserSeniorityChanged(Id, "senior-officer"),
            new TeamCreated(TeamId, "Night"),
        };
        all.Select(happened => happened.GetType()).Append(typeof(OwnRolesSet))
            .ShouldBe(IdentityStore.EventNames.Values, ignoreOrder: true);
        all.ShouldAllBe(happened => IdentityMessages.Announce(happened) != null);
    }

    [Fact]
    public void a_team_is_created_once_with_its_name()
    {
        var created = new TeamCreated(TeamId, "Night");
        Spec.Given<Team, ITeamEvent>(Team.Evolve)
            .WhenStarting(state => CreateTeamEndpoint.Decide(new CreateTeam(null, "Night"), state, TeamId))
            .Then(created);
        Spec.Given<Team, ITeamEvent>(Team.Evolve, created)
            .WhenStarting(state => CreateTeamEndpoint.Decide(new CreateTeam(null, "Night"), state, TeamId))
            .ThenNothing();
        Spec.Given<Team, ITeamEvent>(Team.Evolve, created)
            .WhenStarting(state => CreateTeamEndpoint.Decide(new CreateTeam(null, "Day"), state, TeamId))
            .ThenRefused("team-exists");
    }

    [Fact]
    public void stored_names_are_for_ever()
    {
        IdentityStore.EventNames.Keys.ShouldBe(
            ["user_created", "user_roles_changed", "user_put_in_team", "user_taken_out_of_team", "user_disabled",
                "user_absence_recorded", "user_absence_ended", "user_seniority_changed", "team_created",
                "own_roles_set"]);
        IdentityStore.EventNames.Values.ShouldBe(
            typeof(IUserEvent).Assembly.GetTypes()
                .Where(type => !type.IsInterface
                    && (type.IsAssignableTo(typeof(IUserEvent)) || type.IsAssignableTo(typeof(ITeamEvent)))
                    || type == typeof(OwnRolesSet)),
                    ignoreOrder: true);
    }

    private static DateOnly Day(int day) => new(2026, 3, day);
}
