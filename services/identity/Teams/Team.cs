namespace ComplaintsPlatform.Identity.Teams;

/// <summary>What happens to a team.</summary>
public interface ITeamEvent;

/// <summary>A team was made; people can be put in it.</summary>
public sealed record TeamCreated(Guid TeamId, string Name) : ITeamEvent;

/// <summary>A team as decisions need it.</summary>
public sealed record Team(Guid TeamId, string Name)
{
    public static Team Evolve(Team? state, ITeamEvent happened) => happened switch
    {
        TeamCreated e => new Team(e.TeamId, e.Name),
        _ => throw new System.Diagnostics.UnreachableException($"{happened.GetType().Name} is not an event of a team."),
    };
}
