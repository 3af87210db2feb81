using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Cases.Actions;

/// <summary>An action in the lists of what is followed up. One that was dropped is in none.</summary>
// Whoever promises an action chooses its id, and only in its complaint it is unique.
public sealed record ActionRow(Guid Id, Guid ComplaintId, Guid ActionId, string Kind, DateOnly DueOn, Guid OwnerId)
{
    [PersonalData(Subject = nameof(ComplaintId))]
    public string What { get; init; } = "";

    public string Owner { get; init; } = "";

    public decimal? Amount { get; init; }

    public bool WaitsForApproval { get; init; }

    public DateOnly? DoneOn { get; init; }
}

/// <summary>Keeps a row for each action.</summary>
public sealed class ActionRowProjection : MultiStreamProjection<ActionRow, Guid>
{
    // Inline, so that what was recorded as done is off the list with the click.
    internal static void Add(StoreOptions store)
    {
        store.Schema.For<ActionRow>()
            .Duplicate(row => row.ComplaintId, notNull: true)
            .Duplicate(row => row.Kind, notNull: true)
            .Duplicate(row => row.DueOn, pgType: "date", notNull: true)
            .Duplicate(row => row.OwnerId, notNull: true)
            .Duplicate(row => row.DoneOn!, pgType: "date")
            .Index(row => new { row.OwnerId, row.DueOn, row.Id }, index =>
                (index.Name, index.Predicate) = ("open_actions_of_somebody", "done_on is null"))
            .Index(row => new { row.DueOn, row.Id }, index =>
                (index.Name, index.Predicate) = ("open_actions", "done_on is null"))
            .Index(row => new { row.Kind, row.DueOn, row.Id }, index =>
                (index.Name, index.Predicate) = ("open_actions_of_a_kind", "done_on is null"))
            .Index(row => new { row.DoneOn, row.Id }, index =>
                (index.Name, index.Predicate) = ("actions_done", "done_on is not null"));
        store.Projections.Add(new ActionRowProjection(), ProjectionLifecycle.Inline);
    }

    public ActionRowProjection()
    {
        Name = "actions";
        Identity<IActionEvent>(e => DeterministicId.Of($"action {e.ComplaintId} {e.ActionId}"));
    }

    public override ActionRow? Evolve(ActionRow? snapshot, Guid id, IEvent e) => (snapshot, e.Data) switch
    {
        (_, ActionPromised promise) => new ActionRow(
            id, promise.ComplaintId, promise.ActionId, promise.Kind, promise.DueOn, promise.OwnerId)
        {
            What = promise.What,
            Owner = promise.OwnerName,
            Amount = promise.Money?.Amount,
            WaitsForApproval = promise.Money is { NeedsApproval: true },
        },
        ({ } row, CompensationApproved) => row with { WaitsForApproval = false },
        ({ } row, ActionReplanned plan) => row with
        { DueOn = plan.DueOn, OwnerId = plan.OwnerId, Owner = plan.OwnerName, DoneOn = null },
        ({ } row, ActionDone done) => row with { DoneOn = done.DoneOn },
        (_, ActionDropped) => null,
        _ => snapshot,
    };
}
