using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>Gives a user these roles and no others. Tokens given before carry the old roles until they expire, within an hour.</summary>
public sealed record ChangeRoles(IReadOnlyList<string> Roles)
{
    internal sealed class Validator : AbstractValidator<ChangeRoles>
    {
        public Validator() => RuleFor(command => command.Roles).MustBeRoles();
    }
}

internal static class ChangeRolesEndpoint
{
    public static Decision<IUserEvent> Decide(ChangeRoles command, User? state)
    {
        if (state is null) return Decision<IUserEvent>.Nothing();
        if (state.Disabled) return Decision<IUserEvent>.Refuse("user-disabled", "This user is disabled and can have no other roles. Create a new user.");
        if (command.Roles.Contains(Roles.Module) != state.Roles.Contains(Roles.Module) || (command.Roles.Contains(Roles.Module) && command.Roles.Count > 1))
            return Decision<IUserEvent>.Refuse("module-has-one-role", "A person cannot become a module or the other way round. Create a new user.");
        return command.Roles.ToHashSet().SetEquals(state.Roles)
            ? Decision<IUserEvent>.Nothing()
            : Decision<IUserEvent>.Accept(new UserRolesChanged(state.UserId, [.. command.Roles.Distinct()]));
    }

    public static void Map(IEndpointRouteBuilder users) => users.MapPost("/{userId:guid}/change-roles",
        async (Guid userId, ExpectedVersion expected, ChangeRoles command, IDocumentSession session, CancellationToken ct) =>
            (await session.Decide<User, IUserEvent>(userId, expected.Version, state => Decide(command, state), ct)).Answer())
        .Validate(new ChangeRoles.Validator()).RequireRoles(Roles.Administrator).WithName("ChangeRoles");
}
