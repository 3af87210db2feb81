using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Says that a user is away, from the first day to the last; without a last day as long as nobody says that the user is
// back. Others hear of it, so that work does not wait for who is not there. Team leaders may say it too.
public sealed record RecordAbsence(DateOnly From, DateOnly? To = null)
{
    public sealed class Validator : AbstractValidator<RecordAbsence>
    {
        public Validator()
        {
            RuleFor(absence => absence.From).NotEmpty();
            RuleFor(absence => absence.To).GreaterThanOrEqualTo(absence => absence.From)
                .WithMessage("The last day is not before the first.");
        }
    }
}

public static class RecordAbsenceEndpoint
{
    public static Decision<IUserEvent> Decide(RecordAbsence command, User state, Guid absenceId)
    {
        if (state.Absences.Any(absence => absence.From == command.From && absence.To == command.To))
            return Decision<IUserEvent>.Nothing();
        if (state.Disabled)
            return Decision<IUserEvent>.Refuse(
                "user-disabled", "This user is disabled, so nobody waits for them. There is nothing to record.");
        return state.Absences.Any(absence =>
            absence.From <= (command.To ?? DateOnly.MaxValue) && command.From <= (absence.To ?? DateOnly.MaxValue))
            ? Decision<IUserEvent>.Refuse("absence-overlaps",
                "The user is away on some of these days already. End that absence first, or send other days.")
            : Decision<IUserEvent>.Accept(
                new UserAbsenceRecorded(state.UserId, absenceId, command.From, command.To));
    }

    [WolverinePost("/api/users/{userId}/record-absence"), ForRoles(Roles.Administrator, Roles.TeamLeader)]
    [EndpointSummary("Say that a user is away"), Tags("Users")]
    public static (IResult, Events) Post(
        RecordAbsence command, [WriteAggregate] IEventStream<User> user, TimeProvider time) =>
        Decide(command, user.Aggregate!, Guid.CreateVersion7(time.GetUtcNow())).Answer(user);
}
