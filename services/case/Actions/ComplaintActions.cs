using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Cases.Actions;

// What is followed up for a complaint, who outside looks at it, and what it cost; the bands and limits of compensation.
internal static class ComplaintActions
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/actions", async (
            Guid complaintId, IQuerySession session, CancellationToken ct) =>
        {
            var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
            return Api.Answer(ComplaintDetails.Of(events) is null ? null : FollowedUp.Of(complaintId, events),
                events.Count);
        })
        .Shows("actions")
        .RequireRoles(Roles.Reading)
        .WithName("ComplaintActions").WithTags("Actions")
        .WithSummary("What was promised or ordered, outside reviews, and what the complaint cost")
        .Produces<FollowedUp>();

    public static void MapRules(IEndpointRouteBuilder rules) => rules
        .MapGet("/", async (IQuerySession session, CancellationToken ct) =>
        {
            var now = await CompensationRules.NowAsync(session, ct);
            return Api.Answer(now, now.Version);
        })
        .RequireRoles(Roles.Reading, Roles.Administrator)
        .WithName("CompensationRules")
        .WithSummary("The bands of compensation, and who may offer how much")
        .Produces<CompensationRules>();
}

/// <summary>In the order in which it came. <c>Paid</c> is what has reached the resident, <c>Offered</c> what is to;
/// <c>Cost</c> is what was paid and spent, in pounds.</summary>
internal sealed record FollowedUp(
    Guid ComplaintId, IReadOnlyList<ActionDetails> Actions, IReadOnlyList<ReviewDetails> Reviews,
    IReadOnlyList<CostDetails> Costs)
{
    public decimal Offered =>
        Actions.Where(one => one.State == ActionState.Open).Sum(one => one.Amount ?? 0);

    public decimal Paid => Actions.Where(one => one.State == ActionState.Done).Sum(one => one.Amount ?? 0);

    public decimal Cost => Paid + Costs.Where(one => one.Kind == RecordCost.Cost).Sum(one => one.Amount);

    public decimal Saved => Costs.Where(one => one.Kind == RecordCost.Saving).Sum(one => one.Amount);

    public static FollowedUp Of(Guid complaintId, IReadOnlyList<IEvent> events) => new(
        complaintId, ActionDetails.Of(events), ReviewDetails.Of(events),
        [.. events.Where(e => e.Data is CostRecorded).Select(CostDetails.Of)]);
}

internal sealed record CostDetails(string Kind, string What, decimal Amount, DateOnly On, string? RecordedBy)
{
    public static CostDetails Of(IEvent e) => e.Data is CostRecorded cost
        ? new CostDetails(cost.Kind, cost.What, cost.Amount, cost.On, e.ByWhom())
        : throw new ArgumentException("Only a cost is one.", nameof(e));
}

/// <summary>One action as a person reads it.</summary>
internal sealed record ActionDetails(
    Guid ActionId, string Kind, string What, Guid OwnerId, string Owner, DateOnly DueOn, ActionState State,
    string Stage, Guid? ReviewId, decimal? Amount, string? Band, bool WaitsForApproval, string? PromisedBy,
    Guid PromisedById, DateTimeOffset PromisedAt)
{
    public string? ApprovedBy { get; init; }

    /// <summary>The days it had before, and why they changed.</summary>
    public IReadOnlyList<EarlierPlan> Earlier { get; init; } = [];

    public DoneDetails? Done { get; init; }

    public string? DroppedBecause { get; init; }

    /// <summary>It was not done by its day, once or again.</summary>
    public bool WasOverdue { get; init; }

    public static IReadOnlyList<ActionDetails> Of(IReadOnlyList<IEvent> events)
    {
        var all = new Dictionary<Guid, ActionDetails>();
        var documents = DocumentDetails.Of(events).ToDictionary(document => document.DocumentId);
        foreach (var e in events)
            if (e.Data is ActionPromised one)
                all[one.ActionId] = new ActionDetails(
                    one.ActionId, one.Kind, one.What, one.OwnerId, one.OwnerName, one.DueOn, ActionState.Open,
                    one.Stage, one.ReviewId, one.Money?.Amount, one.Money?.Band,
                    one.Money is { NeedsApproval: true }, e.ByWhom(), one.PromisedBy, e.Timestamp);
            else if (e.Data is ActionFoundOverdue late && all.TryGetValue(late.ActionId, out var found))
                all[late.ActionId] = found with { WasOverdue = true };
            else if (e.Data is IActionEvent happened)
                all[happened.ActionId] = all[happened.ActionId].With(happened, e, documents);
        return [.. all.Values];
    }

    private ActionDetails With(IActionEvent happened, IEvent e, Dictionary<Guid, DocumentDetails> documents) =>
        happened switch
        {
            CompensationApproved approved => this with
            { WaitsForApproval = false, ApprovedBy = approved.ApprovedByName },
            ActionReplanned plan => this with
            {
                State = ActionState.Open,
                Done = null,
                Earlier = [.. Earlier, new EarlierPlan(DueOn, Owner, plan.Reason, e.ByWhom(), e.Timestamp)],
                DueOn = plan.DueOn,
                OwnerId = plan.OwnerId,
                Owner = plan.OwnerName,
            },
            ActionDone done => this with
            {
                State = ActionState.Done,
                Done = new DoneDetails(
                    done.DoneOn, done.Evidence, done.PaidBy, done.DoneByName, done.DoneOn > DueOn,
                    [.. done.Documents.Where(documents.ContainsKey).Select(id => documents[id])]),
            },
            ActionDropped dropped => this with { State = ActionState.Dropped, DroppedBecause = dropped.Reason },
            _ => this,
        };
}

internal sealed record EarlierPlan(
    DateOnly DueOn, string Owner, string Reason, string? ChangedBy, DateTimeOffset ChangedAt);

internal sealed record DoneDetails(
    DateOnly DoneOn, string Evidence, string? PaidBy, string DoneBy, bool IsLate,
    IReadOnlyList<DocumentDetails> Documents);
