using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Ends a user's work in a team. What the user owns stays with the user.
public sealed record TakeOutOfTeam(Guid TeamId)
{
    public sealed class Validator : AbstractValidator<TakeOutOfTeam>
    {
        public Validator() => RuleFor(command => command.TeamId).NotEmpty();
    }
}

public static class TakeOutOfTeamEndpoint
{
    public static Decision<IUserEvent> Decide(TakeOutOfTeam command, User state) =>
        state.TeamIds.Contains(command.TeamId)
        ? Decision<IUserEvent>.Accept(new UserTakenOutOfTeam(state.UserId, command.TeamId))
        : Decision<IUserEvent>.Nothing();

    [WolverinePost("/api/users/{userId}/take-out-of-team"), ForRoles(Roles.Administrator)]
    [EndpointSummary("End a user's work in a team"), Tags("Users")]
    public static (IResult, Events) Post(TakeOutOfTeam command, [WriteAggregate] IEventStream<User> user) =>
        Decide(command, user.Aggregate!).Answer(user);
}
