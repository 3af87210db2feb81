using System.Text.RegularExpressions;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Agrees with the person in which language and form they are written to and how they are reached. Those who write
// letters hear of it.
public sealed partial record AgreePreferences(
    string Language, string Format, string Source, DateOnly AgreedOn, string? ContactBy = null,
    DateOnly? ReviewOn = null)
{
    public sealed partial class Validator : AbstractValidator<AgreePreferences>
    {
        public Validator()
        {
            RuleFor(command => command.Language).NotNull().Matches(LanguageTag())
                .WithMessage("Give a language as its code, such as en, cy, pl or pt-br.");
            RuleFor(command => command.Format).MustBeOneOf(NeedWords.Formats);
            RuleFor(command => command.ContactBy).MustBeOneOf(NeedWords.WaysOfContact)
                .When(command => command.ContactBy is not null);
            RuleFor(command => command.Source).MustBeOneOf(NeedWords.Sources);
            RuleFor(command => command.ReviewOn).GreaterThanOrEqualTo(command => command.AgreedOn)
                .WithMessage("It is looked at again on or after the day on which it was agreed.");
        }

        [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z0-9]{2,8})?\z", RegexOptions.NonBacktracking)]
        private static partial Regex LanguageTag();
    }
}

public static class AgreePreferencesEndpoint
{
    public static Decision<IPersonEvent> Decide(AgreePreferences command, PersonFile state, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            if (state.Preferences is { } agreed && (agreed.Language, agreed.Format, agreed.ContactBy, agreed.ReviewOn)
                == (command.Language, command.Format, command.ContactBy, command.ReviewOn))
                return Decision<IPersonEvent>.Nothing();
            return command.AgreedOn > today
                ? Decision<IPersonEvent>.Refuse(
                    "agreed-in-the-future", "It is recorded when it has been agreed. Put the day right.")
                : Decision<IPersonEvent>.Accept(new PreferencesAgreed(
                    state.PersonId, command.Language, command.Format, command.ContactBy, command.Source,
                    command.AgreedOn, command.ReviewOn));
        });

    [WolverinePost("/api/people/{personId}/agree-preferences"), ForRoles(Roles.Capturing)]
    [EndpointName("AgreePreferences"), EndpointSummary("Agree language, format and way of contact"), Tags("Needs")]
    public static (IResult, Events) Post(
        AgreePreferences command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(person);
}
