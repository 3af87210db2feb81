using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Identity.Teams;

// Makes a team. Its name is what people, queues and tokens know it by, so no two teams share one.
public sealed record CreateTeam(Guid? TeamId, string Name)
{
    public sealed class Validator : AbstractValidator<CreateTeam>
    {
        public Validator() => RuleFor(team => team.Name).PlainText(100);
    }
}

public static class CreateTeamEndpoint
{
    public static Decision<ITeamEvent> Decide(CreateTeam command, Team? state, Guid teamId)
    {
        if (state is null) return Decision<ITeamEvent>.Accept(new TeamCreated(teamId, command.Name.Trim()));
        return state.Name == command.Name.Trim()
            ? Decision<ITeamEvent>.Nothing()
            : Decision<ITeamEvent>.Refuse(
                "team-exists", "There is another team with this id. Leave the id out, or send a new one.");
    }

    [WolverinePost("/api/teams"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Make a team"), Tags("Users"), ProducesResponseType<TeamRow>(StatusCodes.Status201Created)]
    public static async Task<IResult> Post(
        CreateTeam command, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var team = new TeamRow(command.TeamId ?? Guid.CreateVersion7(time.GetUtcNow()), command.Name.Trim());
        // Only to say it at once: of two at the same moment the list's unique key lets one through, and the other comes
        // here again.
        if (await session.Query<TeamRow>()
            .AnyAsync(other => other.Name == team.Name && other.TeamId != team.TeamId, ct))
            return Api.Problem(
                StatusCodes.Status409Conflict, "already-exists", "Another team has this name. Send another name.");

        var decision = Decide(command, await session.Events.FetchLatest<Team>(team.TeamId, ct), team.TeamId);
        if (decision.IsRefused)
            return Api.Refused(decision.Refusal);
        if (decision.Events.Count > 0) session.Events.StartStream<Team>(team.TeamId, decision.Events);
        return TypedResults.Created((string?)null, team);
    }
}
