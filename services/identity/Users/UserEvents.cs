using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>What happens to a user, in the order that one lives through it.</summary>
public interface IUserEvent;

/// <summary>An administrator made a user: a person, or with role module another system.</summary>
public sealed record UserCreated(Guid UserId, [property: PersonalData] string Username,
    [property: PersonalData] string Name, IReadOnlyList<string> Roles) : IUserEvent;

/// <summary>The user has these roles from now on, and no others.</summary>
public sealed record UserRolesChanged(Guid UserId, IReadOnlyList<string> Roles) : IUserEvent;

/// <summary>The user works in this team too.</summary>
public sealed record UserPutInTeam(Guid UserId, Guid TeamId, string TeamName) : IUserEvent;

/// <summary>The user no longer works in this team.</summary>
public sealed record UserTakenOutOfTeam(Guid UserId, Guid TeamId) : IUserEvent;

/// <summary>The user can no longer sign in. Never undone: a person who comes back is a new user.</summary>
public sealed record UserDisabled(Guid UserId) : IUserEvent;
