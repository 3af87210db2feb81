using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.OwnRoles;
using ComplaintsPlatform.Identity.Users;

namespace ComplaintsPlatform.Identity.Tests;

/// <summary>Roles of the landlord's own: several of the platform's under one name.</summary>
public sealed class OwnRoleSpecs
{
    private static readonly Guid Id = new("0198a000-0000-7000-8000-000000000001");
    private static readonly OwnRole Cover = new(
        new("0198a000-0000-7000-8000-0000000000a1"), "Out-of-hours cover", ["contact-centre-adviser", "team-leader"]);
    private static readonly OwnRole Board = new(
        new("0198a000-0000-7000-8000-0000000000a2"), "Board member", ["director"]);
    private static readonly UserCreated Created = new(Id, "nora", "Nora", ["complaints-officer"]);
    private static readonly OwnRolesNow Both = new(OwnRolesNow.TheRoles, [Cover, Board], 1);

    [Fact]
    public void who_is_given_one_may_do_what_its_roles_may_beside_their_own()
    {
        var user = Spec.Given<User, IUserEvent>(User.Evolve, Created);
        var given = new UserRolesChanged(
            Id, ["complaints-officer", "contact-centre-adviser", "team-leader"], ["complaints-officer"],
            [Cover.OwnRoleId]);
        user.When(state => ChangeRolesEndpoint.Decide(
            new ChangeRoles(["complaints-officer"], [Cover.OwnRoleId, Cover.OwnRoleId]), state, Both)).Then(given);
        user.And(given).When(state => ChangeRolesEndpoint.Decide(
            new ChangeRoles(["complaints-officer"], [Cover.OwnRoleId]), state, Both)).ThenNothing();
        // Taken away again, what it gave is gone.
        user.And(given).When(state => ChangeRolesEndpoint.Decide(new ChangeRoles(["complaints-officer"]), state, Both))
            .Then(new UserRolesChanged(Id, ["complaints-officer"]));
        user.When(state => ChangeRolesEndpoint.Decide(new ChangeRoles([], [Guid.CreateVersion7()]), state, Both))
            .ThenRefused("own-role-not-in-use");
        new ChangeRoles.Validator().Validate(new ChangeRoles([], [Cover.OwnRoleId])).IsValid.ShouldBeTrue();
        new ChangeRoles.Validator().Validate(new ChangeRoles([])).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void when_it_changes_everybody_who_has_it_has_other_roles()
    {
        var has = Spec.Given<User, IUserEvent>(User.Evolve, Created, new UserRolesChanged(
            Id, ["complaints-officer", "director"], ["complaints-officer"], [Board.OwnRoleId]));
        has.When(state => GiveOwnRolesHandler.Decide(state, Both)).ThenNothing();
        var changed = Both with { Items = [Cover, Board with { Roles = ["auditor"] }] };
        has.When(state => GiveOwnRolesHandler.Decide(state, changed)).Then(new UserRolesChanged(
            Id, ["complaints-officer", "auditor"], ["complaints-officer"], [Board.OwnRoleId]));
        // No longer in use it gives nothing, and is given to nobody; who has it keeps the name.
        var ended = Both with { Items = [Cover, Board with { InUse = false }] };
        has.When(state => GiveOwnRolesHandler.Decide(state, ended)).Then(new UserRolesChanged(
            Id, ["complaints-officer"], ["complaints-officer"], [Board.OwnRoleId]));
        has.When(state => ChangeRolesEndpoint.Decide(
            new ChangeRoles(["complaints-officer"], [Board.OwnRoleId]), state, ended)).ThenNothing();
        Spec.Given<User, IUserEvent>(User.Evolve, Created)
            .When(state => GiveOwnRolesHandler.Decide(state, Both)).ThenNothing();
    }

    [Fact]
    public void the_list_is_whole_and_none_of_it_goes()
    {
        Decided([Cover, Board], Both).Events.ShouldBeEmpty();
        Decided([Cover], Both).Refusal!.Code.ShouldBe("own-role-left-out");
        var set = Decided([Cover with { Name = " Out-of-hours  cover" }, Board with { InUse = false }], Both);
        set.Events.ShouldHaveSingleItem().Items.Select(role => (role.Name, role.InUse))
            .ShouldBe([("Out-of-hours cover", true), ("Board member", false)]);
    }

    [Fact]
    public void an_administrator_does_not_stop_being_one_by_it()
    {
        var admins = new OwnRole(Guid.CreateVersion7(), "Systems", ["administrator"]);
        var now = new OwnRolesNow(OwnRolesNow.TheRoles, [admins], 1);
        var asking = User.Evolve(User.Evolve(null, Created), new UserRolesChanged(
            Id, ["complaints-officer", "administrator"], ["complaints-officer"], [admins.OwnRoleId]));
        var without = new SetOwnRoles([admins with { Roles = ["director"] }]);
        SetOwnRolesEndpoint.Decide(without, now, asking).Refusal!.Code.ShouldBe("own-role-is-yours");
        SetOwnRolesEndpoint.Decide(without, now, null).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void it_gives_only_what_there_is_to_people_at_work()
    {
        foreach (var roles in new string[][] { [], ["module"], ["resident"], ["king"] })
            Valid([Board with { Roles = roles }]).ShouldBeFalse(string.Join(",", roles));
        Valid([Board, Board with { OwnRoleId = Guid.CreateVersion7(), Name = "board  MEMBER" }]).ShouldBeFalse();
        Valid([Board, Cover]).ShouldBeTrue();
        SetOwnRoles.Together.ShouldBeSubsetOf(Roles.All);

        static bool Valid(OwnRole[] roles) => new SetOwnRoles.Validator().Validate(new SetOwnRoles(roles)).IsValid;
    }

    private static ServiceDefaults.Decision<OwnRolesSet> Decided(OwnRole[] roles, OwnRolesNow now) =>
        SetOwnRolesEndpoint.Decide(new SetOwnRoles(roles), now, null);
}
