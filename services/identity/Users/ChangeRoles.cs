using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Gives a user these roles and no others. Tokens given before, which carry the old roles, are refused within a minute.
public sealed record ChangeRoles(IReadOnlyList<string> Roles)
{
    public sealed class Validator : AbstractValidator<ChangeRoles>
    {
        public Validator() => RuleFor(command => command.Roles).MustBeRoles();
    }
}

public static class ChangeRolesEndpoint
{
    public static Decision<IUserEvent> Decide(ChangeRoles command, User state)
    {
        if (state.Disabled)
            return Decision<IUserEvent>.Refuse(
                "user-disabled", "This user is disabled and can have no other roles. Create a new user.");
        if (command.Roles.Contains(Roles.Module) != state.Roles.Contains(Roles.Module)
            || (command.Roles.Contains(Roles.Module) && command.Roles.Count > 1))
            return Decision<IUserEvent>.Refuse(
                "module-has-one-role", "A person cannot become a module or the other way round. Create a new user.");
        return command.Roles.ToHashSet().SetEquals(state.Roles)
            ? Decision<IUserEvent>.Nothing()
            : Decision<IUserEvent>.Accept(new UserRolesChanged(state.UserId, [.. command.Roles.Distinct()]));
    }

    [WolverinePost("/api/users/{userId}/change-roles"), ForRoles(Roles.Administrator)]
    [EndpointSummary("Give a user these roles and no others"), Tags("Users")]
    public static (IResult, Events) Post(ChangeRoles command, [WriteAggregate] IEventStream<User> user) =>
        Decide(command, user.Aggregate!).Answer(user);
}
