using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Identity.Teams;

/// <summary>Makes a team. Its name is what people, queues and tokens know it by, so no two teams share one.</summary>
public sealed record CreateTeam(Guid? TeamId, string Name)
{
    internal sealed class Validator : AbstractValidator<CreateTeam>
    {
        public Validator() => RuleFor(team => team.Name).PlainText(100);
    }
}

internal static class CreateTeamEndpoint
{
    public static Decision<ITeamEvent> Decide(CreateTeam command, Team? state, Guid teamId)
    {
        if (state is null) return Decision<ITeamEvent>.Accept(new TeamCreated(teamId, command.Name.Trim()));
        return state.Name == command.Name.Trim()
            ? Decision<ITeamEvent>.Nothing()
            : Decision<ITeamEvent>.Refuse("team-exists", "There is another team with this id. Leave the id out, or send a new one.");
    }

    public static void Map(IEndpointRouteBuilder teams) => teams.MapPost("/", async (CreateTeam command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
    {
        var teamId = command.TeamId ?? Guid.CreateVersion7(time.GetUtcNow());
        var outcome = await session.Decide<Team, ITeamEvent>(teamId, null, state => Decide(command, state, teamId), ct);
        return outcome.Refusal is null ? Results.Created((string?)null, new TeamList.TeamRow(teamId, command.Name.Trim())) : outcome.Answer();
    })
    .Validate(new CreateTeam.Validator()).RequireRoles(Roles.Administrator).WithName("CreateTeam")
    .Produces<TeamList.TeamRow>(StatusCodes.Status201Created);
}
