using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Lets a user work in a team, besides those that the user is in.
public sealed record PutInTeam(Guid TeamId)
{
    public sealed class Validator : AbstractValidator<PutInTeam>
    {
        public Validator() => RuleFor(command => command.TeamId).NotEmpty();
    }
}

public static class PutInTeamEndpoint
{
    public static Decision<IUserEvent> Decide(PutInTeam command, User state, Team? team)
    {
        if (state.TeamIds.Contains(command.TeamId)) return Decision<IUserEvent>.Nothing();
        if (state.Disabled)
            return Decision<IUserEvent>.Refuse(
                "user-disabled", "This user is disabled and cannot join a team. Create a new user.");
        return team is null
            ? Decision<IUserEvent>.Refuse("team-unknown", "There is no team with this id. GET /api/teams lists them.")
            : Decision<IUserEvent>.Accept(new UserPutInTeam(state.UserId, team.TeamId, team.Name));
    }

    [WolverinePost("/api/users/{userId}/put-in-team"), ForRoles(Roles.Administrator)]
    [EndpointSummary("Let a user work in a team"), Tags("Users")]
    public static async Task<(IResult, Events)> Post(
        PutInTeam command, [WriteAggregate] IEventStream<User> user, IDocumentSession session, CancellationToken ct) =>
        Decide(command, user.Aggregate!, await session.Events.FetchLatest<Team>(command.TeamId, ct)).Answer(user);
}
