using ComplaintsPlatform.Cases.Reading;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class RecordFindingSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly RecordFinding Find =
        new(FoundUpheld.Point, FoundUpheld.Finding, FoundUpheld.Reasons, Remedy: FoundUpheld.Remedy);
    private static readonly FindingRecorded FoundOn2 = FoundUpheld with { Point = 2, Finding = "not-upheld" };
    private static readonly FindingRecorded FoundAnew =
        FoundUpheld with { Stage = "stage-2", Finding = "partly-upheld", FoundBy = Priya.Id };

    private static Testing.Decided<IComplaintEvent> WhenFound(
        Testing.Given<Complaint, IComplaintEvent> given, RecordFinding? command = null,
        ServiceDefaults.Actor? who = null) =>
        given.When(state => RecordFindingEndpoint.Decide(command ?? Find, state, who ?? Sam));

    private static Testing.Decided<IComplaintEvent> WhenAnswered(
        Testing.Given<Complaint, IComplaintEvent> given, string? outcome) => given.When(state =>
            RecordStage1ResponseEndpoint.Decide(new RecordStage1Response(outcome, Responded.Summary), state, Sam, Now));

    private static Testing.Decided<IComplaintEvent> WhenFinallyAnswered(
        Testing.Given<Complaint, IComplaintEvent> given, string? outcome) => given.When(state =>
            RecordStage2ResponseEndpoint.Decide(
                new RecordStage2Response(outcome, FinalResponse.Summary), state, Priya, Today));

    [Fact]
    public void a_point_is_found_with_reasons_and_a_remedy() => WhenFound(Given(Opened)).Then(FoundUpheld);

    [Fact]
    public void what_does_not_show_is_no_remedy_and_text_is_put_in_order() =>
        WhenFound(Given(Opened), Find with { Reasons = $" {Find.Reasons}\r\n", Remedy = " \u200b " })
            .Then(FoundUpheld with { Remedy = null });

    [Fact]
    public void reasons_have_to_be_given_and_the_finding_is_one_of_three()
    {
        var validator = new RecordFinding.Validator();
        validator.Validate(Find).IsValid.ShouldBeTrue();
        foreach (var wrong in new[]
        {
            Find with { Reasons = " \u200b " }, Find with { Reasons = null! }, Find with { Finding = "Upheld" },
            Find with { Finding = null! }, Find with { Point = 0 }, Find with { Stage = "stage-3" },
            Find with { Evidence = [.. Enumerable.Repeat(DocumentId, 101)] },
        })
            validator.Validate(wrong).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void found_otherwise_before_the_response_the_last_one_holds()
    {
        var otherwise = FoundUpheld with { Finding = "not-upheld", FoundBy = Priya.Id };
        var again = Given(Opened, FoundUpheld);
        WhenFound(again, Find with { Finding = "not-upheld" }, Priya).Then(otherwise);
        again.And(otherwise).State!.Findings.On("stage-1", 1).ShouldBe(otherwise);
    }

    [Fact]
    public void the_same_again_by_whomever_is_nothing_new()
    {
        var rests = FoundUpheld with { Evidence = [DocumentId, RecordId] };
        WhenFound(Given(Opened, FoundUpheld), who: Priya).ThenNothing();
        WhenFound(Given(Opened, FoundUpheld, Responded)).ThenNothing();
        WhenFound(Given(Opened, Document, Linked, rests), Find with { Evidence = [RecordId, DocumentId, RecordId] })
            .ThenNothing();
        WhenFound(Given(Opened, Document, Linked, rests), Find with { Evidence = [RecordId] })
            .Then(FoundUpheld with { Evidence = [RecordId] });
        WhenFound(Given(Opened, FoundUpheld), Find with { Remedy = null }).Then(FoundUpheld with { Remedy = null });
    }

    [Fact]
    public void a_point_that_is_not_there_is_not_found() =>
        WhenFound(Given(Opened), Find with { Point = 2 }).ThenRefused("point-unknown");

    [Fact]
    public void a_point_that_went_is_not_found_nor_found_again()
    {
        WhenFound(Given(Opened, Joined, FoundOn2, SplitOff), Find with { Point = 2, Finding = "not-upheld" })
            .ThenRefused("point-unknown");
        WhenFound(Given(Opened, MergedIn, TakenOut), Find with { Point = 2 }).ThenRefused("point-unknown");
    }

    [Fact]
    public void what_was_merged_is_found_where_it_goes_on()
    {
        WhenFound(Given(OtherOpened, MergedInto)).ThenRefused("merged-into-another");
        WhenFound(Given(Opened, MergedIn), Find with { Point = 3 }).Then(FoundUpheld with { Point = 3 });
    }

    [Fact]
    public void after_the_response_what_it_found_stands()
    {
        WhenFound(Given(Opened, FoundUpheld, Responded), Find with { Finding = "not-upheld" })
            .ThenRefused("finding-after-response");
        WhenFound(Given(Opened, Escalated, FinalResponse), who: Priya).ThenRefused("finding-after-response");
        WhenFound(Given(Opened, Responded, Escalated), Find with { Stage = "stage-1" })
            .ThenRefused("finding-after-response");
    }

    [Fact]
    public void evidence_is_a_document_or_a_linked_record_of_this_complaint()
    {
        var command = Find with { Evidence = [DocumentId, RecordId] };
        WhenFound(Given(Opened, Document, Linked), command)
            .Then(FoundUpheld with { Evidence = [DocumentId, RecordId] });
        WhenFound(Given(Opened, Document), command).ThenRefused("evidence-unknown");
        WhenFound(Given(Opened, Linked), command).ThenRefused("evidence-unknown");
    }

    [Fact]
    public void nothing_rests_on_a_document_that_was_withdrawn_or_is_in_quarantine()
    {
        var command = Find with { Evidence = [DocumentId] };
        WhenFound(Given(Opened, Document, DocumentTakenBack), command).ThenRefused("evidence-not-usable");
        WhenFound(Given(Opened, Document, DocumentFoundClean with { Scan = "infected", Threat = "Eicar" }), command)
            .ThenRefused("evidence-not-usable");
    }

    [Fact]
    public void stage_2_finds_anew_and_what_stage_1_found_stays()
    {
        var anew = Find with { Finding = "partly-upheld" };
        var given = Given(Opened, FoundUpheld, Responded, Escalated);
        WhenFound(given, anew, Priya).Then(FoundAnew);
        given.And(FoundAnew).State!.Findings.ShouldSatisfyAllConditions(
            findings => findings.On("stage-1", 1).ShouldBe(FoundUpheld),
            findings => findings.On("stage-2", 1).ShouldBe(FoundAnew));
    }

    [Fact]
    public void nobody_finds_at_both_stages()
    {
        WhenFound(Given(Opened, FoundUpheld, Responded, Escalated)).ThenRefused("acted-at-stage-1");
        WhenFound(Given(Opened, FoundUpheld with { FoundBy = Priya.Id }, Escalated), who: Priya)
            .ThenRefused("acted-at-stage-1");
        WhenFound(Given(Opened, Escalated, FoundAnew), Find with { Stage = "stage-1" }, Priya)
            .ThenRefused("acted-at-stage-2");
        WhenFound(Given(Opened), Find with { Stage = "stage-2" }).ThenRefused("not-at-stage-2");
    }

    [Fact]
    public void what_is_still_owed_at_stage_1_is_found_there_after_stage_2_was_asked_for() =>
        WhenFound(Given(Opened, Escalated), Find with { Stage = "stage-1" }).Then(FoundUpheld);

    [Fact]
    public void the_outcome_follows_from_the_findings()
    {
        WhenAnswered(Given(Opened, FoundUpheld), null).Then(Responded);
        WhenAnswered(Given(Opened, FoundUpheld), "upheld").Then(Responded);
        WhenAnswered(Given(Opened, Joined, FoundUpheld, FoundOn2), null)
            .Then(Responded with { Outcome = "partly-upheld" });
        WhenFinallyAnswered(Given(Opened, FoundUpheld, Responded, Escalated, FoundAnew), null)
            .Then(FinalResponse with { Outcome = "partly-upheld" });
    }

    [Fact]
    public void an_outcome_that_contradicts_the_findings_is_refused_with_what_they_give()
    {
        var refused = WhenAnswered(Given(Opened, Joined, FoundUpheld, FoundOn2), "upheld");
        refused.ThenRefused("outcome-contradicts-findings");
        refused.Decision.Refusal!.Sentence.ShouldContain("give partly upheld");
        WhenFinallyAnswered(Given(Opened, FoundUpheld, Responded, Escalated, FoundAnew), "upheld")
            .ThenRefused("outcome-contradicts-findings");
    }

    [Fact]
    public void with_no_or_some_findings_the_outcome_is_said()
    {
        WhenAnswered(Given(Opened), null).ThenRefused("outcome-missing");
        var refused = WhenAnswered(Given(Opened, Joined, FoundUpheld), null);
        refused.ThenRefused("outcome-missing");
        refused.Decision.Refusal!.Sentence.ShouldContain("which point 2 has not.");
        WhenAnswered(Given(Opened), "not-upheld").Then(Responded with { Outcome = "not-upheld" });
        // Stage 2 finds anew: what stage 1 found gives nothing there.
        WhenFinallyAnswered(Given(Opened, FoundUpheld, Responded, Escalated), null).ThenRefused("outcome-missing");
        WhenFinallyAnswered(Given(Opened, FoundUpheld, Responded, Escalated), "not-upheld")
            .Then(FinalResponse with { Outcome = "not-upheld" });
    }

    [Fact]
    public void told_again_without_its_outcome_it_is_the_same_response()
    {
        WhenAnswered(Given(Opened, FoundUpheld, Responded), null).ThenNothing();
        WhenFinallyAnswered(Given(Opened, Escalated, FinalResponse), null).ThenNothing();
    }

    [Fact]
    public void what_was_said_again_opens_a_point_that_has_no_finding_yet() =>
        WhenAnswered(Given(Opened, FoundUpheld, Joined), null).ThenRefused("outcome-missing");

    [Fact]
    public void a_point_that_goes_takes_its_finding_out_of_the_outcome()
    {
        WhenAnswered(Given(Opened, Joined, FoundUpheld, FoundOn2, SplitOff), null).Then(Responded);
        var onMerged = FoundUpheld with { Point = 3, Finding = "not-upheld" };
        WhenAnswered(Given(Opened, FoundUpheld, MergedIn, FoundOn2, onMerged), null)
            .Then(Responded with { Outcome = "partly-upheld" });
        WhenAnswered(Given(Opened, FoundUpheld, MergedIn, FoundOn2, onMerged, TakenOut), null).Then(Responded);
    }

    [Fact]
    public void what_was_found_on_a_duplicate_stays_there_and_its_points_are_found_anew()
    {
        var there = FoundUpheld with { ComplaintId = OtherId };
        var (survivor, other) = (Given(Opened, FoundUpheld), Given(OtherOpened, there));
        var merge = survivor.When(state =>
            MergeComplaintEndpoint.Decide(new MergeComplaint(OtherId, "The same leak."), state, other.State));
        merge.Then(MergedIn with { ActedAtStage1 = [Sam.Id] }, MergedInto);
        WhenAnswered(survivor.And(MergedIn), null).ThenRefused("outcome-missing");
        other.And(MergedInto, Undone).State!.Findings.On("stage-1", 1).ShouldBe(there);
    }

    [Fact]
    public void the_details_show_what_was_found_by_whom_on_which_evidence()
    {
        var details = ComplaintDetails.Of(Stored(Opened, Joined, Document, DocumentFoundClean, Linked,
            FoundUpheld with { Finding = "not-upheld" }, FoundUpheld with { Evidence = [DocumentId, RecordId] }))!;
        var found = details.Points[0].Findings.ShouldHaveSingleItem();
        (found.Stage, found.Finding, found.Reasons, found.Remedy)
            .ShouldBe(("stage-1", "upheld", FoundUpheld.Reasons, FoundUpheld.Remedy));
        (found.FoundBy, found.By, found.RecordedAt).ShouldBe((Sam.Id, Sam.Name, Now.AddMinutes(7)));
        found.Evidence.ShouldBe(
            [new(DocumentId, "document", "ceiling.jpg", true), new(RecordId, "repair", "WO-1042", true)]);
        details.Points[1].Findings.ShouldBeEmpty();
        (details.Stage1Findings.Missing, details.Stage1Findings.Outcome).ShouldSatisfyAllConditions(
            findings => findings.Missing.ShouldBe([2]), findings => findings.Outcome.ShouldBeNull());
        details.Stage2Findings.ShouldBeNull();
    }

    [Fact]
    public void the_details_say_what_follows_at_each_stage()
    {
        var details = ComplaintDetails.Of(Stored(Opened, FoundUpheld, Responded, Escalated, FoundAnew))!;
        details.Stage1Findings.Outcome.ShouldBe("upheld");
        details.Stage2Findings!.Outcome.ShouldBe("partly-upheld");
        details.Points[0].Findings.Select(found => found.Stage).ShouldBe(["stage-1", "stage-2"]);
    }

    [Fact]
    public void a_document_that_was_withdrawn_since_stays_named() =>
        ComplaintDetails.Of(Stored(Opened, Document, DocumentFoundClean, FoundUpheld with { Evidence = [DocumentId] },
            DocumentTakenBack))!.Points[0].Findings[0].Evidence
            .ShouldBe([new(DocumentId, "document", "ceiling.jpg", false)]);

    [Fact]
    public void a_response_says_which_points_it_left_open()
    {
        Left(Opened, Joined, FoundUpheld, Responded).ShouldBe(([2], null));
        Left(Opened, FoundUpheld, Responded).ShouldBe(([], null));
        Left(Opened, Joined, FoundUpheld, FoundOn2, Responded, Escalated, FoundAnew, FinalResponse)
            .ShouldBe(([], [2]));
        Left(Opened, FoundUpheld, Responded, Escalated, FinalResponse).ShouldBe(([], [1]));
    }

    [Fact]
    public void where_nobody_finds_point_by_point_no_response_leaves_any_open()
    {
        Left(Opened, Joined, Responded).ShouldBe(([], null));
        // What stage 2 does says nothing of stage 1.
        Left(Opened, Responded, Escalated, FoundAnew, FinalResponse).ShouldBe(([], []));
    }

    private static void ShouldSay(string words, IComplaintEvent happened) => Change.InWords(happened).ShouldBe(words);

    [Fact]
    public void the_history_says_the_point_the_finding_and_the_stage() =>
        ShouldSay("Point 1 was found partly upheld at stage 2.", FoundAnew);

    private static Open Left(params IComplaintEvent[] events) =>
        ComplaintDetails.Of(Stored(events)) is { } details
            ? new(details.Stage1Response!.UnansweredPoints, details.Stage2Response?.UnansweredPoints)
            : throw new InvalidOperationException("Not opened.");

    private sealed record Open(IReadOnlyList<int> AtStage1, IReadOnlyList<int>? AtStage2)
    {
        public void ShouldBe((int[] AtStage1, int[]? AtStage2) expected)
        {
            AtStage1.ShouldBe(expected.AtStage1);
            AtStage2.ShouldBe(expected.AtStage2);
        }
    }
}
