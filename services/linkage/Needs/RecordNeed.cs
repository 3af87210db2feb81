using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Notes a vulnerability, an alert, a reasonable adjustment that was agreed or a disability that was disclosed: who said
// so, since when it is agreed, when it is looked at again or ends. Under an id of the client's it is one.
public sealed record RecordNeed(
    string Kind, string Code, string Source, DateOnly AgreedOn, string? Description = null, DateOnly? ReviewOn = null,
    DateOnly? ExpiresOn = null, Guid? NeedId = null)
{
    public sealed class Validator : AbstractValidator<RecordNeed>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).MustBeOneOf([.. NeedWords.Codes.Keys.Order(StringComparer.Ordinal)]);
            RuleFor(command => command.Code)
                .Must((command, code) => code is not null && NeedWords.Codes[command.Kind].Contains(code))
                .When(command => command.Kind is not null && NeedWords.Codes.ContainsKey(command.Kind))
                .WithMessage(command => $"Must be one of: {string.Join(", ", NeedWords.Codes[command.Kind])}.");
            RuleFor(command => command.Description).MaximumLength(2000);
            RuleFor(command => command.Description).Must(Clean.Shows)
                .When(command => command.Code == NeedWords.Other).WithMessage("Say what it is.");
            RuleFor(command => command.Source).MustBeOneOf(NeedWords.Sources);
            RuleFor(command => command.ReviewOn).GreaterThanOrEqualTo(command => command.AgreedOn)
                .WithMessage("It is looked at again on or after the day on which it was agreed.");
            RuleFor(command => command.ExpiresOn).GreaterThanOrEqualTo(command => command.AgreedOn)
                .WithMessage("It ends on or after the day on which it was agreed.");
        }
    }
}

public static class RecordNeedEndpoint
{
    public static Decision<IPersonEvent> Decide(RecordNeed command, PersonFile state, Guid needId, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            // The same need told again is the same, unless the other one has ended or needs words to be told apart.
            if (state.Needs.TryGetValue(needId, out _) || (command.Code != NeedWords.Other
                && state.Needs.Values.Any(need =>
                    (need.Kind, need.Code) == (command.Kind, command.Code) && need.StandsOn(today))))
                return Decision<IPersonEvent>.Nothing();
            return command.AgreedOn > today
                ? Decision<IPersonEvent>.Refuse(
                    "agreed-in-the-future", "It is recorded when it has been agreed. Put the day right.")
                : Decision<IPersonEvent>.Accept(new NeedRecorded(
                    state.PersonId, needId, command.Kind, command.Code, FreeText.Read(command.Description).TextOrNull,
                    command.Source, command.AgreedOn, command.ReviewOn, command.ExpiresOn));
        });

    [WolverinePost("/api/people/{personId}/record-need"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointName("RecordNeed"), EndpointSummary("Note a vulnerability, alert, adjustment or disability")]
    [Tags("Needs")]
    public static (IResult, Events) Post(
        RecordNeed command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, command.NeedId ?? Guid.CreateVersion7(time.GetUtcNow()),
            London.DayOf(time.GetUtcNow())).Answer(person);
}
