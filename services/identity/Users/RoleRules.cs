using ComplaintsPlatform.Contracts;
using FluentValidation;

namespace ComplaintsPlatform.Identity.Users;

internal static class RoleRules
{
    /// <summary>At least one role, each of them one that tokens can carry.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeRoles<T>(
        this IRuleBuilder<T, IReadOnlyList<string>> rule) => rule
        .NotEmpty()
        .Must(static roles => roles is null || roles.All(Roles.All.Contains))
        .WithMessage("Only these are roles: " + string.Join(", ", Roles.All) + ".");
}
