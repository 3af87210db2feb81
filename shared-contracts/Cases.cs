namespace ComplaintsPlatform.Contracts.Cases;

/// <summary>A case was opened at stage 1 from a complaint made.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Reference">What staff and resident quote.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Category">Classification (theme).</param>
/// <param name="ReceivedOn">Business date of receipt, Europe/London.</param>
/// <param name="PropertyId">The property, when known.</param>
[MessageIdentity("complaints.cases.complaint-opened.v1")]
public sealed record ComplaintOpened(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, Guid? PropertyId);

/// <summary>An administrator said what complaints are about: these, in this order. Until it is said first, the
/// standard ones of the vocabulary hold. A code that was once in it is in every later list, and the stream's version
/// says which list is the later one.</summary>
/// <param name="CategoriesId">The one list that there is.</param>
/// <param name="Items">All of them, with those that are no longer used.</param>
[MessageIdentity("complaints.cases.categories-set.v1")]
public sealed record CategoriesSet(Guid CategoriesId, IReadOnlyList<Category> Items);

/// <summary>One of the things that a complaint can be about.</summary>
/// <param name="Code">Made once, never changed: what stands in complaints, messages and figures.</param>
/// <param name="Name">What people read, in the landlord's words.</param>
/// <param name="Help">What helps to choose, at capture; or null.</param>
/// <param name="InUse">Whether it is chosen for something new.</param>
public sealed record Category(string Code, string Name, string? Help, bool InUse);

/// <summary>A complaint was classified otherwise than at capture.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Category">Its theme from now on.</param>
/// <param name="Services">The services concerned; may be none.</param>
/// <param name="Nature">The nature of the problem, or null.</param>
/// <param name="Priority">standard, high or urgent, or null.</param>
[MessageIdentity("complaints.cases.complaint-reclassified.v1")]
public sealed record ComplaintReclassified(
    Guid ComplaintId, string Category, IReadOnlyList<string> Services, string? Nature, string? Priority);

/// <summary>A complaint was merged into another one about the same, where it goes on. Its own clocks rest.</summary>
/// <param name="ComplaintId">The complaint that was merged.</param>
/// <param name="SurvivorId">Where it goes on.</param>
/// <param name="SurvivorReference">What people quote there.</param>
[MessageIdentity("complaints.cases.complaint-merged.v1")]
public sealed record ComplaintMerged(Guid ComplaintId, Guid SurvivorId, string SurvivorReference);

/// <summary>A merge was undone: the complaint goes on by itself, with its clocks as if it had never been
/// merged.</summary>
/// <param name="ComplaintId">The complaint that was merged before.</param>
/// <param name="Reference">What people quote.</param>
/// <param name="SurvivorId">Where it had gone on.</param>
[MessageIdentity("complaints.cases.merge-undone.v1")]
public sealed record MergeUndone(Guid ComplaintId, string Reference, Guid SurvivorId);

/// <summary>Points of a complaint became a complaint of their own, which intake makes.</summary>
/// <param name="ComplaintId">The complaint that they were taken from.</param>
/// <param name="NewComplaintId">The complaint to be made.</param>
/// <param name="Channel">How the first one came.</param>
/// <param name="Category">Classification of the new one.</param>
/// <param name="ReceivedOn">The day on which the points were received.</param>
/// <param name="Resident">Who complains; an empty name is nobody's.</param>
/// <param name="PropertyId">The property, when known.</param>
/// <param name="Points">The points that moved, with the numbers that they had.</param>
/// <param name="DesiredOutcome">What the resident wants, or null.</param>
/// <param name="PreferredContact">email, phone, letter or text.</param>
[MessageIdentity("complaints.cases.complaint-split.v1")]
public sealed record ComplaintSplit(
    Guid ComplaintId, Guid NewComplaintId, string Channel, string Category, DateOnly ReceivedOn,
    Intake.Complainant Resident, Guid? PropertyId, IReadOnlyList<Intake.PointOfComplaint> Points,
    string? DesiredOutcome, string PreferredContact);

/// <summary>The resident asked for stage 2 (Code 6.10).</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="RequestedOn">The day on which they did, Europe/London: the limits of stage 2 run from it.</param>
[MessageIdentity("complaints.cases.complaint-escalated.v1")]
public sealed record ComplaintEscalated(Guid ComplaintId, DateOnly RequestedOn);

/// <summary>The landlord did not take the complaint on to stage 2, on a ground of section 2 (Code 5.11). No limit runs;
/// a letter has to say so.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Reference">What people quote.</param>
/// <param name="RequestedOn">The day on which stage 2 was asked for, Europe/London.</param>
/// <param name="RefusedOn">The day of the decision, Europe/London.</param>
/// <param name="Ground">over-12-months, legal-proceedings or already-considered.</param>
/// <param name="Paragraph">Where the ground stands in the Code.</param>
[MessageIdentity("complaints.cases.escalation-refused.v1")]
public sealed record EscalationRefused(
    Guid ComplaintId, string Reference, DateOnly RequestedOn, DateOnly RefusedOn, string Ground, string Paragraph);

/// <summary>The stage 2 acknowledgement went to the resident (Code 6.11).</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="AcknowledgedOn">The day on which it was sent, Europe/London.</param>
[MessageIdentity("complaints.cases.stage-2-acknowledged.v1")]
public sealed record Stage2Acknowledged(Guid ComplaintId, DateOnly AcknowledgedOn);

/// <summary>The stage 2 response, the landlord's final one, went to the resident (Code 6.14).</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="RespondedOn">The day on which it was sent, Europe/London.</param>
/// <param name="Outcome">upheld, partly-upheld or not-upheld.</param>
[MessageIdentity("complaints.cases.stage-2-response-recorded.v1")]
public sealed record Stage2ResponseRecorded(Guid ComplaintId, DateOnly RespondedOn, string Outcome);

/// <summary>Why it went wrong was recorded, or recorded otherwise (Code 9.1).</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="RootCause">A code of the landlord's list.</param>
[MessageIdentity("complaints.cases.cause-recorded.v1")]
public sealed record CauseRecorded(Guid ComplaintId, string RootCause);

/// <summary>The resident took the complaint back: nothing falls due any more, unless it is reopened.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="WithdrawnOn">The day on which they did, Europe/London.</param>
[MessageIdentity("complaints.cases.complaint-withdrawn.v1")]
public sealed record ComplaintWithdrawn(Guid ComplaintId, DateOnly WithdrawnOn);

/// <summary>Answered or withdrawn, and nobody works on it any more, unless it is reopened.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="ClosedOn">The day, Europe/London.</param>
/// <param name="Because">A code of the landlord's list.</param>
[MessageIdentity("complaints.cases.complaint-closed.v1")]
public sealed record ComplaintClosed(Guid ComplaintId, DateOnly ClosedOn, string Because);

/// <summary>It is closed or withdrawn no longer; its limits are what the facts say.</summary>
/// <param name="ComplaintId">The complaint.</param>
[MessageIdentity("complaints.cases.complaint-reopened.v1")]
public sealed record ComplaintReopened(Guid ComplaintId);

/// <summary>The resident was told that a response comes by a later day (Code 6.4, 6.15). Whether that moves the limit,
/// sla-clock says.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Stage">stage-1 or stage-2.</param>
/// <param name="ToldOn">The day on which they were told, Europe/London.</param>
/// <param name="NewDate">The day by which it comes.</param>
/// <param name="ForGoodReason">A good reason is recorded for more than the Code allows without one.</param>
[MessageIdentity("complaints.cases.extension-recorded.v1")]
public sealed record ExtensionRecorded(
    Guid ComplaintId, string Stage, DateOnly ToldOn, DateOnly NewDate, bool ForGoodReason);

/// <summary>The case has an owner, by assignment or by claim.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="OwnerId">The owner.</param>
/// <param name="OwnerName">Display name at that time.</param>
/// <param name="Team">The owner's team, or null.</param>
/// <param name="Claimed">True when claimed from the queue, false when assigned.</param>
[MessageIdentity("complaints.cases.complaint-assigned.v1")]
public sealed record ComplaintAssigned(Guid ComplaintId, Guid OwnerId, string OwnerName, string? Team, bool Claimed);

/// <summary>The stage 1 acknowledgement with the complaint definition was sent (Code 5.6, 6.2). Stops the 5-day
/// clock.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="AcknowledgedOn">Business date on which it was sent.</param>
[MessageIdentity("complaints.cases.complaint-acknowledged.v1")]
public sealed record ComplaintAcknowledged(Guid ComplaintId, DateOnly AcknowledgedOn);

/// <summary>The stage 1 response was sent (Code 6.3).</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="RespondedOn">Business date on which it was sent.</param>
/// <param name="Outcome">upheld, partly-upheld or not-upheld.</param>
[MessageIdentity("complaints.cases.stage-1-response-recorded.v1")]
public sealed record Stage1ResponseRecorded(Guid ComplaintId, DateOnly RespondedOn, string Outcome);

/// <summary>Nobody owns the complaint any more: it waits in the queue again.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="OwnerId">Who owned it.</param>
/// <param name="Team">The team in whose queue it waits, or null.</param>
/// <param name="Because">released, user-disabled, role-lost, absence, conflict-of-interest, not-named,
/// another-officer or escalated.</param>
[MessageIdentity("complaints.cases.complaint-released.v1")]
public sealed record ComplaintReleased(Guid ComplaintId, Guid OwnerId, string? Team, string Because);

/// <summary>The complaint is about members of staff, or only named people may know of it: nothing about it is shown to
/// anybody else. Each message says the whole; the last one holds.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="HiddenFrom">The users whom it is about: they see nothing of it from now on; may be none.</param>
/// <param name="OnlyFor">The only users who see anything of it from now on; null: everybody whom it is not about.
/// </param>
[MessageIdentity("complaints.cases.complaint-restricted.v1")]
public sealed record ComplaintRestricted(
    Guid ComplaintId, IReadOnlyList<Guid> HiddenFrom, IReadOnlyList<Guid>? OnlyFor = null);

/// <summary>The resident was reached: by a call, a visit or a meeting, on this day. Told late perhaps, and of earlier
/// days after later ones.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="ContactId">The entry in its contact log.</param>
/// <param name="ContactedOn">The day on which it was, Europe/London.</param>
[MessageIdentity("complaints.cases.resident-contacted.v1")]
public sealed record ResidentContacted(Guid ComplaintId, Guid ContactId, DateOnly ContactedOn);

/// <summary>A contact with the resident had been recorded by mistake.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="ContactId">The entry in its contact log.</param>
[MessageIdentity("complaints.cases.contact-withdrawn.v1")]
public sealed record ContactWithdrawn(Guid ComplaintId, Guid ContactId);

/// <summary>A task is to be done by a day: it was set, or sent back to be done again. So is an action that was promised
/// or ordered, and an update that the resident was promised, under their ids.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="TaskId">The task, action or promise; unique in its complaint.</param>
/// <param name="Round">How often it is to be done by now, or planned: 1 when it was set.</param>
/// <param name="DueOn">Last day in time, Europe/London.</param>
/// <param name="Kind">The name of its kind; null when it was sent back, and stays what it was.</param>
/// <param name="AssigneeId">Whom it was given to; null when nobody has it yet, or when it was sent back to whoever did
/// it.</param>
/// <param name="Team">The team that it waits for, or in whose name somebody has it; null likewise.</param>
/// <param name="SetBy">Who set it; null when it was sent back.</param>
/// <param name="Sort">What it is: task, action, update; null is a task.</param>
[MessageIdentity("complaints.cases.task-due.v1")]
public sealed record TaskDue(
    Guid ComplaintId, Guid TaskId, int Round, DateOnly DueOn, string? Kind = null, Guid? AssigneeId = null,
    string? Team = null, Guid? SetBy = null, string? Sort = null);

/// <summary>Somebody else has a task, or nobody any more: it was given, taken or released.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="TaskId">The task; unique in its complaint.</param>
/// <param name="AssigneeId">Who has it; null when it waits.</param>
/// <param name="Team">The team that it waits for, or in whose name somebody has it; null when it stays what it
/// was.</param>
/// <param name="Claimed">True when they took it themselves.</param>
[MessageIdentity("complaints.cases.task-given.v1")]
public sealed record TaskGiven(Guid ComplaintId, Guid TaskId, Guid? AssigneeId, string? Team, bool Claimed);

/// <summary>A task was finished, or withdrawn for good.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="TaskId">The task; unique in its complaint.</param>
/// <param name="Round">Which time it was finished; null when it was withdrawn.</param>
/// <param name="FinishedOn">The day on which it was finished; null when it was withdrawn.</param>
/// <param name="FinishedBy">Who finished it; null when it was withdrawn.</param>
[MessageIdentity("complaints.cases.task-ended.v1")]
public sealed record TaskEnded(
    Guid ComplaintId, Guid TaskId, int? Round, DateOnly? FinishedOn, Guid? FinishedBy = null);

/// <summary>Somebody wrote or rang again about a complaint. What they said stays in its record.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="ContactId">What was joined to it.</param>
/// <param name="Channel">How it came.</param>
/// <param name="ReceivedOn">The day on which it came, Europe/London.</param>
[MessageIdentity("complaints.cases.contact-joined.v1")]
public sealed record ContactJoined(Guid ComplaintId, Guid ContactId, string Channel, DateOnly ReceivedOn);

/// <summary>A complaint waits in the queue of a team, as a rule said.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Team">The team.</param>
[MessageIdentity("complaints.cases.queued-for-team.v1")]
public sealed record QueuedForTeam(Guid ComplaintId, string Team);

/// <summary>What was promised to the resident or ordered from outside was done (Code 7.3); of money, that it was
/// paid.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="ActionId">The action; unique in its complaint.</param>
/// <param name="Round">Which plan of it was fulfilled.</param>
/// <param name="DoneOn">The day, Europe/London.</param>
/// <param name="Amount">What the resident received, in pounds; null when it was no money.</param>
[MessageIdentity("complaints.cases.action-done.v1")]
public sealed record ActionDone(Guid ComplaintId, Guid ActionId, int Round, DateOnly DoneOn, decimal? Amount);

/// <summary>Somebody outside looks at the complaint.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="ReviewId">The review; unique in its complaint.</param>
/// <param name="Body">Who: ombudsman, court, tribunal, regulator, councillor-or-mp, other.</param>
/// <param name="OpenedOn">The day on which they asked, Europe/London.</param>
[MessageIdentity("complaints.cases.review-opened.v1")]
public sealed record ReviewOpened(Guid ComplaintId, Guid ReviewId, string Body, DateOnly OpenedOn);

/// <summary>They decided; said again when they decide again.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="ReviewId">The review; unique in its complaint.</param>
/// <param name="DeterminedOn">The day, Europe/London.</param>
/// <param name="Finding">The worst finding on any issue, such as maladministration.</param>
[MessageIdentity("complaints.cases.determination-recorded.v1")]
public sealed record DeterminationRecorded(Guid ComplaintId, Guid ReviewId, DateOnly DeterminedOn, string Finding);

/// <summary>Somebody says that a fact of the complaint was recorded wrongly. It waits for somebody else who
/// leads.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="CorrectionId">The correction; unique in its complaint.</param>
/// <param name="Fact">Which fact, such as received-on.</param>
/// <param name="ProposedBy">Who says so.</param>
[MessageIdentity("complaints.cases.correction-proposed.v1")]
public sealed record CorrectionProposed(Guid ComplaintId, Guid CorrectionId, string Fact, Guid ProposedBy);

/// <summary>A fact of the complaint was put right: it is what it is now as if it had been known from the start. The
/// message that said it first is not said again.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="CorrectionId">The correction; unique in its complaint.</param>
/// <param name="Fact">received-on, acknowledged-on, responded-on, escalated-on, stage-2-acknowledged-on,
/// stage-2-responded-on, stage-1-outcome, stage-2-outcome, or resident-name, of which no value is said.</param>
/// <param name="Before">The day that it was taken for; null when the fact is no day.</param>
/// <param name="After">The day that it is.</param>
/// <param name="OutcomeBefore">The outcome that it was taken for; null when the fact is no outcome.</param>
/// <param name="OutcomeAfter">The outcome that it is.</param>
[MessageIdentity("complaints.cases.fact-corrected.v1")]
public sealed record FactCorrected(
    Guid ComplaintId, Guid CorrectionId, string Fact, DateOnly? Before, DateOnly? After, string? OutcomeBefore = null,
    string? OutcomeAfter = null);

/// <summary>Whoever leads did not agree to a correction: the fact stays as it was recorded.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="CorrectionId">The correction; unique in its complaint.</param>
/// <param name="Fact">Which fact.</param>
[MessageIdentity("complaints.cases.correction-rejected.v1")]
public sealed record CorrectionRejected(Guid ComplaintId, Guid CorrectionId, string Fact);
