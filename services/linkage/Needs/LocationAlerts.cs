using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Notes what those who go to a place have to know. It is about the place, whoever lives there.
public sealed record RecordLocationAlert(
    string Code, string Source, DateOnly AgreedOn, string? Description = null, DateOnly? ReviewOn = null,
    DateOnly? ExpiresOn = null, Guid? AlertId = null)
{
    public sealed class Validator : AbstractValidator<RecordLocationAlert>
    {
        public Validator()
        {
            RuleFor(command => command.Code).MustBeOneOf(NeedWords.LocationCodes);
            RuleFor(command => command.Source).MustBeOneOf(NeedWords.Sources);
            RuleFor(command => command.Description).MaximumLength(2000);
            RuleFor(command => command.Description).Must(Clean.Shows)
                .When(command => command.Code == NeedWords.Other).WithMessage("Say what it is.");
            RuleFor(command => command.ReviewOn).GreaterThanOrEqualTo(command => command.AgreedOn)
                .WithMessage("It is looked at again on or after the day on which it was agreed.");
            RuleFor(command => command.ExpiresOn).GreaterThanOrEqualTo(command => command.AgreedOn)
                .WithMessage("It ends on or after the day on which it was agreed.");
        }
    }
}

public static class RecordLocationAlertEndpoint
{
    public static Decision<IPropertyEvent> Decide(
        RecordLocationAlert command, Property state, Guid alertId, DateOnly today)
    {
        if (state.Alerts.Any(alert => alert.AlertId == alertId || (command.Code != NeedWords.Other
            && alert.Code == command.Code && alert.StandsOn(today))))
            return Decision<IPropertyEvent>.Nothing();
        return command.AgreedOn > today
            ? Decision<IPropertyEvent>.Refuse(
                "agreed-in-the-future", "It is recorded when it has been agreed. Put the day right.")
            : Decision<IPropertyEvent>.Accept(new LocationAlertRecorded(
                state.PropertyId, alertId, command.Code, FreeText.Read(command.Description).TextOrNull, command.Source,
                command.AgreedOn, command.ReviewOn, command.ExpiresOn));
    }

    [WolverinePost("/api/properties/{propertyId}/record-alert"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointName("RecordLocationAlert"), EndpointSummary("Note what visitors of a place have to know"), Tags("Needs")]
    public static (IResult, Events) Post(
        RecordLocationAlert command, [WriteAggregate("propertyId")] IEventStream<Property> home, TimeProvider time) =>
        Decide(command, home.Aggregate!, command.AlertId ?? Guid.CreateVersion7(time.GetUtcNow()),
            London.DayOf(time.GetUtcNow())).Answer(home);
}

// Ends an alert of a place.
public sealed record EndLocationAlert(Guid AlertId, string Reason)
{
    public sealed class Validator : AbstractValidator<EndLocationAlert>
    {
        public Validator() =>
            RuleFor(command => command.Reason).MaximumLength(2000).Must(Clean.Shows).WithMessage("Give the reason.");
    }
}

public static class EndLocationAlertEndpoint
{
    public static Decision<IPropertyEvent> Decide(EndLocationAlert command, Property state, DateOnly today)
    {
        if (state.Alerts.FirstOrDefault(known => known.AlertId == command.AlertId) is not { } alert)
            return Decision<IPropertyEvent>.Refuse(
                "alert-not-known", "This place has no such alert. Read the property again.");
        return alert.EndedOn is not null
            ? Decision<IPropertyEvent>.Nothing()
            : Decision<IPropertyEvent>.Accept(new LocationAlertEnded(
                state.PropertyId, command.AlertId, today, FreeText.Read(command.Reason).Text));
    }

    [WolverinePost("/api/properties/{propertyId}/end-alert"), ForRoles(Roles.Capturing)]
    [EndpointName("EndLocationAlert"), EndpointSummary("End an alert of a place"), Tags("Needs")]
    public static (IResult, Events) Post(
        EndLocationAlert command, [WriteAggregate("propertyId")] IEventStream<Property> home, TimeProvider time) =>
        Decide(command, home.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(home);
}
