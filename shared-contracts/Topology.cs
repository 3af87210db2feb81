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
            "complaints.sla-clock.breach-withdrawn.#", "complaints.correspondence.#",
            "complaints.linkage.record-linked.#",
        ]),
        ("correspondence", Complaints, ["complaints.intake.#"]),
        ("reporting", Complaints, ["complaints.#"]),
        ("sla-clock", Complaints,
        [
            "complaints.cases.complaint-opened.#", "complaints.cases.complaint-acknowledged.#",
            "complaints.cases.stage-1-response-recorded.#",
        ]),
        ("linkage", Complaints, ["complaints.intake.complaint-made.#"]),
        ("linkage", Housing, ["housing.#"]),
    ];
}
