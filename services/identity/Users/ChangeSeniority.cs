using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Says how senior a user is. Rules of assignment may ask for a seniority; it gives no rights, so tokens stay good.
public sealed record ChangeSeniority(string Seniority)
{
    public sealed class Validator : AbstractValidator<ChangeSeniority>
    {
        public Validator() => RuleFor(command => command.Seniority).OneOf(Vocabulary.Seniorities);
    }
}

public static class ChangeSeniorityEndpoint
{
    public static Decision<IUserEvent> Decide(ChangeSeniority command, User state)
    {
        if (state.Disabled)
            return Decision<IUserEvent>.Refuse(
                "user-disabled", "This user is disabled and can have no other seniority. Create a new user.");
        return command.Seniority == state.Seniority
            ? Decision<IUserEvent>.Nothing()
            : Decision<IUserEvent>.Accept(new UserSeniorityChanged(state.UserId, command.Seniority));
    }

    [WolverinePost("/api/users/{userId}/change-seniority"), ForRoles(Roles.Administrator)]
    [EndpointSummary("Say how senior a user is"), Tags("Users")]
    public static (IResult, Events) Post(ChangeSeniority command, [WriteAggregate] IEventStream<User> user) =>
        Decide(command, user.Aggregate!).Answer(user);
}
