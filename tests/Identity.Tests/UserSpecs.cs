using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class UserSpecs
{
    private static readonly Guid Id = new("0198a000-0000-7000-8000-000000000001");
    private static readonly Guid TeamId = new("0198a000-0000-7000-8000-000000000002");
    private static readonly UserCreated Created = new(Id, "nora@harbour.example", "Nora", ["complaints-officer"]);
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
            .When(state => ChangeRolesEndpoint.Decide(new ChangeRoles(["module"]), state))
            .ThenRefused("module-has-one-role");
    }

    [Fact]
    public void the_same_roles_in_another_order_change_nothing() =>
        Spec.Given<User, IUserEvent>(User.Evolve, Created, new UserRolesChanged(Id, ["director", "auditor"]))
            .When(state => ChangeRolesEndpoint.Decide(new ChangeRoles(["auditor", "director"]), state)).ThenNothing();

    [Fact]
    public void a_disabled_user_changes_no_more()
    {
        var disabled = Spec.Given<User, IUserEvent>(User.Evolve, Created, new UserDisabled(Id));
        disabled.When(state => ChangeRolesEndpoint.Decide(new ChangeRoles(["director"]), state))
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
                "team_created"]);
        IdentityStore.EventNames.Values.ShouldBe(
            typeof(IUserEvent).Assembly.GetTypes()
                .Where(type => !type.IsInterface
                    && (type.IsAssignableTo(typeof(IUserEvent)) || type.IsAssignableTo(typeof(ITeamEvent)))),
                    ignoreOrder: true);
    }
}
