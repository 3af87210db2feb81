using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Fixed drafts, and a case that they are about.</summary>
internal static class Drafts
{
    public static readonly DateOnly Today = new(2026, 3, 5);
    public static readonly Guid LetterId = new("0190d3a0-0000-7000-8000-0000000000d1");
    public static readonly Actor Sam = new(
        new Guid("0190d3a0-0000-7000-8000-0000000000a1"), "Sam Carter", ["complaints-officer"], []);

    public static readonly Actor Priya = new(
        new Guid("0190d3a0-0000-7000-8000-0000000000a2"), "Priya Shah", ["team-leader"], []);

    /// <summary>Acknowledged, one point upheld with its remedy, and one not.</summary>
    public static readonly CaseFacts Facts = new(
        new CaseRead(
            "CMP-7K3M-9QXT", "stage-1", new DateOnly(2026, 3, 2),
            new ResidentRead(Complaints.PersonId, "Ada Lovelace", "ada@example.org", "2 Quay Street"), "email",
            [
                new PointRead(1, "The leak came back.",
                    [new FindingRead("stage-1", "upheld", "We came twice and mended nothing.", "We mend the pipe.")]),
                new PointRead(2, "Nobody rang.",
                    [new FindingRead("stage-1", "not-upheld", "We rang on 3 March.", null)]),
            ],
            DesiredOutcome: "A dry ceiling.", Stage1Findings: new OutcomeRead("partly-upheld"), ActedAtStage1: []),
        [
            new ClockRead("stage-1-response", new DateOnly(2026, 3, 17), 10, false, null, new DateOnly(2026, 3, 31)),
            new ClockRead("stage-2-response", new DateOnly(2026, 3, 17), 20, false, null, new DateOnly(2026, 4, 28)),
        ],
        [.. Days()]);

    /// <summary>The same at stage 2, where Sam acted at stage 1.</summary>
    public static readonly CaseFacts AtStage2 = Facts with
    {
        Case = Facts.Case with
        {
            Stage = "stage-2",
            Escalation = new EscalationRead(new DateOnly(2026, 3, 4)),
            ActedAtStage1 = [Sam.Id],
            Stage2Findings = new OutcomeRead("upheld"),
            Points =
            [
                new PointRead(1, "The leak came back.",
                    [new FindingRead("stage-2", "upheld", "We came twice and mended nothing.", "We mend the pipe.")]),
            ],
        },
    };

    /// <summary>What was not taken as a complaint.</summary>
    public static readonly CaseFacts Refused = new(
        Facts.Case with
        {
            Stage1Findings = null,
            Refused = new RefusedRead(new DateOnly(2026, 3, 4), LetterPart.Grounds[0],
                "It is of 2019, and was known then.", "They were not away, nor ill."),
        }, [], []);

    /// <summary>A complaint that was not taken on to stage 2.</summary>
    public static readonly CaseFacts NotTakenOn =
        Facts with { Case = Facts.Case with { EscalationRefusal = Refused.Case.Refused } };

    /// <summary>Answered, closed, and with something that is still to be done.</summary>
    public static CaseFacts Closed(string stage) => FactsAt(stage) with
    {
        Case = FactsAt(stage).Case with
        {
            Stage1Response = new ResponseRead(new DateOnly(2026, 3, 3), "partly-upheld"),
            Stage2Response = new ResponseRead(new DateOnly(2026, 3, 4), "upheld"),
            Closed = new ClosedRead(new DateOnly(2026, 3, 5)),
        },
        Followed = new FollowedRead(
            [
                new ActionRead("Mend the pipe", "Pat Kaur", new DateOnly(2026, 3, 20), "open"),
                new ActionRead("Say sorry", "Sam Carter", new DateOnly(2026, 3, 2), "done"),
            ],
            [new ReviewRead("ombudsman", "202512345")]),
    };

    /// <summary>What a letter of a kind is about when nothing stands in its way.</summary>
    public static CaseFacts FactsFor(string kind, string stage) => kind switch
    {
        LetterKind.Refusal => Refused,
        LetterKind.EscalationRefusal => NotTakenOn,
        LetterKind.Closing or LetterKind.Ombudsman => Closed(stage),
        _ => FactsAt(stage),
    };

    public static CaseFacts FactsAt(string stage) => stage == "stage-1" ? Facts : AtStage2;

    /// <summary>Everything that the Code asks of a letter of this kind.</summary>
    public static DraftText Whole(string kind) => kind switch
    {
        LetterKind.Acknowledgement => Text(("definition", "The leak was not mended."),
            ("outcomesSought", "A dry ceiling."), ("responsibleFor", "The pipes."), ("notResponsibleFor", "Nothing.")),
        LetterKind.Extension => Text(("reason", "We wait for a part.")) with
        { NewDate = new DateOnly(2026, 3, 24), UpdatesEvery = 5, ResidentAgreed = true },
        LetterKind.Response => Text(("definition", "The leak was not mended."),
            ("whatWentWrong", "We are sorry that we came twice in vain."),
            ("outstandingActions", "The plumber comes on 20 March.")),
        LetterKind.Clarification => Text(("question", "Which room is it?")) with
        { NewDate = new DateOnly(2026, 3, 12) },
        LetterKind.Closing => Text(("more", "Thank you for telling us.")),
        LetterKind.Refusal or LetterKind.EscalationRefusal => Text(("ground", LetterPart.Grounds[0]),
            ("reasons", "It is of 2019."), ("circumstances", "They were not away.")),
        LetterKind.Ombudsman => Text(("subject", "Complaint 202512345"), ("text", "The file is with this letter.")) with
        { To = MergeFields.TheOmbudsman },
        _ => Text(("subject", "Your question"), ("text", "The key is at the office.")),
    };

    public static DraftText Text(params (string Name, string Text)[] parts) =>
        new([.. parts.Select(part => new DraftPart(part.Name, part.Text))]);

    public static DraftBegun Begun(string kind, string stage = "stage-1", DraftText? text = null, Actor? by = null) =>
        new(Complaints.ComplaintId, LetterId, "CMP-7K3M-9QXT", kind, stage, 1, text ?? Whole(kind), (by ?? Sam).Id,
            (by ?? Sam).Name);

    public static DraftChanged Changed(Actor by, DraftText text) =>
        new(Complaints.ComplaintId, LetterId, text, by.Id);

    public static ApprovalAskedFor Asked(string kind = LetterKind.Response, string stage = "stage-1") => new(
        Complaints.ComplaintId, LetterId, "CMP-7K3M-9QXT", kind, stage, [Sam.Id], Sam.Id, Sam.Name);

    public static DraftApproved Approved(string textSha256) =>
        new(Complaints.ComplaintId, LetterId, Priya.Id, Priya.Name, textSha256);

    public static PreparedLetter Prepare(Letter letter, CaseFacts facts, StandardLines? lines = null) =>
        Prepare(letter.Draft!, facts, lines);

    public static PreparedLetter Prepare(LetterDraft draft, CaseFacts facts, StandardLines? lines = null)
    {
        var layout = LetterLayout.Standard(draft.Kind, draft.Stage);
        var written = MergeFields.Write(draft, facts, layout, Complaints.Landlord);
        return new PreparedLetter(
            facts, written, Gate.Of(draft, facts, layout, written, lines ?? StandardLines.Standard, Today));
    }

    public static Given<Letter, ILetterEvent> Given(params ILetterEvent[] events) =>
        Spec.Given<Letter, ILetterEvent>(Letter.Evolve, events);

    /// <summary>A letter that was issued in a form.</summary>
    public static ILetterEvent[] Issued(string kind, string form)
    {
        ILetterEvent[] before = kind == LetterKind.Response
            ? [Begun(kind), Asked(kind), Approved(Prepare(LetterDraft.Of(Begun(kind)), Facts).TextSha256)]
            : [Begun(kind)];
        return
        [
            .. before,
            .. IssueLetterEndpoint.Decide(
                new IssueLetter(form), Given(before).State!, Prepare(Given(before).State!, Facts), Sam, Today).Events,
        ];
    }

    // From 5 March, a Thursday, with Good Friday on 3 April and Easter Monday.
    private static IEnumerable<DayRead> Days()
    {
        var counted = 0;
        for (var day = Today; day <= Today.AddDays(90); day = day.AddDays(1))
            yield return new DayRead(day, day > Today && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                && (day.Month, day.Day) is not ((4, 3) or (4, 6)) ? ++counted : null);
    }
}
