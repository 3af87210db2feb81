using System.Text;
using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>
/// Every verb in every state of a complaint, asked of the rules. What may be done when is data that somebody can
/// review: docs/what-may-be-done.md. After a change of a rule, run this with UPDATE_STATES=1, read the change, and
/// commit the table with it. Which role may call a verb at all is docs/permissions.md.
/// </summary>
public sealed class StateMatrixTests
{
    private static readonly DateOnly Today = new(2026, 3, 5);

    // Priya has had no part in any of it, unless a state says otherwise; Sam has had it at stage 1.
    private static readonly (string Name, Actor Who, IComplaintEvent[] History)[] States =
    [
        ("nobody has it", Priya, [Opened]),
        ("with Sam", Priya, [Opened, ClaimedBySam]),
        ("acknowledged", Priya, [Opened, ClaimedBySam, Acknowledged]),
        ("answered", Priya, [Opened, ClaimedBySam, Acknowledged, Responded]),
        ("answered, cause known", Priya, [Opened, ClaimedBySam, Acknowledged, Responded, Cause]),
        ("a task is open", Priya, [Opened, ClaimedBySam, Acknowledged, TaskForRepairs, Responded, Cause]),
        ("closed", Priya, [Opened, ClaimedBySam, Acknowledged, Responded, Cause, Closed]),
        ("withdrawn", Priya, [Opened, ClaimedBySam, TakenBackByResident]),
        ("merged", Priya, [Opened, ClaimedBySam, MergedInto with { ComplaintId = ComplaintId }]),
        ("stage 2", Priya, [Opened, ClaimedBySam, Acknowledged, Responded, Escalated]),
        ("stage 2, for Sam", Sam, [Opened, ClaimedBySam, Acknowledged, Responded, Escalated]),
        ("stage 2, stage 1 owed", Priya, [Opened, ClaimedBySam, Acknowledged, Escalated]),
        ("stage 2 acknowledged", Priya,
            [Opened, ClaimedBySam, Acknowledged, Responded, Escalated, Stage2Acknowledgement]),
        ("final response out", Priya,
            [Opened, ClaimedBySam, Acknowledged, Responded, Escalated, Stage2Acknowledgement, FinalResponse, Cause]),
    ];

    private static readonly (string Verb, Func<Complaint, Actor, Decision<IComplaintEvent>> Decide)[] Verbs =
    [
        ("claim", ClaimComplaintEndpoint.Decide),
        ("assign to Priya", (state, _) => AssignComplaintEndpoint.Decide(
            new(Priya.Id), state, PriyaAtWork, null, Today)),
        ("take over", (state, actor) => TakeOverComplaintEndpoint.Decide(new("I go on with it."), state, actor)),
        ("release", (state, actor) => ReleaseComplaintEndpoint.Decide(new("I am full."), state, actor)),
        ("ask for another officer", (state, _) => AskForAnotherOfficerEndpoint.Decide(
            new("resident", "They do not ring back."), state)),
        ("acknowledge", (state, actor) => AcknowledgeComplaintEndpoint.Decide(
            new("A leak.", "A repair.", "The pipe.", "Nothing."), state, actor, Now)),
        ("record a finding", (state, actor) => RecordFindingEndpoint.Decide(
            new(1, "upheld", "It took 40 days."), state, actor)),
        ("extend", (state, actor) => RecordExtensionEndpoint.Decide(
            new("A surveyor comes.", new(2026, 3, 27)), state, actor, Today)),
        ("answer at stage 1", (state, actor) => RecordStage1ResponseEndpoint.Decide(
            new("upheld", "We should have come."), state, actor, Now)),
        ("ask for stage 2", (state, _) => EscalateToStage2Endpoint.Decide(new(Today), state, Today)),
        ("refuse stage 2", (state, actor) => RefuseEscalationEndpoint.Decide(
            new("already-considered", "It was answered.", "Nothing.", Today, null, "CMP-0000-0002"), state, actor,
            Today)),
        ("acknowledge stage 2", (state, actor) => AcknowledgeStage2Endpoint.Decide(
            new("A leak.", "A repair.", "The pipe.", "Nothing."), state, actor, Today)),
        ("answer at stage 2", (state, actor) => RecordStage2ResponseEndpoint.Decide(
            new("upheld", "It stays so."), state, actor, Today)),
        ("join", (state, _) => JoinComplaintEndpoint.Decide(new("phone", "It leaks again."), state, NewId, Today)),
        ("join with a new point", (state, _) => JoinComplaintEndpoint.Decide(
            new("phone", "It leaks again.", ["The carpet is ruined."]), state, NewId, Today)),
        ("reclassify", (state, _) => ReclassifyComplaintEndpoint.Decide(
            new("It is mould.", "damp-and-mould"), state, Categories.Standard)),
        ("set a task", (state, actor) => SetTaskEndpoint.Decide(
            new(NewId, "contribution", Today, TeamId: OtherId), state, TaskTypes.Standard,
            new(null, new Team(OtherId, "Repairs complaints", 1)), actor, Today)),
        ("record a contact", (state, actor) => LogContactEndpoint.Decide(
            new(NewId, ContactKind.Note, "She is in on Thursday."), state, actor, Today)),
        ("offer a remedy", (state, actor) => PromiseActionEndpoint.Decide(
            new(NewId, "apology", "A letter.", Sam.Id, Today), state, CompensationRules.Standard, SamAtWork, actor)),
        ("record a follow-up", (state, actor) => PromiseActionEndpoint.Decide(
            new(NewId, "follow-up", "Change the script.", Sam.Id, Today), state, CompensationRules.Standard, SamAtWork,
            actor)),
        ("propose a correction", (state, actor) => ProposeCorrectionEndpoint.Decide(
            new(NewId, "received-on", "2026-02-27", "The stamp says so."), state, actor, Today)),
        ("record a cost", (state, _) => RecordCostEndpoint.Decide(
            new(NewId, "cost", "A surveyor.", 120), state, Today)),
        ("record an outside review", (state, actor) => OpenReviewEndpoint.Decide(
            new(NewId, "ombudsman"), state, actor, Today)),
        ("record the root cause", (state, actor) => RecordCauseEndpoint.Decide(
            new("poor-records"), state, Choices.Standard[Choices.RootCauses], actor)),
        ("withdraw", (state, actor) => WithdrawComplaintEndpoint.Decide(
            new("It stopped by itself.", new(2026, 3, 5)), state, actor, Today)),
        ("close", (state, actor) => CloseComplaintEndpoint.Decide(
            new("the-resident-is-satisfied"), state, Choices.Standard[Choices.ClosingReasons], actor, Today)),
        ("reopen", (state, _) => ReopenComplaintEndpoint.Decide(new("It leaks again."), state)),
    ];

    [Fact]
    public void every_verb_does_in_every_state_what_the_table_says()
    {
        var file = Path.Combine(Root(), "docs", "what-may-be-done.md");
        var written = File.ReadAllText(file);
        var table = new StringBuilder(written.Split("\n| Verb")[0])
            .Append("\n| Verb | ").AppendJoin(" | ", States.Select(state => state.Name)).Append(" |\n|---|")
            .Append(string.Concat(States.Select(_ => "---|"))).Append('\n');
        foreach (var (verb, decide) in Verbs)
            table.Append("| ").Append(verb).Append(" | ").AppendJoin(" | ", States.Select(state =>
                InWords(decide(Given(state.History).State!, state.Who)))).Append(" |\n");
        if (Environment.GetEnvironmentVariable("UPDATE_STATES") is null) table.ToString().ShouldBe(written);
        else File.WriteAllText(file, table.ToString());
    }

    private static string InWords(Decision<IComplaintEvent> decision) => decision switch
    {
        { IsRefused: true } => $"`{decision.Refusal!.Code}`",
        { Events.Count: 0 } => "nothing to do",
        _ => "●",
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ComplaintsPlatform.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
