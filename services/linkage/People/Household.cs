using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Notes who lives with the person: somebody whom we know, or a name only. Under an id of the client's it is one member.
public sealed record AddHouseholdMember(
    string Name, string Relationship, Guid? MemberPersonId = null, Guid? MemberId = null)
{
    internal static readonly string[] Relationships =
        ["partner", "child", "parent", "brother-or-sister", "other-relative", "carer", "lodger", "joint-tenant",
            "other"];

    public sealed class Validator : AbstractValidator<AddHouseholdMember>
    {
        public Validator()
        {
            RuleFor(command => command.Name).MaximumLength(500).Must(Clean.Shows).WithMessage("Give the name.");
            RuleFor(command => command.Relationship).MustBeOneOf(Relationships);
        }
    }
}

public static class AddHouseholdMemberEndpoint
{
    public static Decision<IPersonEvent> Decide(AddHouseholdMember command, PersonFile state, Guid memberId) =>
        MergedRecord.Unless(state, () =>
        {
            var name = PersonName.Read(command.Name).Text;
            if (command.MemberPersonId == state.PersonId)
                return Decision<IPersonEvent>.Refuse(
                    "member-is-the-person", "This is the person themselves. Name somebody who lives with them.");
            var isThere = state.Household.ContainsKey(memberId) || state.Household.Values.Any(member =>
                member.MemberPersonId is not null && member.MemberPersonId == command.MemberPersonId);
            return isThere
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Accept(new HouseholdMemberAdded(
                    state.PersonId, memberId, command.MemberPersonId, name, command.Relationship));
        });

    [WolverinePost("/api/people/{personId}/add-household-member"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointName("AddHouseholdMember"), EndpointSummary("Note who lives with a person"), Tags("People")]
    public static (IResult, Events) Post(
        AddHouseholdMember command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, command.MemberId ?? Guid.CreateVersion7(time.GetUtcNow())).Answer(person);
}

// Takes somebody off the household: they moved out, or were put there by mistake.
public sealed record RemoveHouseholdMember(Guid MemberId, string? Reason = null)
{
    public sealed class Validator : AbstractValidator<RemoveHouseholdMember>
    {
        public Validator() => RuleFor(command => command.Reason).MaximumLength(2000);
    }
}

public static class RemoveHouseholdMemberEndpoint
{
    public static Decision<IPersonEvent> Decide(RemoveHouseholdMember command, PersonFile state) =>
        MergedRecord.Unless(state, () => state.Household.ContainsKey(command.MemberId)
            ? Decision<IPersonEvent>.Accept(new HouseholdMemberRemoved(
                state.PersonId, command.MemberId, FreeText.Read(command.Reason).TextOrNull))
            : Decision<IPersonEvent>.Nothing());

    [WolverinePost("/api/people/{personId}/remove-household-member"), ForRoles(Roles.Capturing)]
    [EndpointName("RemoveHouseholdMember"), EndpointSummary("Take somebody off a household"), Tags("People")]
    public static (IResult, Events) Post(
        RemoveHouseholdMember command, [WriteAggregate("personId")] IEventStream<PersonFile> person) =>
        Decide(command, person.Aggregate!).Answer(person);
}
