using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Says when a user who is away is back, or will be: earlier than was thought, or at last. Back on the first day or
// before, the user never was away. Who is away longer than was thought has a second absence.
public sealed record EndAbsence(Guid AbsenceId, DateOnly BackOn)
{
    public sealed class Validator : AbstractValidator<EndAbsence>
    {
        public Validator()
        {
            RuleFor(command => command.AbsenceId).NotEmpty();
            RuleFor(command => command.BackOn).NotEmpty();
        }
    }
}

public static class EndAbsenceEndpoint
{
    public static Decision<IUserEvent> Decide(EndAbsence command, User state)
    {
        if (state.Absences.FirstOrDefault(absence => absence.AbsenceId == command.AbsenceId) is not { } absence)
            return Decision<IUserEvent>.Refuse("absence-unknown",
                "The user has no absence with this id, or it was withdrawn. GET /api/users/{userId} lists them.");
        var lastDay = command.BackOn.AddDays(-1);
        if (absence.To == lastDay) return Decision<IUserEvent>.Nothing();
        return lastDay > absence.To
            ? Decision<IUserEvent>.Refuse("absence-ends-earlier",
                "This absence ends before that day already. Record another one for the days after it.")
            : Decision<IUserEvent>.Accept(new UserAbsenceEnded(
                state.UserId, absence.AbsenceId, absence.From, lastDay < absence.From ? null : lastDay));
    }

    [WolverinePost("/api/users/{userId}/end-absence"), ForRoles(Roles.Administrator, Roles.TeamLeader)]
    [EndpointSummary("Say when a user is back"), Tags("Users")]
    public static (IResult, Events) Post(EndAbsence command, [WriteAggregate] IEventStream<User> user) =>
        Decide(command, user.Aggregate!).Answer(user);
}
