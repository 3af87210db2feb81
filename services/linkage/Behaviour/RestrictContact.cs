using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Restricts contact with somebody whose behaviour is unacceptable: with what shows it, why it is proportionate, how
// their needs and the Equality Act were taken into account, and the day on which they were told and how to appeal (Code
// 5.14, 5.15). It is looked at again within six months. It never stops them from complaining: no other verb asks for
// it. Under an id of the client's it is one.
public sealed record RestrictContact(
    string Behaviour, string Evidence, IReadOnlyList<string> Ways, string WhyProportionate, string NeedsConsidered,
    DateOnly ToldOn, string HowToAppeal, DateOnly From, DateOnly ReviewOn, string? InWords = null,
    Guid? RestrictionId = null)
{
    public sealed class Validator : AbstractValidator<RestrictContact>
    {
        public Validator()
        {
            RuleFor(command => command.Behaviour).PlainText(4000);
            RuleFor(command => command.Evidence).PlainText(4000);
            RuleFor(command => command.Ways)
                .Must(ways => ways is { Count: > 0 } && ways.All(RestrictionWords.Ways.Contains))
                .WithMessage($"Give one or more of: {string.Join(", ", RestrictionWords.Ways)}.");
            RuleFor(command => command.InWords).PlainText(2000, optional: true);
            RuleFor(command => command.InWords).NotEmpty()
                .When(command => command.Ways?.Contains(RestrictionWords.Other) == true).WithMessage("Say what it is.");
            RuleFor(command => command.WhyProportionate).PlainText(4000);
            RuleFor(command => command.NeedsConsidered).PlainText(4000);
            RuleFor(command => command.HowToAppeal).PlainText(2000);
        }
    }
}

public static class RestrictContactEndpoint
{
    internal const int MostMonths = 6;

    public static Decision<IPersonEvent> Decide(
        RestrictContact command, PersonFile state, Guid restrictionId, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            if (state.ContactRestrictions.ContainsKey(restrictionId))
                return Decision<IPersonEvent>.Nothing();
            if (command.ToldOn > today)
                return Decision<IPersonEvent>.Refuse("told-in-the-future",
                    "It is recorded once they have been told. Tell them first, or put the day right.");
            return Refusal(command.From, command.ReviewOn) ?? Decision<IPersonEvent>.Accept(new ContactRestricted(
                state.PersonId, restrictionId, command.Behaviour, command.Evidence,
                [.. command.Ways.Distinct()], command.InWords, command.WhyProportionate, command.NeedsConsidered,
                command.ToldOn, command.HowToAppeal, command.From, command.ReviewOn));
        });

    /// <summary>The refusal of a day of review; null when it is one.</summary>
    internal static Decision<IPersonEvent>? Refusal(DateOnly from, DateOnly reviewOn) =>
        reviewOn <= from || reviewOn > from.AddMonths(MostMonths)
            ? Decision<IPersonEvent>.Refuse("restriction-review-out-of-reach",
                $"It is looked at again after {from:d MMMM yyyy} and within six months of it (Code 5.14).")
            : null;

    [WolverinePost("/api/people/{personId}/restrict-contact"), AnyVersion]
    [ForRoles(Roles.Handling, Roles.ComplianceOfficer)]
    [EndpointName("RestrictContact"), EndpointSummary("Restrict contact with somebody because of how they behave")]
    [Tags("Needs")]
    public static (IResult, Events) Post(
        RestrictContact command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, command.RestrictionId ?? Guid.CreateVersion7(time.GetUtcNow()),
            London.DayOf(time.GetUtcNow())).Answer(person);
}
