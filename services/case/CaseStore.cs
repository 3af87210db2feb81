using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>What this service stores: names of events (for ever), the fold, the read models.</summary>
internal static class CaseStore
{
    /// <summary>The stored names, in the order in which a case lives through them.</summary>
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["complaint_opened"] = typeof(ComplaintOpened),
        ["complaint_assigned"] = typeof(ComplaintAssigned),
        ["complaint_claimed"] = typeof(ComplaintClaimed),
        ["complaint_acknowledged"] = typeof(ComplaintAcknowledged),
        ["finding_recorded"] = typeof(FindingRecorded),
        ["stage_1_response_recorded"] = typeof(Stage1ResponseRecorded),
        ["extension_recorded"] = typeof(ExtensionRecorded),
        ["escalated_to_stage_2"] = typeof(EscalatedToStage2),
        ["escalation_refused"] = typeof(EscalationRefused),
        ["stage_2_acknowledged"] = typeof(Stage2Acknowledged),
        ["stage_2_response_recorded"] = typeof(Stage2ResponseRecorded),
        ["cause_recorded"] = typeof(CauseRecorded),
        ["complaint_withdrawn"] = typeof(ComplaintWithdrawn),
        ["complaint_closed"] = typeof(ComplaintClosed),
        ["complaint_reopened"] = typeof(ComplaintReopened),
        ["contact_joined"] = typeof(ContactJoined),
        ["document_added"] = typeof(DocumentAdded),
        ["document_scanned"] = typeof(DocumentScanned),
        ["document_withdrawn"] = typeof(DocumentWithdrawn),
        ["complaint_reclassified"] = typeof(ComplaintReclassified),
        ["duplicate_merged_in"] = typeof(DuplicateMergedIn),
        ["merged_into_another"] = typeof(MergedIntoAnother),
        ["duplicate_taken_out"] = typeof(DuplicateTakenOut),
        ["merge_undone"] = typeof(MergeUndone),
        ["complaint_split"] = typeof(ComplaintSplit),
        ["complaint_linked"] = typeof(ComplaintLinked),
        ["link_removed"] = typeof(LinkRemoved),
        ["receipt_confirmed"] = typeof(ReceiptConfirmed),
        ["receipt_to_confirm_by_hand"] = typeof(ReceiptToConfirmByHand),
        ["deadline_warned"] = typeof(DeadlineWarned),
        ["deadline_breached"] = typeof(DeadlineBreached),
        ["breach_withdrawn"] = typeof(BreachWithdrawn),
        ["record_linked"] = typeof(RecordLinked),
        ["complaint_released"] = typeof(ComplaintReleased),
        ["queued_for_team"] = typeof(QueuedForTeam),
        ["conflict_declared"] = typeof(ConflictDeclared),
        ["access_restricted"] = typeof(AccessRestricted),
        ["another_officer_asked_for"] = typeof(AnotherOfficerAskedFor),
        ["officer_allowed_again"] = typeof(OfficerAllowedAgain),
        ["task_set"] = typeof(TaskSet),
        ["task_claimed"] = typeof(TaskClaimed),
        ["task_released"] = typeof(TaskReleased),
        ["task_given"] = typeof(TaskGiven),
        ["task_finished"] = typeof(TaskFinished),
        ["task_returned"] = typeof(TaskReturned),
        ["task_withdrawn"] = typeof(TaskWithdrawn),
        ["task_chased"] = typeof(TaskChased),
        ["task_warned"] = typeof(TaskWarned),
        ["task_found_overdue"] = typeof(TaskFoundOverdue),
        ["action_promised"] = typeof(ActionPromised),
        ["compensation_approved"] = typeof(CompensationApproved),
        ["action_replanned"] = typeof(ActionReplanned),
        ["action_done"] = typeof(ActionDone),
        ["action_dropped"] = typeof(ActionDropped),
        ["action_warned"] = typeof(ActionWarned),
        ["action_found_overdue"] = typeof(ActionFoundOverdue),
        ["cost_recorded"] = typeof(CostRecorded),
        ["review_opened"] = typeof(ReviewOpened),
        ["determination_recorded"] = typeof(DeterminationRecorded),
        ["review_closed"] = typeof(ReviewClosed),
        ["contact_recorded"] = typeof(ContactRecorded),
        ["contact_withdrawn"] = typeof(ContactWithdrawn),
        ["update_promised"] = typeof(UpdatePromised),
        ["update_made"] = typeof(UpdateMade),
        ["promise_withdrawn"] = typeof(PromiseWithdrawn),
        ["update_warned"] = typeof(UpdateWarned),
        ["update_found_overdue"] = typeof(UpdateFoundOverdue),
        ["correction_proposed"] = typeof(CorrectionProposed),
        ["fact_corrected"] = typeof(FactCorrected),
        ["correction_rejected"] = typeof(CorrectionRejected),
        ["letter_issued"] = typeof(LetterIssued),
        ["another_letter_issued"] = typeof(AnotherLetterIssued),
        ["assignment_rules_set"] = typeof(AssignmentRulesSet),
        ["areas_set"] = typeof(AreasSet),
        ["categories_set"] = typeof(CategoriesSet),
        ["choices_set"] = typeof(ChoicesSet),
        ["task_types_set"] = typeof(TaskTypesSet),
        ["compensation_rules_set"] = typeof(CompensationRulesSet),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<Complaint, IComplaintEvent>(complaint => complaint.ComplaintId, Complaint.Evolve);
        store.Fold<AssignmentRules, AssignmentRulesSet>(rules => rules.RulesId, AssignmentRules.Evolve);
        store.Fold<Areas, AreasSet>(areas => areas.AreasId, Areas.Evolve);
        store.Fold<Categories, CategoriesSet>(categories => categories.CategoriesId, Categories.Evolve);
        store.Fold<Choices, ChoicesSet>(choices => choices.ChoicesId, Choices.Evolve);
        store.Fold<TaskTypes, TaskTypesSet>(types => types.TaskTypesId, TaskTypes.Evolve);
        store.Fold<CompensationRules, CompensationRulesSet>(rules => rules.RulesId, CompensationRules.Evolve);
        UnansweredComplaints.Add(store);
        TaskRowProjection.Add(store);
        ActionRowProjection.Add(store);
        ResidentsToHear.Add(store);
        ComplaintEntries.AddDocuments(store);
        store.Schema.For<Colleague>().Identity(colleague => colleague.UserId);
        store.Schema.For<Home>().Identity(home => home.PropertyId);
        store.Schema.For<Team>().Identity(team => team.TeamId);
    }
}
