namespace ComplaintsPlatform.Contracts.Identity;

/// <summary>A user was made or changed. Says what is so from now on; what is null stays as it was.</summary>
/// <param name="UserId">The user: a person at work, or with role module another system.</param>
/// <param name="Name">Display name.</param>
/// <param name="Roles">All roles.</param>
/// <param name="PutInTeam">A team that the user works in too.</param>
/// <param name="TakenOutOfTeam">A team that the user works in no more.</param>
/// <param name="Disabled">True for who can no longer sign in; never undone.</param>
/// <param name="Seniority">officer, senior-officer or principal-officer; officer for whom it was never said.</param>
/// <param name="Email">Where the platform writes to them: their username, when it is an email address.</param>
[MessageIdentity("complaints.identity.user-changed.v1")]
public sealed record UserChanged(
    Guid UserId, string? Name, IReadOnlyList<string>? Roles, Guid? PutInTeam, Guid? TakenOutOfTeam, bool? Disabled,
    string? Seniority = null, string? Email = null);

/// <summary>A team was made.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Name">What people, queues and tokens know it by.</param>
[MessageIdentity("complaints.identity.team-changed.v1")]
public sealed record TeamChanged(Guid TeamId, string Name);

/// <summary>A user is, or will be, away.</summary>
/// <param name="UserId">The user.</param>
/// <param name="AbsenceId">One absence of possibly several; said again when its days change.</param>
/// <param name="From">First day away.</param>
/// <param name="To">Last day away; null as long as nobody knows.</param>
/// <param name="Withdrawn">True when it does not take place after all.</param>
[MessageIdentity("complaints.identity.absence-changed.v1")]
public sealed record AbsenceChanged(Guid UserId, Guid AbsenceId, DateOnly From, DateOnly? To, bool Withdrawn);
