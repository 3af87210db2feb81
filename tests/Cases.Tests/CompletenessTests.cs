using System.Text.RegularExpressions;
using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Cases.Tasks;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>A forgotten event, name or refusal is found here rather than in production.</summary>
public sealed class CompletenessTests
{
    private static readonly Type[] EventTypes =
        [.. typeof(IComplaintEvent).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IComplaintEvent)))];

    [Fact]
    public void the_samples_cover_every_event() =>
        All.Select(e => e.GetType()).Distinct().ShouldBe(EventTypes, ignoreOrder: true);

    [Fact]
    public void every_event_is_folded_into_the_state() =>
        All.Aggregate((Complaint?)null, Complaint.Evolve)!.ShouldSatisfyAllConditions(
            state => state.ReceivedOn.ShouldBe(ReceivedEarlier.After.Day),
            state => state.Corrections.All[NewId].State.ShouldBe(CorrectionState.Rejected),
            state => state.Corrections.ResidentName.ShouldBe("Ada Osei"),
            state => state.Category.ShouldBe("damp-and-mould"),
            state => state.Points.Select(point => point.Number).ShouldBe([1]),
            state => state.LastPoint.ShouldBe(3),
            state => state.Joined.ShouldBe([ContactId]),
            state => state.Documents[DocumentId].ShouldBe(new CaseDocument(
                DocumentId, Document.Name, Document.Type, Document.Size, Document.Sha256, "clean", null, true)),
            state => state.Tasks[TaskId].State.ShouldBe(TaskState.Withdrawn),
            state => state.Actions[ActionId].State.ShouldBe(ActionState.Dropped),
            state => state.Actions[ActionId].DueOn.ShouldBe(Replanned.DueOn),
            state => state.Actions[ActionId].WaitsForApproval.ShouldBeFalse(),
            state => state.Costs.ShouldBe([Surveyor.CostId]),
            state => state.Reviews[ReviewId].Determination.ShouldBe(Determined),
            state => state.Reviews[ReviewId].Closed.ShouldBe(ReviewOver),
            state => state.Contacts.Find(NoteId)!.IsWithdrawn.ShouldBeTrue(),
            state => state.Contacts.Promises[PromiseId].IsWithdrawn.ShouldBeTrue(),
            state => state.MergedIn.ShouldBeEmpty(),
            state => state.MergedInto.ShouldBeNull(),
            state => state.SplitOff.ShouldBe([NewId]),
            state => state.LinkedTo.ShouldBeEmpty(),
            state => state.Owner.ShouldBe(new Owner(Sam.Id, Sam.Name, "Repairs complaints")),
            state => state.Acknowledgement.ShouldBe(Acknowledged),
            state => state.Findings.On("stage-1", 1).ShouldBe(FoundUpheld),
            state => state.Stage1Response.ShouldBe(Responded),
            state => state.Extensions.ShouldBe([Extended]),
            state => state.Escalation.ShouldBe(Escalated),
            state => state.Stage2Acknowledgement.ShouldBe(Stage2Acknowledgement),
            state => state.Stage2Response.ShouldBe(FinalResponse),
            state => state.Ending.Cause.ShouldBe(Cause),
            state => state.Ending.IsEnded.ShouldBeFalse(),
            state => state.ActedAtStage1.ShouldBe([Sam.Id]),
            state => state.ActedAtStage2.ShouldBe([Priya.Id, Sam.Id], ignoreOrder: true),
            state => state.AboutStaff.ShouldHaveSingleItem().UserId.ShouldBe(Priya.Id),
            state => state.OnlyFor!.ShouldBe(OnlySamAndLee.People),
            state => state.Reported.Count.ShouldBe(12));

    [Fact]
    public void every_event_shows_in_the_details_and_has_words_and_a_place_on_the_bus()
    {
        foreach (var happened in All)
        {
            Change.InWords(happened).ShouldEndWith(".");
            (ComplaintMessages.Announce(happened) is null).ShouldBe(
                happened is IReportedFact or FindingRecorded or DocumentAdded or DocumentScanned
                    or DocumentWithdrawn or DuplicateMergedIn or DuplicateTakenOut or AnotherOfficerAskedFor
                    or OfficerAllowedAgain or TaskChased or AnotherLetterIssued
                    or CompensationApproved or CostRecorded or ReviewClosed or ComplaintLinked or LinkRemoved);
        }
        ComplaintDetails.Of(Stored(All))!.Version.ShouldBe(All.Length);
    }

    [Fact]
    public void stored_names_are_for_ever() =>
        CaseStore.EventNames.Keys.ShouldBe(
            File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "approved", "event-names.txt")));

    [Fact]
    public void every_refusal_has_a_spec_and_stands_in_the_list_of_problems()
    {
        var root = Root();
        var codes = Directory.EnumerateFiles(
            Path.Combine(root, "services", "case"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(
                File.ReadAllText(file), """(?:Refuse|Problem)\(\s*(?:StatusCodes\.\w+,\s*)?"([a-z0-9-]+)"""))
            .Select(match => match.Groups[1].Value).Distinct().ToList();
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(root, "tests", "Cases.Tests"), "*.cs",
            SearchOption.AllDirectories).Select(File.ReadAllText));
        var problems = File.ReadAllText(Path.Combine(root, "docs", "problems.md"));

        codes.Count.ShouldBeGreaterThan(6);
        codes.Where(code => !tests.Contains($"\"{code}\"", StringComparison.Ordinal))
            .ShouldBeEmpty("refusals without a spec");
        codes.Where(code => !problems.Contains($"`{code}`", StringComparison.Ordinal))
            .ShouldBeEmpty("refusals that docs/problems.md does not list");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ComplaintsPlatform.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
