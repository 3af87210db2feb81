using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Says that this record is a double of another: whoever looks for it finds the other, and what comes under its
// references belongs to both. Nothing is copied or lost, so it can be undone. For those who handle complaints.
public sealed record MergePeople(Guid Into, string Reason)
{
    public sealed class Validator : AbstractValidator<MergePeople>
    {
        public Validator() =>
            RuleFor(command => command.Reason).MaximumLength(2000).Must(Clean.Shows).WithMessage("Give the reason.");
    }
}

public static class MergePeopleEndpoint
{
    public static Decision<IPersonEvent> Decide(MergePeople command, PersonFile state, PersonFile? into)
    {
        if (state.Person.MergedInto == command.Into) return Decision<IPersonEvent>.Nothing();
        if (command.Into == state.PersonId)
            return Decision<IPersonEvent>.Refuse("merge-with-itself", "A record is no double of itself. Name another.");
        if (into is null)
            return Decision<IPersonEvent>.Refuse(
                "merge-target-unknown", "There is no such person to merge this record into. Find them first.");
        if (into.Person.MergedInto is not null || !state.Merged.IsEmpty)
            return Decision<IPersonEvent>.Refuse("merge-in-a-chain",
                "One of the two records is part of another merge. Merge every double into the same record.");
        return MergedRecord.Unless(state, () => Decision<IPersonEvent>.Accept(
            new PersonMerged(state.PersonId, command.Into, FreeText.Read(command.Reason).Text)));
    }

    [WolverinePost("/api/people/{personId}/merge"), ForRoles(Roles.Handling)]
    [EndpointName("MergePeople"), EndpointSummary("Merge a double into another record"), Tags("People")]
    public static async Task<(IResult, Events)> Post(
        MergePeople command, [WriteAggregate("personId")] IEventStream<PersonFile> person, IDocumentSession session,
        CancellationToken ct)
    {
        var into = await session.Events.FetchForWriting<PersonFile>(command.Into, ct);
        var decision = Decide(command, person.Aggregate!, into.Aggregate);
        if (decision.Events.Count > 0) into.AppendOne(new PersonAbsorbed(command.Into, person.Id));
        return decision.Answer(person);
    }
}

// Undoes a merge that was wrong: both records stand for themselves again, as they did before.
public sealed record UndoMerge(string Reason)
{
    public sealed class Validator : AbstractValidator<UndoMerge>
    {
        public Validator() =>
            RuleFor(command => command.Reason).MaximumLength(2000).Must(Clean.Shows).WithMessage("Give the reason.");
    }
}

public static class UndoMergeEndpoint
{
    public static Decision<IPersonEvent> Decide(UndoMerge command, PersonFile state) =>
        state.Person.MergedInto is { } from
            ? Decision<IPersonEvent>.Accept(
                new PersonMergeUndone(state.PersonId, from, FreeText.Read(command.Reason).Text))
            : Decision<IPersonEvent>.Nothing();

    [WolverinePost("/api/people/{personId}/undo-merge"), ForRoles(Roles.Handling)]
    [EndpointName("UndoMergeOfPeople"), EndpointSummary("Undo a merge of two records"), Tags("People")]
    public static async Task<(IResult, Events)> Post(
        UndoMerge command, [WriteAggregate("personId")] IEventStream<PersonFile> person, IDocumentSession session,
        CancellationToken ct)
    {
        var decision = Decide(command, person.Aggregate!);
        if (person.Aggregate!.Person.MergedInto is { } from)
        {
            var other = await session.Events.FetchForWriting<PersonFile>(from, ct);
            other.AppendOne(new PersonReleased(from, person.Id));
        }

        return decision.Answer(person);
    }
}
