using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Fixed, readable data: one complaint about a leak, received on Monday 2 March 2026.</summary>
internal static class Histories
{
    public static readonly Guid ComplaintId = new("0195b5a0-0000-7000-8000-000000000001");
    public static readonly Guid LetterId = new("0195b5a0-0000-7000-8000-000000000002");
    public static readonly Guid RecordId = new("0195b5a0-0000-7000-8000-000000000003");
    public static readonly DateOnly Received = new(2026, 3, 2);
    public static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);

    public static readonly Actor Sam =
        new(new("00000000-0000-7000-8000-0000000000aa"), "Sam Carter", ["complaints-officer"], ["Repairs complaints"]);
    public static readonly Actor Priya =
        new(new("00000000-0000-7000-8000-0000000000bb"), "Priya Shah", ["investigating-officer"], []);

    public static readonly Actor Lee =
        new(new("00000000-0000-7000-8000-0000000000cc"), "Lee Grant", ["team-leader"], []);

    public static readonly ComplaintOpened Opened = new(
        ComplaintId, "CMP-7K3M-9QXT", "web-form", "leaks", Received, null,
        new Resident(null, "Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4, 12 Harbour Row"),
        [new PointOfComplaint(1, "The ceiling has leaked since January.")], "Stop the leak.", "email");

    public static readonly ComplaintAssigned AssignedToSam = new(ComplaintId, Sam.Id, Sam.Name, "Repairs complaints");
    public static readonly ComplaintClaimed ClaimedBySam = new(ComplaintId, Sam.Id, Sam.Name, "Repairs complaints");
    public static readonly ComplaintAcknowledged Acknowledged = new(ComplaintId, new(2026, 3, 4),
        "A leak that was reported three times.", "A lasting repair.", "The pipe.", "The flat above.", Sam.Id);
    public static readonly FindingRecorded FoundUpheld = new(ComplaintId, "stage-1", 1, "upheld",
        "Our repairs policy promises 20 days; it took 40.", [], "A new pipe by 20 March.", Sam.Id);
    public static readonly Stage1ResponseRecorded Responded =
        new(ComplaintId, new(2026, 3, 5), "upheld", "We should have come in January.", Sam.Id);

    public static readonly ExtensionRecorded Extended = new(
        ComplaintId, "stage-1", new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 20), "The surveyor comes on the 12th.",
        null, 5, true, true, Sam.Id);
    public static readonly EscalatedToStage2 Escalated =
        new(ComplaintId, new(2026, 3, 5), "phone", "It still leaks.");
    public static readonly EscalationRefused Stage2Refused = new(ComplaintId, Opened.Reference, new(2026, 3, 5),
        new(2026, 3, 5), "already-considered", "2.2", null, "CMP-0000-0002", "It was answered in 2024.",
        "Nothing kept them from telling us.", Sam.Id);
    public static readonly Stage2Acknowledged Stage2Acknowledgement = new(ComplaintId, new(2026, 3, 5),
        "The leak is not mended.", "A lasting repair.", "The pipe.", "The flat above.", Priya.Id);
    public static readonly Stage2ResponseRecorded FinalResponse =
        new(ComplaintId, new(2026, 3, 5), "upheld", "A new pipe by 20 March.", Priya.Id);

    public static readonly CauseRecorded Cause =
        new(ComplaintId, "delay", "Ring the resident before a repair is late.", Sam.Id);
    public static readonly ComplaintWithdrawn TakenBackByResident =
        new(ComplaintId, new(2026, 3, 4), "It stopped by itself.", Sam.Id);
    public static readonly ComplaintClosed Closed =
        new(ComplaintId, new(2026, 3, 5), "the-resident-is-satisfied", "She rang to say thank you.", Sam.Id);
    public static readonly ComplaintReopened Reopened = new(ComplaintId, "It leaks again.");

    public static readonly Guid OtherId = new("0195b5a0-0000-7000-8000-000000000004");
    public static readonly Guid ContactId = new("0195b5a0-0000-7000-8000-000000000005");
    public static readonly Guid NewId = new("0195b5a0-0000-7000-8000-000000000006");

    /// <summary>A second complaint about the same leak, received a day later.</summary>
    public static readonly ComplaintOpened OtherOpened = Opened with
    {
        ComplaintId = OtherId,
        Reference = "CMP-0000-0001",
        ReceivedOn = new(2026, 3, 3),
        Points = [new PointOfComplaint(1, "It leaks again."), new PointOfComplaint(2, "Nobody rings back.")],
    };

    public static readonly ContactJoined Joined = new(
        ComplaintId, ContactId, "phone", new(2026, 3, 4), null, "It is worse now.",
        [new PointOfComplaint(2, "The carpet is ruined.")]);
    public static readonly Guid DocumentId = new("0195b5a0-0000-7000-8000-000000000007");
    public static readonly DocumentAdded Document = new(
        ComplaintId, DocumentId, "ceiling.jpg", "image/jpeg", 6, new('a', 64), "The ceiling.", "resident",
        "waiting-to-be-scanned", null);
    public static readonly DocumentScanned DocumentFoundClean =
        new(ComplaintId, DocumentId, "ceiling.jpg", "clean", null);
    public static readonly DocumentWithdrawn DocumentTakenBack =
        new(ComplaintId, DocumentId, "ceiling.jpg", "It is of another home.");
    public static readonly ComplaintReclassified Reclassified = new(
        ComplaintId, "damp-and-mould", new Classification(["repairs-and-maintenance"], "delay", "high"),
        "It is mould.");
    public static readonly DuplicateMergedIn MergedIn = new(
        ComplaintId, OtherId, OtherOpened.Reference,
        [new PointOfComplaint(2, "It leaks again."), new PointOfComplaint(3, "Nobody rings back.")], "The same leak.");
    public static readonly MergedIntoAnother MergedInto =
        new(OtherId, ComplaintId, Opened.Reference, "The same leak.");
    public static readonly DuplicateTakenOut TakenOut =
        new(ComplaintId, OtherId, OtherOpened.Reference, "Two leaks after all.");
    public static readonly MergeUndone Undone =
        new(OtherId, OtherOpened.Reference, ComplaintId, Opened.Reference, "Two leaks after all.");
    public static readonly ComplaintSplit SplitOff = new(
        ComplaintId, NewId, Opened.Channel, "staff-conduct", Received, Opened.Resident, null,
        [new PointOfComplaint(2, "The carpet is ruined.")], Opened.DesiredOutcome, "email", "Another matter.");
    public static readonly ComplaintLinked LinkedToOther =
        new(ComplaintId, OtherId, OtherOpened.Reference, "The same contractor.");
    public static readonly LinkRemoved Unlinked = new(ComplaintId, OtherId, OtherOpened.Reference, "Another one.");
    public static readonly ReceiptConfirmed Receipt = new(ComplaintId, LetterId, "email", Now);
    public static readonly ReceiptToConfirmByHand ReceiptByHand =
        new(ComplaintId, LetterId, "No email address is known.");
    public static readonly DeadlineWarned Warned = new(ComplaintId, "acknowledgement", new(2026, 3, 9), 2);
    public static readonly DeadlineBreached Breached =
        new(ComplaintId, "acknowledgement", new(2026, 3, 9), "limit-passed");
    public static readonly BreachWithdrawn Withdrawn =
        new(ComplaintId, "acknowledgement", new(2026, 3, 9), "acknowledgement-recorded");
    public static readonly RecordLinked Linked =
        new(ComplaintId, RecordId, "repair", "WO-1042", "housing-repairs", "same-property");

    public static readonly LetterIssued LetterOut = new(
        ComplaintId, new("0195b5a0-0000-7000-8000-000000000008"), "response", "stage-1", new(2026, 3, 5), "email",
        [Sam.Id]);
    public static readonly AnotherLetterIssued SecondResponse = new(
        ComplaintId, LetterOut.LetterId, "response", "stage-1", new(2026, 3, 6), "not-upheld", new(2026, 3, 5));

    public static readonly ComplaintReleased Returned =
        new(ComplaintId, Sam.Id, Sam.Name, "Repairs complaints", Because.UserDisabled);
    public static readonly QueuedForTeam Queued =
        new(ComplaintId, "Damp team", new AssignedByRule(3, 2, "damp and mould"));
    public static readonly ConflictDeclared AboutPriya =
        new(ComplaintId, [new StaffConcerned(Priya.Id, Priya.Name)], "She is named in it.");

    public static readonly AccessRestricted OnlySamAndLee = new(ComplaintId,
        [new NamedPerson(Sam.Id, Sam.Name), new NamedPerson(Lee.Id, Lee.Name)], "She fears that they will find her.",
        []);

    public static readonly AnotherOfficerAskedFor OtherThanSam =
        new(ComplaintId, Sam.Id, Sam.Name, "resident", "He never rings back.");
    public static readonly OfficerAllowedAgain SamAgain =
        new(ComplaintId, Sam.Id, Sam.Name, "They spoke, and she agrees.");

    public static readonly Guid TaskId = new("0195b5a0-0000-7000-8000-000000000008");
    public static readonly TaskKind Contribution = new("contribution", "Contribution", false, [], 0);
    public static readonly TaskSet TaskForRepairs = new(
        ComplaintId, TaskId, Contribution, "When were you there?", "Say when, and what was done.", "stage-1",
        new(2026, 3, 10), true, new Included(false, true, true), new GivenTo(null, null, "Repairs complaints"),
        Sam.Id);
    public static readonly TaskClaimed TaskClaimedBySam = new(ComplaintId, TaskId, Sam.Id, Sam.Name);
    public static readonly TaskReleased TaskReleasedBySam =
        new(ComplaintId, TaskId, Sam.Id, Sam.Name, Because.Released, "I was not there.");
    public static readonly TaskGiven TaskGivenToPriya =
        new(ComplaintId, TaskId, new GivenTo(Priya.Id, Priya.Name, "Repairs complaints"), "She was there.");
    public static readonly TaskFinished TaskFinishedByPriya =
        new(ComplaintId, TaskId, 1, new(2026, 3, 5), "On 4 February; the pipe was taped.", [], Priya.Id, Priya.Name);
    public static readonly TaskReturned TaskSentBack =
        new(ComplaintId, TaskId, 1, new(2026, 3, 12), "And before that?");
    public static readonly TaskWithdrawn TaskNotNeeded = new(ComplaintId, TaskId, "The tenant told us.");
    public static readonly TaskChased TaskChasedToday = new(ComplaintId, TaskId, new(2026, 3, 5), "Please.");

    public static readonly TaskWarned TaskNear = new(ComplaintId, TaskId, TaskForRepairs.DueOn, 1);
    public static readonly TaskFoundOverdue TaskLate = new(ComplaintId, TaskId, TaskForRepairs.DueOn);

    public static readonly Guid ActionId = new("0195b5a0-0000-7000-8000-000000000009");
    public static readonly Guid ReviewId = new("0195b5a0-0000-7000-8000-00000000000a");
    public static readonly ActionPromised Promised = new(
        ComplaintId, ActionId, "compensation", "For the weeks without a dry bedroom.", Sam.Id, Sam.Name,
        new(2026, 3, 20), new Money(300, "It affected the resident", 0, NeedsApproval: true), null, "stage-1", Sam.Id);
    public static readonly CompensationApproved Agreed = new(ComplaintId, ActionId, Lee.Id, Lee.Name);
    public static readonly ActionReplanned Replanned =
        new(ComplaintId, ActionId, 2, new(2026, 3, 27), Priya.Id, Priya.Name, "The bank needs another form.");
    public static readonly ActionDone Paid = new(
        ComplaintId, ActionId, 1, new(2026, 3, 5), "Paid by transfer.", [], "payment", 300, Sam.Id, Sam.Name);
    public static readonly ActionDropped Dropped = new(ComplaintId, ActionId, "The resident does not want it.");
    public static readonly ActionWarned ActionNear = new(ComplaintId, ActionId, Promised.DueOn, 1);
    public static readonly ActionFoundOverdue ActionLate = new(ComplaintId, ActionId, Promised.DueOn);
    public static readonly CostRecorded Surveyor = new(
        ComplaintId, new("0195b5a0-0000-7000-8000-00000000000b"), "cost", "A surveyor.", 120, new(2026, 3, 4));
    public static readonly ReviewOpened AtOmbudsman = new(
        ComplaintId, ReviewId, "ombudsman", "202600123", new(2026, 3, 5), "They ask for the file.", Sam.Id);
    public static readonly DeterminationRecorded Determined = new(
        ComplaintId, ReviewId, new(2026, 3, 5),
        [new("The leak.", "maladministration"), new("Handling of the complaint.", "reasonable-redress")], null, Sam.Id);
    public static readonly ReviewClosed ReviewOver = new(ComplaintId, ReviewId, new(2026, 3, 5), null);
    public static readonly Guid CorrectionId = new("0195b5a0-0000-7000-8000-00000000000d");
    public static readonly CorrectionProposed ReceivedEarlier = new(
        ComplaintId, CorrectionId, "received-on", new FactValue(Received), new FactValue(new DateOnly(2026, 2, 27)),
        "The letter has the stamp of the Friday.", Sam.Id, Sam.Name);
    public static readonly FactCorrected ReceiptPutRight = new(
        ComplaintId, CorrectionId, "received-on", ReceivedEarlier.Before, ReceivedEarlier.After, Lee.Id, Lee.Name);
    public static readonly CorrectionProposed OtherName = new(
        ComplaintId, NewId, "resident-name", new FactValue(Name: "Ada Osei"), new FactValue(Name: "Ada Ossei"),
        "She spelt it.", Sam.Id, Sam.Name);
    public static readonly CorrectionRejected NameStays =
        new(ComplaintId, NewId, "resident-name", "The tenancy says Osei.", Lee.Id, Lee.Name);
    public static readonly Guid NoteId = new("0195b5a0-0000-7000-8000-00000000000c");
    public static readonly ContactRecorded Rung = new(
        ComplaintId, NoteId, ContactKind.Call, new(2026, 3, 3), "Ada Osei", false, true, true,
        "She is in on Thursday.", [], new(2026, 3, 6), Sam.Id, Sam.Name);
    public static readonly Guid PromiseId = Promise.IdOf(ComplaintId, NoteId);
    public static readonly UpdatePromised PromisedToRing =
        new(ComplaintId, PromiseId, NoteId, 1, new(2026, 3, 3), new(2026, 3, 6), Sam.Id);
    public static readonly UpdateMade RungAgain = new(ComplaintId, PromiseId, 1, new(2026, 3, 5), OtherId);
    public static readonly ContactWithdrawn RungByMistake = new(ComplaintId, NoteId, "Another complaint.", true);
    public static readonly PromiseWithdrawn NotPromised = new(ComplaintId, PromiseId);
    public static readonly UpdateWarned UpdateNear = new(ComplaintId, PromiseId, PromisedToRing.DueOn, 1);
    public static readonly UpdateFoundOverdue UpdateLate = new(ComplaintId, PromiseId, PromisedToRing.DueOn);

    /// <summary>Sam and Priya, as identity tells of them.</summary>
    public static readonly Colleague SamAtWork = new(Sam.Id) { Name = Sam.Name, Roles = Sam.Roles, RolesAt = 1 };
    public static readonly Colleague PriyaAtWork =
        new(Priya.Id) { Name = Priya.Name, Roles = Priya.Roles, RolesAt = 1 };
    public static readonly Colleague LeeAtWork = new(Lee.Id) { Name = Lee.Name, Roles = Lee.Roles, RolesAt = 1 };

    /// <summary>One of each, in the order in which a case may live through them.</summary>
    public static readonly IComplaintEvent[] All =
        [Opened, AssignedToSam, ClaimedBySam, Joined, Document, DocumentFoundClean, DocumentTakenBack, Reclassified,
            MergedIn, TakenOut,
            MergedInto with { ComplaintId = ComplaintId }, Undone with { ComplaintId = ComplaintId }, SplitOff,
            LinkedToOther, Unlinked,
            TaskForRepairs, TaskClaimedBySam, TaskReleasedBySam, TaskGivenToPriya, TaskChasedToday,
            TaskFinishedByPriya, TaskSentBack, TaskNotNeeded,
            Rung, PromisedToRing, RungAgain, RungByMistake, NotPromised,
            Acknowledged, Extended, FoundUpheld, Responded, Stage2Refused, Escalated, Stage2Acknowledgement,
            FinalResponse, TakenBackByResident, Cause, Closed, Reopened,
            Receipt, ReceiptByHand, Warned, Breached, Withdrawn, Linked, TaskNear, TaskLate, UpdateNear, UpdateLate,
            LetterOut, SecondResponse,
            Promised, Agreed, Paid, Replanned, Dropped, ActionNear, ActionLate, Surveyor, AtOmbudsman, Determined,
            ReviewOver, ReceivedEarlier, ReceiptPutRight, OtherName, NameStays,
            Queued, Returned, AboutPriya, OnlySamAndLee, OtherThanSam, SamAgain, AssignedToSam];

    public static Testing.Given<Complaint, IComplaintEvent> Given(params IComplaintEvent[] events) =>
        Testing.Spec.Given<Complaint, IComplaintEvent>(Complaint.Evolve, events);

    public static IReadOnlyList<IEvent> Stored(params IComplaintEvent[] events) =>
        [.. events.Select((e, index) => Recorded(e, index + 1))];

    private static IEvent Recorded(IComplaintEvent happened, int version)
    {
        var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(happened.GetType()), happened)!;
        e.Id = new($"0195b5a0-0000-7000-9000-{version:D12}");
        e.StreamId = happened.ComplaintId;
        (e.Version, e.Sequence, e.Timestamp) = (version, version, Now.AddMinutes(version));
        e.EventTypeName = CaseStore.EventNames.Single(name => name.Value == happened.GetType()).Key;
        (e.CorrelationId, e.CausationId, e.UserName) = ("conversation", "request", Sam.Id.ToString());
        e.SetHeader("actor", Sam.Name);
        return e;
    }
}
