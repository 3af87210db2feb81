using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>What happens to a user, in the order that one lives through it.</summary>
public interface IUserEvent;

/// <summary>An administrator made a user: a person, or with role module another system.</summary>
public sealed record UserCreated(Guid UserId, [property: PersonalData] string Username,
    [property: PersonalData] string Name, IReadOnlyList<string> Roles) : IUserEvent;

/// <summary>The user has these roles from now on, and no others: those given directly, and what the landlord's own
/// roles give. Without them, all were given directly.</summary>
public sealed record UserRolesChanged(
    Guid UserId, IReadOnlyList<string> Roles, IReadOnlyList<string>? Direct = null,
    IReadOnlyList<Guid>? OwnRoles = null) : IUserEvent;

/// <summary>The user works in this team too.</summary>
public sealed record UserPutInTeam(Guid UserId, Guid TeamId, string TeamName) : IUserEvent;

/// <summary>The user no longer works in this team.</summary>
public sealed record UserTakenOutOfTeam(Guid UserId, Guid TeamId) : IUserEvent;

/// <summary>The user is this senior from now on; who was never said to be is an officer.</summary>
public sealed record UserSeniorityChanged(Guid UserId, string Seniority) : IUserEvent;

/// <summary>The user can no longer sign in. Never undone: a person who comes back is a new user.</summary>
public sealed record UserDisabled(Guid UserId) : IUserEvent;

/// <summary>The user is away from the first of these days to the last; without a last one until it is ended.</summary>
public sealed record UserAbsenceRecorded(Guid UserId, Guid AbsenceId, DateOnly From, DateOnly? To) : IUserEvent;

/// <summary>The absence ends on this day and not as was thought; without a last day it never took place.</summary>
public sealed record UserAbsenceEnded(Guid UserId, Guid AbsenceId, DateOnly From, DateOnly? To) : IUserEvent;
