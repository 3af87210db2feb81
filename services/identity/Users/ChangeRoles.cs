using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.OwnRoles;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Gives a user these roles and no others, of the platform and of the landlord's own. Tokens given before, which carry
// the old roles, are refused within a minute.
public sealed record ChangeRoles(IReadOnlyList<string> Roles, IReadOnlyList<Guid>? OwnRoles = null)
{
    public sealed class Validator : AbstractValidator<ChangeRoles>
    {
        public Validator()
        {
            RuleFor(command => command.Roles).MustBeRoles(command => command.OwnRoles is { Count: > 0 });
            RuleFor(command => command.OwnRoles).Must(own => own is null or { Count: <= 20 })
                .WithMessage("At most 20 roles of the landlord's own.");
        }
    }
}

public static class ChangeRolesEndpoint
{
    public static Decision<IUserEvent> Decide(ChangeRoles command, User state, OwnRolesNow own)
    {
        IReadOnlyList<Guid> wanted = [.. (command.OwnRoles ?? []).Distinct()];
        if (state.Disabled)
            return Decision<IUserEvent>.Refuse(
                "user-disabled", "This user is disabled and can have no other roles. Create a new user.");
        if (command.Roles.Contains(Roles.Module) != state.Roles.Contains(Roles.Module)
            || (command.Roles.Contains(Roles.Module) && command.Roles.Count + wanted.Count > 1))
            return Decision<IUserEvent>.Refuse(
                "module-has-one-role", "A person cannot become a module or the other way round. Create a new user.");
        if (own.Refusal(wanted, state.OwnRoles) is { } refusal) return refusal;
        IReadOnlyList<string> direct = [.. command.Roles.Distinct()];
        return direct.ToHashSet().SetEquals(state.DirectRoles) && wanted.ToHashSet().SetEquals(state.OwnRoles)
            ? Decision<IUserEvent>.Nothing()
            : Decision<IUserEvent>.Accept(wanted.Count == 0
                ? new UserRolesChanged(state.UserId, direct)
                : new UserRolesChanged(state.UserId, own.Together(direct, wanted), direct, wanted));
    }

    [WolverinePost("/api/users/{userId}/change-roles"), ForRoles(Roles.Administrator)]
    [EndpointSummary("Give a user these roles and no others"), Tags("Users")]
    public static async Task<(IResult, Events, OutgoingMessages)> Post(
        ChangeRoles command, [WriteAggregate] IEventStream<User> user, IDocumentSession session, CancellationToken ct)
    {
        var decision = Decide(command, user.Aggregate!, await OwnRolesNow.NowAsync(session, ct));
        var (answer, events) = decision.Answer(user);
        return (answer, events,
            decision.Events.Count > 0 && command.OwnRoles is { Count: > 0 } ? [new GiveOwnRolesTo(user.Id)] : []);
    }
}
