using System.Diagnostics;
using System.Net.Mail;
using ComplaintsPlatform.Identity.OwnRoles;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine;
using Say = ComplaintsPlatform.Contracts.Identity;

namespace ComplaintsPlatform.Identity;

/// <summary>What this service says to others, so that they know who may handle complaints and who is away. It hears
/// nothing.</summary>
internal static class IdentityMessages
{
    public static void Configure(WolverineOptions options)
    {
        options.LocalQueueFor<GiveOwnRoles>().UseDurableInbox().MaximumParallelMessages(1);
        options.LocalQueueFor<GiveOwnRolesTo>().UseDurableInbox().MaximumParallelMessages(2);
    }

    /// <summary>From stored event to contract; null for the landlord's own roles: what they give is said of each
    /// user.</summary>
    public static Announcement? Announce(IEvent @event) => Announce(@event.Data);

    internal static Announcement? Announce(object happened) => happened switch
    {
        UserCreated e => Of(e.UserId, new Say.UserChanged(
            e.UserId, e.Name, e.Roles, null, null, Disabled: false, Email: EmailOf(e.Username))),
        UserRolesChanged e => Of(e.UserId, new Say.UserChanged(e.UserId, null, e.Roles, null, null, null)),
        UserPutInTeam e => Of(e.UserId, new Say.UserChanged(e.UserId, null, null, e.TeamId, null, null)),
        UserTakenOutOfTeam e => Of(e.UserId, new Say.UserChanged(e.UserId, null, null, null, e.TeamId, null)),
        UserDisabled e => Of(e.UserId, new Say.UserChanged(e.UserId, null, null, null, null, Disabled: true)),
        UserSeniorityChanged e =>
            Of(e.UserId, new Say.UserChanged(e.UserId, null, null, null, null, null, e.Seniority)),
        UserAbsenceRecorded e =>
            Of(e.UserId, new Say.AbsenceChanged(e.UserId, e.AbsenceId, e.From, e.To, Withdrawn: false)),
        UserAbsenceEnded e =>
            Of(e.UserId, new Say.AbsenceChanged(e.UserId, e.AbsenceId, e.From, e.To, Withdrawn: e.To is null)),
        TeamCreated e => Of(e.TeamId, new Say.TeamChanged(e.TeamId, e.Name)),
        OwnRolesSet => null,
        _ => throw new UnreachableException($"{happened.GetType().Name} is neither published nor kept."),
    };

    private static string? EmailOf(string username) =>
        MailAddress.TryCreate(username, out var address) && address.Address == username ? username : null;

    private static Announcement Of(Guid subject, object message) => new(subject, message);
}
