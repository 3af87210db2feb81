using ComplaintsPlatform.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Whatever four people try, in whatever order and on whichever path: nobody who acted at stage 1 acts at
/// stage 2, and the other way round (Code 6.13).</summary>
public sealed class IndependenceProperties
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly Actor[] People = [.. Enumerable.Range(1, 4).Select(n => new Actor(
        new($"00000000-0000-7000-8000-00000000000{n}"), $"Officer {n}", ["complaints-officer", "team-leader"], []))];
    private static readonly Team Team = new(NewId, "Repairs complaints", 1);
    private static readonly AssignmentRules Rules = new(
        AssignmentRules.TheRules, [new AssignmentRule(NewId, Team.Name, null, null, null)], 1);

    private static readonly Func<Actor, Complaint, Decision<IComplaintEvent>>[] Attempts =
    [
        (who, state) => ClaimComplaintEndpoint.Decide(state, who),
        (who, state) => TakeOverComplaintEndpoint.Decide(new TakeOverComplaint("Cover."), state, who),
        (who, state) => ReleaseComplaintEndpoint.Decide(new ReleaseComplaint("Busy."), state, who),
        (who, state) => AssignComplaintEndpoint.Decide(
            new AssignComplaint(who.Id), state, AtWork(who), null, Today),
        (who, state) => AssignManyEndpoint.Decide(
            new AssignMany([ComplaintId], who.Id, EvenIfOwned: true), state, AtWork(who), null, Today),
        (who, state) => AssignOnArrivalHandler.Decide(
            state, Rules, Categories.Standard, null, [new Candidate(AtWork(who), 0)], Today),
        (who, state) => AcknowledgeComplaintEndpoint.Decide(
            new AcknowledgeComplaint("a", "b", "c", "d"), state, who, Now),
        (who, state) => RecordStage1ResponseEndpoint.Decide(new RecordStage1Response("upheld", "a"), state, who, Now),
        (_, state) => EscalateToStage2Endpoint.Decide(new EscalateToStage2(), state, Today),
        (who, state) => AcknowledgeStage2Endpoint.Decide(
            new AcknowledgeStage2("a", "b", "c", "d"), state, who, Today),
        (who, state) => RecordStage2ResponseEndpoint.Decide(
            new RecordStage2Response("upheld", "a"), state, who, Today),
        (who, state) => RecordFindingEndpoint.Decide(new RecordFinding(1, "upheld", "a"), state, who),
        (who, state) => RecordFindingEndpoint.Decide(
            new RecordFinding(1, "not-upheld", "a", Stage: "stage-1"), state, who),
        (who, state) => MergeComplaintEndpoint.Decide(
            new MergeComplaint(OtherId, "The same."), state, Given(OtherOpened, Owns(who)).State),
    ];

    [Fact]
    public void nobody_acts_at_both_stages() =>
        Prop.ForAll(Gen.Zip(Gen.Elements(Attempts), Gen.Elements(People)).ListOf().ToArbitrary(), attempts =>
        {
            var (state, byStage) = (Complaint.Evolve(null, Opened), new[] { new HashSet<Guid>(), [] });
            foreach (var (attempt, who) in attempts)
                foreach (var happened in attempt(who, state).Events.Where(e => e.ComplaintId == ComplaintId))
                {
                    var stage2 = state.Escalation is not null;
                    Guid[] acted = happened switch
                    {
                        ComplaintAssigned e => [e.OwnerId],
                        ComplaintClaimed e => [e.OwnerId],
                        ComplaintAcknowledged or Stage1ResponseRecorded => [who.Id],
                        FindingRecorded e => [e.FoundBy],
                        Stage2Acknowledged or Stage2ResponseRecorded => [who.Id],
                        DuplicateMergedIn => [who.Id],
                        _ => [],
                    };
                    var at = happened switch
                    {
                        ComplaintAcknowledged or Stage1ResponseRecorded or DuplicateMergedIn
                            or FindingRecorded { Stage: "stage-1" } => 0,
                        _ => stage2 ? 1 : 0,
                    };
                    byStage[at].UnionWith(acted);
                    state = Complaint.Evolve(state, happened);
                }

            return !byStage[0].Overlaps(byStage[1]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(40));

    private static Colleague AtWork(Actor who) =>
        new(who.Id) { Name = who.Name, Roles = who.Roles, RolesAt = 1, Memberships = [new(NewId, IsIn: true, 1)] };

    private static ComplaintClaimed Owns(Actor who) => new(OtherId, who.Id, who.Name, null);
}
