using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Linkage;

// Takes what a person says about themselves for equality monitoring, with their consent; each answer may be left out.
// Whoever takes it cannot read it again: only compliance officers do.
public sealed record AnswerEquality(
    bool Consent, string Channel, string? AgeGroup = null, string? Sex = null,
    string? GenderSameAsRegisteredAtBirth = null, string? EthnicGroup = null, string? Religion = null,
    string? SexualOrientation = null, string? Disability = null)
{
    public sealed class Validator : AbstractValidator<AnswerEquality>
    {
        public Validator()
        {
            RuleFor(command => command.Consent).Equal(true)
                .WithMessage("Without the person's consent nothing is taken. Ask for it.");
            RuleFor(command => command.Channel).MustBeChannel();
            RuleFor(command => command.AgeGroup).MustBeAnswer("age-group");
            RuleFor(command => command.Sex).MustBeAnswer("sex");
            RuleFor(command => command.GenderSameAsRegisteredAtBirth)
                .MustBeAnswer("gender-same-as-registered-at-birth");
            RuleFor(command => command.EthnicGroup).MustBeAnswer("ethnic-group");
            RuleFor(command => command.Religion).MustBeAnswer("religion");
            RuleFor(command => command.SexualOrientation).MustBeAnswer("sexual-orientation");
            RuleFor(command => command.Disability).MustBeAnswer("disability");
        }
    }
}

public static class AnswerEqualityEndpoint
{
    public static Decision<IEqualityEvent> Decide(
        AnswerEquality command, EqualityRecord? state, Guid personId, Person? person, DateOnly today)
    {
        if (person is null)
            return Decision<IEqualityEvent>.Refuse("person-unknown",
                "There is no such person. Find or register them first.");
        var answered = new EqualityAnswered(
            EqualityRecord.IdOf(personId), personId, command.Channel, today, command.AgeGroup, command.Sex,
            command.GenderSameAsRegisteredAtBirth, command.EthnicGroup, command.Religion, command.SexualOrientation,
            command.Disability);
        return state?.Answers is { } before
            && before with { ConsentedOn = today, Channel = command.Channel } == answered
            ? Decision<IEqualityEvent>.Nothing()
            : Decision<IEqualityEvent>.Accept(answered);
    }

    [WolverinePost("/api/people/{personId}/answer-equality"), DecidesAgain, ForRoles(Roles.Capturing)]
    [EndpointName("AnswerEquality"), EndpointSummary("Take answers for equality monitoring"), Tags("Equality")]
    public static async Task<IResult> Post(
        AnswerEquality command, Guid personId, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var stream = await session.Events.FetchForWriting<EqualityRecord>(EqualityRecord.IdOf(personId), ct);
        var person = await session.Events.AggregateStreamAsync<Person>(personId, token: ct);
        var decision = Decide(command, stream.Aggregate, personId, person, London.DayOf(time.GetUtcNow()));
        if (decision.Events.Count > 0) stream.AppendMany(decision.Events);
        return decision.IsRefused ? Api.Refused(decision.Refusal) : Results.NoContent();
    }
}

// Takes a consent back. Nothing of what was said is read or counted from then on.
public sealed record WithdrawEquality
{
    public sealed class Validator : AbstractValidator<WithdrawEquality>;
}

public static class WithdrawEqualityEndpoint
{
    public static Decision<IEqualityEvent> Decide(EqualityRecord? state, DateOnly today) => state?.Answers is null
        ? Decision<IEqualityEvent>.Nothing()
        : Decision<IEqualityEvent>.Accept(new EqualityConsentWithdrawn(state.EqualityId, state.PersonId, today));

    [WolverinePost("/api/people/{personId}/withdraw-equality"), DecidesAgain, ForRoles(Roles.Capturing)]
    [EndpointName("WithdrawEquality"), EndpointSummary("Take consent for equality monitoring back"), Tags("Equality")]
    public static async Task<IResult> Post(
        WithdrawEquality command, Guid personId, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var stream = await session.Events.FetchForWriting<EqualityRecord>(EqualityRecord.IdOf(personId), ct);
        var decision = Decide(stream.Aggregate, London.DayOf(time.GetUtcNow()));
        if (decision.Events.Count > 0) stream.AppendMany(decision.Events);
        return Results.NoContent();
    }
}
