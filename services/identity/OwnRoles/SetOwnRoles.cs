using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine;
using Wolverine.Http;

namespace ComplaintsPlatform.Identity.OwnRoles;

// An administrator says which roles of its own the landlord has: the whole list. Each is a name for roles of the
// platform, so it can give nobody more than those do. Whoever has one that changes has other rights from then on, and
// tokens given before are refused within a minute. Administrators do not take their own rights away by it.
public sealed record SetOwnRoles(IReadOnlyList<OwnRole> Items)
{
    public sealed class Validator : AbstractValidator<SetOwnRoles>
    {
        public Validator()
        {
            RuleFor(command => command.Items).Must(items => items is { Count: <= 100 })
                .WithMessage("Give the whole list, at most 100.");
            RuleFor(command => command.Items).Must(items => items is null
                    || (items.OfType<OwnRole>().Select(role => role.OwnRoleId).Distinct().Count() == items.Count
                        && items.OfType<OwnRole>().Select(role => Clean.Fold(role.Name)).Distinct().Count()
                            == items.Count))
                .WithMessage("Give each an id and a name of its own.");
            RuleForEach(command => command.Items).NotNull().ChildRules(role =>
            {
                role.RuleFor(given => given.OwnRoleId).NotEmpty();
                role.RuleFor(given => given.Name).PlainText(80);
                role.RuleFor(given => given.Roles).Must(roles => roles is { Count: > 0 }
                        && roles.All(Together.Contains))
                    .WithMessage("Choose at least one of: " + string.Join(", ", Together) + ".");
            });
        }
    }

    /// <summary>Roles of people at work: a module is another system, and a resident is no colleague.</summary>
    internal static readonly string[] Together = [.. Roles.All.Except([Roles.Module, Roles.Resident])];
}

public static class SetOwnRolesEndpoint
{
    public static Decision<OwnRolesSet> Decide(SetOwnRoles command, OwnRolesNow state, Users.User? asking)
    {
        IReadOnlyList<OwnRole> items = [.. command.Items.Select(role => role with
        { Name = Clean.Line(role.Name), Roles = [.. Roles.All.Intersect(role.Roles)] })];
        if (items.Select(Whole).SequenceEqual(state.Items.Select(Whole))) return Decision<OwnRolesSet>.Nothing();
        if (state.Items.FirstOrDefault(known => items.All(role => role.OwnRoleId != known.OwnRoleId)) is { } missing)
            return Decision<OwnRolesSet>.Refuse("own-role-left-out",
                $"{missing.Name} is left out. People may have it: say that it is no longer in use instead.");
        var set = new OwnRolesSet(OwnRolesNow.TheRoles, items);
        return asking is not null && asking.Roles.Contains(Roles.Administrator)
            && !OwnRolesNow.Evolve(state, set).Together(asking.DirectRoles, asking.OwnRoles)
                .Contains(Roles.Administrator)
            ? Decision<OwnRolesSet>.Refuse("own-role-is-yours",
                "You would be an administrator no more. Another administrator has to do this.")
            : Decision<OwnRolesSet>.Accept(set);
    }

    private static string Whole(OwnRole role) =>
        $"{role.OwnRoleId} {role.Name} {role.InUse} {string.Join(' ', role.Roles)}";

    [WolverinePost("/api/own-roles"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Say which roles of its own the landlord has"), Tags("Users")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static async Task<(IResult, OutgoingMessages)> Post(
        SetOwnRoles command, IDocumentSession session, Actor actor, HttpContext context, CancellationToken ct)
    {
        OutgoingMessages looks = [];
        var answer = await session.SetAsync(OwnRolesNow.TheRoles, OwnRolesNow.None, "roles", context, async now =>
        {
            var decision = Decide(command, now, await session.Events.FetchLatest<Users.User>(actor.Id, ct));
            if (decision.Events.Count > 0) looks.Add(new GiveOwnRoles());
            return decision;
        }, OwnRolesNow.Evolve, ct);
        return (answer, looks);
    }
}
