namespace ComplaintsPlatform.Contracts;

/// <summary>Who listens to what. Declared whole by whichever service starts first, so nothing published before a
/// consumer's first start is lost.</summary>
public static class Topology
{
    /// <summary>The platform's own topic exchange.</summary>
    public const string Complaints = "complaints";

    /// <summary>The topic exchange on which other housing modules publish.</summary>
    public const string Housing = "housing";

    /// <summary>
    /// Every consuming service with its exchange and the message types (topic patterns) that it takes: every version of
    /// a fact, since an unknown version has to become a dead letter that somebody sees, and nothing that it would
    /// ignore.
    /// </summary>
    public static readonly IReadOnlyList<(string Service, string Exchange, string[] MessageTypes)> Listeners =
    [
        ("cases", Complaints,
        [
            "complaints.intake.complaint-made.#", "complaints.sla-clock.deadline-near.#",
            "complaints.sla-clock.deadline-breached.#",
            "complaints.sla-clock.breach-withdrawn.#", "complaints.sla-clock.task-near.#",
            "complaints.sla-clock.task-overdue.#", "complaints.correspondence.#",
            "complaints.linkage.record-linked.#", "complaints.linkage.property-registered.#",
            "complaints.identity.#",
        ]),
        ("intake", Complaints,
        [
            "complaints.cases.complaint-split.#", "complaints.cases.complaint-restricted.#",
            "complaints.cases.categories-set.#",
        ]),
        ("correspondence", Complaints,
        [
            "complaints.intake.complaint-made.#", "complaints.intake.complaint-refused.#",
            "complaints.cases.complaint-opened.#",
            "complaints.cases.complaint-assigned.#", "complaints.cases.complaint-released.#",
            "complaints.cases.queued-for-team.#", "complaints.cases.contact-joined.#",
            "complaints.cases.complaint-escalated.#", "complaints.cases.escalation-refused.#",
            "complaints.cases.complaint-withdrawn.#", "complaints.cases.complaint-closed.#",
            "complaints.cases.complaint-reopened.#",
            "complaints.cases.complaint-merged.#", "complaints.cases.merge-undone.#",
            "complaints.cases.complaint-restricted.#", "complaints.cases.task-due.#",
            "complaints.cases.task-given.#", "complaints.cases.task-ended.#",
            "complaints.cases.action-done.#", "complaints.cases.fact-corrected.#",
            "complaints.cases.correction-proposed.#", "complaints.sla-clock.#",
            "complaints.identity.user-changed.#", "complaints.identity.team-changed.#",
        ]),
        ("reporting", Complaints, ["complaints.#"]),
        ("sla-clock", Complaints,
        [
            "complaints.cases.complaint-opened.#", "complaints.cases.complaint-acknowledged.#",
            "complaints.cases.stage-1-response-recorded.#", "complaints.cases.extension-recorded.#",
            "complaints.cases.complaint-escalated.#",
            "complaints.cases.stage-2-acknowledged.#", "complaints.cases.stage-2-response-recorded.#",
            "complaints.cases.complaint-withdrawn.#", "complaints.cases.complaint-reopened.#",
            "complaints.cases.complaint-merged.#",
            "complaints.cases.merge-undone.#", "complaints.cases.complaint-restricted.#",
            "complaints.cases.task-due.#", "complaints.cases.task-ended.#",
            "complaints.cases.action-done.#",
            "complaints.cases.resident-contacted.#", "complaints.cases.contact-withdrawn.#",
            "complaints.cases.fact-corrected.#",
        ]),
        ("linkage", Complaints,
            ["complaints.intake.complaint-made.#", "complaints.cases.complaint-restricted.#",
                "complaints.cases.fact-corrected.#"]),
        ("linkage", Housing, ["housing.#"]),
    ];
}
