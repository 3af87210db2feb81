using ComplaintsPlatform.Contracts;
using FluentValidation;

namespace ComplaintsPlatform.Identity.Users;

internal static class RoleRules
{
    /// <summary>At least one role, each of them one that tokens can carry.</summary>
    /// <param name="rule">The rule of the field.</param>
    /// <param name="hasOthers">Whether none is enough, since there are roles of another kind.</param>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeRoles<T>(
        this IRuleBuilder<T, IReadOnlyList<string>> rule, Func<T, bool>? hasOthers = null) => rule
        .Must((command, roles) => roles is { Count: > 0 } || (roles is not null && hasOthers?.Invoke(command) is true))
        .WithMessage("Choose at least one role.")
        .Must(static roles => roles is null || roles.All(Roles.All.Contains))
        .WithMessage("Only these are roles: " + string.Join(", ", Roles.All) + ".");
}
