using System.Diagnostics;
using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Documents;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine;
using Say = ComplaintsPlatform.Contracts.Cases;

namespace ComplaintsPlatform.Cases;

/// <summary>What this service says to others. What it hears: <c>OpenComplaint.cs</c>,
/// <c>RecordReportedFact.cs</c>.</summary>
internal static class ComplaintMessages
{
    public static void Configure(WolverineOptions options)
    {
        // What is looked at and moved when somebody leaves, and when a complaint or a document arrives; in no order.
        options.LocalQueueFor<ReturnWorkOf>().UseDurableInbox().MaximumParallelMessages(2);
        options.LocalQueueFor<AssignOnArrival>().UseDurableInbox().MaximumParallelMessages(2);
        options.LocalQueueFor<PutBack>().UseDurableInbox().MaximumParallelMessages(4);
        options.LocalQueueFor<PutBackTask>().UseDurableInbox().MaximumParallelMessages(4);
        options.LocalQueueFor<ScanDocument>().UseDurableInbox().MaximumParallelMessages(2);
    }

    /// <summary>From stored event to contract; null for what other services said themselves, rules and
    /// areas.</summary>
    public static Announcement? Announce(IEvent @event) => @event.Data switch
    {
        CategoriesSet e => new Announcement(e.CategoriesId, new Say.CategoriesSet(
            e.CategoriesId,
            [.. e.Items.Select(one => new Say.Category(one.Code, one.Name, one.Help, one.InUse))])),
        AssignmentRulesSet or AreasSet or ChoicesSet or TaskTypesSet or CompensationRulesSet => null,
        _ => Announce((IComplaintEvent)@event.Data),
    };

    internal static Announcement? Announce(IComplaintEvent @event) => @event switch
    {
        ComplaintOpened e =>
            Of(e, new Say.ComplaintOpened(
                e.ComplaintId, e.Reference, e.Channel, e.Category, e.ReceivedOn, e.PropertyId)),
        ComplaintAssigned e =>
            Of(e, new Say.ComplaintAssigned(e.ComplaintId, e.OwnerId, e.OwnerName, e.Team, Claimed: false)),
        ComplaintClaimed e =>
            Of(e, new Say.ComplaintAssigned(e.ComplaintId, e.OwnerId, e.OwnerName, e.Team, Claimed: true)),
        ComplaintAcknowledged e => Of(e, new Say.ComplaintAcknowledged(e.ComplaintId, e.AcknowledgedOn)),
        Stage1ResponseRecorded e => Of(e, new Say.Stage1ResponseRecorded(e.ComplaintId, e.RespondedOn, e.Outcome)),
        ExtensionRecorded e => Of(e, new Say.ExtensionRecorded(
            e.ComplaintId, e.Stage, e.ToldOn, e.NewDate, ForGoodReason: e.GoodReason is not null)),
        EscalatedToStage2 e => Of(e, new Say.ComplaintEscalated(e.ComplaintId, e.RequestedOn)),
        EscalationRefused e => Of(e, new Say.EscalationRefused(
            e.ComplaintId, e.Reference, e.RequestedOn, e.RefusedOn, e.Ground, e.Paragraph)),
        Stage2Acknowledged e => Of(e, new Say.Stage2Acknowledged(e.ComplaintId, e.AcknowledgedOn)),
        Stage2ResponseRecorded e => Of(e, new Say.Stage2ResponseRecorded(e.ComplaintId, e.RespondedOn, e.Outcome)),
        CauseRecorded e => Of(e, new Say.CauseRecorded(e.ComplaintId, e.RootCause)),
        ComplaintWithdrawn e => Of(e, new Say.ComplaintWithdrawn(e.ComplaintId, e.WithdrawnOn)),
        ComplaintClosed e => Of(e, new Say.ComplaintClosed(e.ComplaintId, e.ClosedOn, e.Because)),
        ComplaintReopened e => Of(e, new Say.ComplaintReopened(e.ComplaintId)),
        ComplaintReclassified e => Of(e, new Say.ComplaintReclassified(
            e.ComplaintId, e.Category, e.Classification.Services, e.Classification.Nature, e.Classification.Priority)),
        MergedIntoAnother e => Of(e, new Say.ComplaintMerged(e.ComplaintId, e.SurvivorId, e.SurvivorReference)),
        MergeUndone e => Of(e, new Say.MergeUndone(e.ComplaintId, e.Reference, e.SurvivorId)),
        ComplaintSplit e => Of(e, new Say.ComplaintSplit(
            e.ComplaintId, e.NewComplaintId, e.Channel, e.Category, e.ReceivedOn,
            new Contracts.Intake.Complainant(e.Resident?.PersonId, e.Resident?.Name ?? "", e.Resident?.Email,
                e.Resident?.Phone, e.Resident?.PostalAddress),
            e.PropertyId,
            [.. e.Points.Select(point => new Contracts.Intake.PointOfComplaint(point.Number, point.Text))],
            e.DesiredOutcome, e.PreferredContact)),
        ComplaintReleased e => Of(e, new Say.ComplaintReleased(e.ComplaintId, e.OwnerId, e.Team, e.Because)),
        ConflictDeclared e => Of(e, new Say.ComplaintRestricted(
            e.ComplaintId, [.. e.AboutStaff.Select(staff => staff.UserId)], e.OnlyFor)),
        AccessRestricted e => Of(e, new Say.ComplaintRestricted(e.ComplaintId, e.HiddenFrom, e.OnlyFor())),
        ComplaintLinked or LinkRemoved => null,
        // The response says what follows from it; nobody else needs the reasons, which are personal.
        FindingRecorded => null,
        ContactJoined e => Of(e, new Say.ContactJoined(e.ComplaintId, e.ContactId, e.Channel, e.ReceivedOn)),
        QueuedForTeam e => Of(e, new Say.QueuedForTeam(e.ComplaintId, e.Team)),
        DocumentAdded or DocumentScanned or DocumentWithdrawn or DuplicateMergedIn
            or DuplicateTakenOut or AnotherOfficerAskedFor or OfficerAllowedAgain
            or AnotherLetterIssued => null,
        TaskSet e => Of(e, new Say.TaskDue(
            e.ComplaintId, e.TaskId, 1, e.DueOn, e.Kind.Name, e.For.AssigneeId, e.For.Team, e.SetBy)),
        TaskReturned e => Of(e, new Say.TaskDue(e.ComplaintId, e.TaskId, e.Round + 1, e.DueOn)),
        TaskFinished e => Of(e, new Say.TaskEnded(e.ComplaintId, e.TaskId, e.Round, e.FinishedOn, e.FinishedBy)),
        TaskWithdrawn e => Of(e, new Say.TaskEnded(e.ComplaintId, e.TaskId, null, null)),
        ContactRecorded e => e is { Reached: true, On: { } on }
            ? Of(e, new Say.ResidentContacted(e.ComplaintId, e.NoteId, on))
            : null,
        ContactWithdrawn e => e.WasContact ? Of(e, new Say.ContactWithdrawn(e.ComplaintId, e.NoteId)) : null,
        // sla-clock keeps a promised update as it keeps a task.
        UpdatePromised e => Of(e, new Say.TaskDue(e.ComplaintId, e.PromiseId, e.Round, e.DueOn,
            "promised update", e.PromisedBy, null, e.PromisedBy, "update")),
        UpdateMade e => Of(e, new Say.TaskEnded(e.ComplaintId, e.PromiseId, e.Round, e.MadeOn)),
        PromiseWithdrawn e => Of(e, new Say.TaskEnded(e.ComplaintId, e.PromiseId, null, null)),
        UpdateWarned or UpdateFoundOverdue => null,
        // An action has a day as a task has one, and the same clock keeps both.
        ActionPromised e => Of(e, new Say.TaskDue(e.ComplaintId, e.ActionId, 1, e.DueOn,
            e.Kind.Replace('-', ' '), e.OwnerId, null, e.PromisedBy, "action")),
        ActionReplanned e => Of(e, new Say.TaskDue(
            e.ComplaintId, e.ActionId, e.Round, e.DueOn, AssigneeId: e.OwnerId, Sort: "action")),
        ActionDone e => Of(e, new Say.ActionDone(e.ComplaintId, e.ActionId, e.Round, e.DoneOn, e.Amount)),
        ActionDropped e => Of(e, new Say.TaskEnded(e.ComplaintId, e.ActionId, null, null)),
        ReviewOpened e => Of(e, new Say.ReviewOpened(e.ComplaintId, e.ReviewId, e.Body, e.OpenedOn)),
        DeterminationRecorded e => Of(e, new Say.DeterminationRecorded(
            e.ComplaintId, e.ReviewId, e.DeterminedOn, ReviewWords.Worst(e.Issues))),
        CompensationApproved or CostRecorded or ReviewClosed or ActionWarned or ActionFoundOverdue => null,
        // A name is nobody else's; of a day or an outcome both values are said.
        CorrectionProposed e => Of(e, new Say.CorrectionProposed(
            e.ComplaintId, e.CorrectionId, e.Fact, e.ProposedBy)),
        FactCorrected e => Of(e, new Say.FactCorrected(e.ComplaintId, e.CorrectionId, e.Fact, e.Before.Day, e.After.Day,
            e.Before.Outcome, e.After.Outcome)),
        CorrectionRejected e => Of(e, new Say.CorrectionRejected(
            e.ComplaintId, e.CorrectionId, e.Fact)),
        TaskClaimed e => Of(e, new Say.TaskGiven(e.ComplaintId, e.TaskId, e.AssigneeId, null, Claimed: true)),
        TaskReleased e => Of(e, new Say.TaskGiven(e.ComplaintId, e.TaskId, null, null, Claimed: false)),
        TaskGiven e => Of(e, new Say.TaskGiven(
            e.ComplaintId, e.TaskId, e.For.AssigneeId, e.For.Team, Claimed: false)),
        TaskChased or TaskWarned or TaskFoundOverdue => null,
        ReceiptConfirmed or ReceiptToConfirmByHand or DeadlineWarned or DeadlineBreached or BreachWithdrawn
            or RecordLinked or LetterIssued => null,
        _ => throw new UnreachableException($"{@event.GetType().Name} is neither published nor kept."),
    };

    private static Announcement Of(IComplaintEvent @event, object message) => new(@event.ComplaintId, message);
}
