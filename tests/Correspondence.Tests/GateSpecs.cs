using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Correspondence.Tests;

public sealed class GateSpecs
{
    // A ground of section 2 as well, where only that may stand.
    private static readonly string Something = LetterPart.Grounds[1];

    public static TheoryData<string, string> EveryLetter()
    {
        var all = new TheoryData<string, string>();
        foreach (var kind in LetterKind.Written)
            foreach (var stage in LetterKind.StagesOf(kind))
                all.Add(kind, stage);
        return all;
    }

    [Theory, MemberData(nameof(EveryLetter))]
    public void a_letter_that_says_what_the_Code_asks_lacks_nothing(string kind, string stage)
    {
        var prepared = Drafts.Prepare(LetterDraft.Of(Drafts.Begun(kind, stage)), Drafts.FactsFor(kind, stage));
        prepared.Missing.ShouldBeEmpty();
        prepared.Letter.Unfilled.ShouldBeEmpty();
        prepared.Letter.Body.ShouldNotContain("{{");
        $"{prepared.Letter.Subject}\n{prepared.Letter.Body}".ShouldContain("CMP-7K3M-9QXT");
    }

    // Whatever else is or is not written, each part that the Code asks for and that is left out, or shows nothing, is
    // named; and nothing is missing only when all of them are there.
    [Fact]
    public void whatever_required_part_a_draft_lacks_it_is_refused_and_named() => Prop.ForAll(
        Gen.Elements(LetterKind.Written).ToArbitrary(), Gen.Elements(LetterStage.All).ToArbitrary(),
        Gen.Elements<string?>(Something, "", " \n ", "\u200B", null).ArrayOf(8).ToArbitrary(),
        (kind, any, typed) =>
        {
            var stage = LetterKind.StagesOf(kind) is [var only] ? only : any;
            var parts = LetterPart.Of(kind, stage);
            var written = parts.Zip(typed).Where(part => part.Second is not null)
                .Select(part => new DraftPart(part.First.Name, part.Second!)).ToList();
            var text = Drafts.Whole(kind) with { Parts = written };
            var codes = Drafts.Prepare(LetterDraft.Of(Drafts.Begun(kind, stage, text)), Drafts.FactsFor(kind, stage))
                .Missing.Select(one => (one.Code, one.Target)).ToList();
            var lacks = parts.Zip(typed).Where(part => part.Second != Something)
                .Select(part => part.First).ToList();
            var required = lacks.Where(part => part.IsRequired).Select(part => ($"{part.Name}-missing",
                $"part:{part.Name}")).ToList();
            var apology = kind == LetterKind.Response && lacks.Exists(part => part.Name == LetterPart.WhatWentWrong);
            return required.TrueForAll(codes.Contains)
                && codes.Count == required.Count + (apology ? 1 : 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("stage-1", "6.7", "6.9")]
    [InlineData("stage-2", "6.18", "6.19")]
    public void every_point_is_answered_with_reasons_and_what_is_upheld_with_a_remedy(
        string stage, string every, string says)
    {
        var facts = Drafts.FactsAt(stage) with
        {
            Case = Drafts.FactsAt(stage).Case with
            {
                Points =
                [
                    new PointRead(1, "a", []), new PointRead(2, "b", [new FindingRead(stage, "upheld", " ", "x")]),
                    new PointRead(3, "c", [new FindingRead(stage, "partly-upheld", "Because.", null)]),
                ],
            },
        };
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Response, stage)), facts).Missing.ShouldBe(
        [
            new Missing("finding-missing", "Point 1 is not answered.", every, "finding:1"),
            new Missing("reasons-missing", "Point 2 has no reasons.", every, "finding:2"),
            new Missing("remedy-missing", "Point 3 is upheld, and no remedy is said.", says, "finding:3"),
        ]);
    }

    [Fact]
    public void without_a_point_there_is_nothing_to_decide() => Codes(LetterKind.Response, facts: Drafts.Facts with
    { Case = Drafts.Facts.Case with { Points = [], Stage1Findings = null } }).ShouldBe(["decision-missing"]);

    [Theory]
    [InlineData(null, "new-date-missing")]
    [InlineData("2026-03-05", "new-date-over")]
    [InlineData("2026-03-17", "new-date-no-later")]
    [InlineData("2026-03-21", "new-date-no-working-day")]
    [InlineData("2026-04-03", "new-date-no-working-day")] // Good Friday
    [InlineData("2026-04-01", "good-reason-missing")]
    public void a_new_day_is_one_that_the_clock_lets_be_promised(string? day, string code) =>
        Codes(LetterKind.Extension, Drafts.Whole(LetterKind.Extension) with
        { NewDate = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) })
            .ShouldBe([code]);

    [Fact]
    public void further_than_the_Code_allows_it_goes_with_a_good_reason() =>
        Codes(LetterKind.Extension, Drafts.Text(("reason", "A part."), ("goodReason", "It is made abroad.")) with
        { NewDate = new DateOnly(2026, 4, 1), UpdatesEvery = 5 }).ShouldBeEmpty();

    [Fact]
    public void how_often_they_hear_in_between_is_said() =>
        Codes(LetterKind.Extension, Drafts.Whole(LetterKind.Extension) with { UpdatesEvery = null })
            .ShouldBe(["updates-missing"]);

    [Fact]
    public void when_the_limit_has_passed_nothing_is_extended() => Codes(LetterKind.Extension,
        facts: Drafts.Facts with { Clocks = [Drafts.Facts.Clocks[0] with { DueOn = new DateOnly(2026, 3, 4) }] })
        .ShouldBe(["limit-passed"]);

    [Theory]
    [InlineData("Come on [day].", "[day]")]
    [InlineData("Ask for XXX.", "XXX")]
    [InlineData("On ____ we come.", "____")]
    public void a_placeholder_that_is_left_is_named(string typed, string left)
    {
        var missing = Missing(LetterKind.Other, Drafts.Text(("subject", "Hello"), ("text", typed)))
            .ShouldHaveSingleItem();
        (missing.Code, missing.Target).ShouldBe(("placeholder-left", "part:text"));
        missing.Says.ShouldContain(left);
    }

    [Fact]
    public void a_merge_field_without_a_value_is_named_where_it_stands()
    {
        var missing = Missing(
            LetterKind.Other, Drafts.Text(("subject", "Hello"), ("text", "You asked on {{requestedOn}}.")))
            .ShouldHaveSingleItem();
        (missing.Code, missing.Target).ShouldBe(("field-without-value", "part:text"));
    }

    [Fact]
    public void a_merge_field_in_what_is_typed_is_filled_and_one_that_a_resident_wrote_is_not()
    {
        var facts = Drafts.Facts with
        { Case = Drafts.Facts.Case with { Points = [Drafts.Facts.Case.Points[0] with { Text = "{{name}} [x]" }] } };
        var text = Drafts.Text(
            ("definition", "Of {{receivedOn}}."), ("whatWentWrong", "Sorry."), ("outstandingActions", "None."));
        var prepared = Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Response, text: text)), facts);
        prepared.Letter.Body.ShouldContain("Of 2 March 2026.");
        prepared.Letter.Body.ShouldContain("You said: {{name}} [x]");
        prepared.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void an_acknowledgement_says_the_day_that_the_clock_counts() =>
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Acknowledgement)), Drafts.Facts).Letter.Body
            .ShouldContain("You have our answer by 19 March 2026.");

    [Theory]
    [InlineData("upheld", "We uphold your complaint.")]
    [InlineData("partly-upheld", "We uphold your complaint in part.")]
    [InlineData("not-upheld", "We do not uphold your complaint.")]
    public void the_wording_follows_the_outcome(string outcome, string says) => Drafts.Prepare(
        LetterDraft.Of(Drafts.Begun(LetterKind.Response)),
        Drafts.Facts with { Case = Drafts.Facts.Case with { Stage1Findings = new OutcomeRead(outcome) } })
        .Letter.Body.ShouldContain(says);

    [Fact]
    public void a_second_acknowledgement_or_one_after_the_response_is_not_written()
    {
        Codes(LetterKind.Acknowledgement, facts: Drafts.Facts with
        { Case = Drafts.Facts.Case with { Acknowledgement = new AcknowledgementRead(Drafts.Today, "x") } })
            .ShouldBe(["acknowledged-before"]);
        foreach (var kind in new[] { LetterKind.Acknowledgement, LetterKind.Clarification, LetterKind.Extension,
            LetterKind.Response })
            Codes(kind, facts: Drafts.Facts with
            { Case = Drafts.Facts.Case with { Stage1Response = new ResponseRead(Drafts.Today) } })
                .ShouldBe(["answered-before"]);
        Codes(LetterKind.Other, facts: Drafts.Facts with
        { Case = Drafts.Facts.Case with { MergedInto = new MergedRead("CMP-0000-0001") } }).ShouldBe(["merged-away"]);
    }

    [Fact]
    public void a_standard_line_that_has_expired_is_named_as_long_as_it_is_in_the_text()
    {
        var line = StandardLines.Standard.Items[0];
        var expired = StandardLines.Evolve(null, new StandardLineWritten(
            StandardLines.TheLines, line.LineId, line.Topic, line.Title, line.Text, Drafts.Today.AddDays(-1), true));
        var text = Drafts.Text(("subject", "Hello"), ("text", $"Hello.\n\n{line.Text}")) with { Lines = [line.LineId] };
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Other, text: text)), Drafts.Facts).Missing
            .ShouldBeEmpty();
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Other, text: text)), Drafts.Facts, expired).Missing
            .ShouldHaveSingleItem().Code.ShouldBe("line-expired");
        var without = text with { Parts = [text.Parts[0], new DraftPart("text", "Hello.")] };
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Other, text: without)), Drafts.Facts, expired).Missing
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LetterKind.Refusal, "2.4")]
    [InlineData(LetterKind.EscalationRefusal, "5.11")]
    public void a_refusal_has_a_ground_of_section_2_reasons_a_look_at_the_person_and_the_right_to_challenge_it(
        string kind, string reasons)
    {
        var (stage, facts) = (LetterKind.StagesOf(kind)[0], Drafts.FactsFor(kind, "stage-1"));
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(kind, stage, Drafts.Text())), facts).Missing
            .Select(one => (one.Code, one.Paragraph)).ShouldBe(
                [("ground-missing", "2.2"), ("reasons-missing", reasons), ("circumstances-missing", "2.5")]);
        var other = Drafts.Text(
            ("ground", "You complain too often."), ("reasons", "So it is."), ("circumstances", "None."));
        var missing = Drafts.Prepare(LetterDraft.Of(Drafts.Begun(kind, stage, other)), facts).Missing
            .ShouldHaveSingleItem();
        (missing.Code, missing.Paragraph, missing.Target).ShouldBe(("ground-not-of-the-code", "2.2", "part:ground"));
        var body = Drafts.Prepare(LetterDraft.Of(Drafts.Begun(kind, stage)), facts).Letter.Body;
        body.ShouldContain("You can take this decision to the Housing Ombudsman Service");
        body.ShouldContain("0300 111 3000");
        MergeFields.Needed(kind, stage).ShouldBe(
            ["ground", "reasons", "circumstances", "challenge", "ombudsman"], "an administrator cannot take it out");
    }

    [Theory]
    [InlineData(null, "new-date-missing", null)]
    [InlineData("2026-03-05", "new-date-over", null)]
    [InlineData("2026-03-18", "new-date-too-late", "6.3")]
    public void a_question_says_by_when_an_answer_helps_and_that_no_clock_stops(
        string? day, string code, string? paragraph)
    {
        var missing = Missing(LetterKind.Clarification, Drafts.Whole(LetterKind.Clarification) with
        { NewDate = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) })
            .ShouldHaveSingleItem();
        (missing.Code, missing.Paragraph).ShouldBe((code, paragraph));
        var body = Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Clarification)), Drafts.Facts).Letter.Body;
        body.ShouldContain("our answer is due by 17 March 2026 all the same");
    }

    [Fact]
    public void a_closing_says_how_it_ended_what_is_still_to_be_done_and_how_it_goes_on()
    {
        var body = Drafts.Prepare(
            LetterDraft.Of(Drafts.Begun(LetterKind.Closing)), Drafts.Closed("stage-1")).Letter.Body;
        body.ShouldContain("We answered it on 3 March 2026. We uphold your complaint in part.");
        body.ShouldContain("Mend the pipe: Pat Kaur, by 20 March 2026.");
        body.ShouldNotContain("Say sorry");
        body.ShouldContain("we look at your complaint again at stage 2");
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Closing, "stage-2")), Drafts.Closed("stage-2"))
            .Letter.Body.ShouldContain("You can now ask the Housing Ombudsman Service to look into your complaint.");
        Codes(LetterKind.Closing).ShouldBe(["not-closed"]);
        Codes(LetterKind.Closing, facts: Drafts.Facts with
        { Case = Drafts.Facts.Case with { Closed = new ClosedRead(Drafts.Today) } }).ShouldBe(["outcome-missing"]);
    }

    [Fact]
    public void what_was_taken_back_is_closed_without_an_answer_and_not_written_about_as_if_it_went_on()
    {
        var taken = Drafts.Facts with
        { Case = Drafts.Facts.Case with { Withdrawn = new WithdrawnRead(new DateOnly(2026, 3, 4)) } };
        Codes(LetterKind.Closing, facts: taken).ShouldBeEmpty();
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(LetterKind.Closing)), taken).Letter.Body
            .ShouldContain("You took your complaint back on 4 March 2026.");
        foreach (var kind in new[] { LetterKind.Acknowledgement, LetterKind.Clarification, LetterKind.Extension,
            LetterKind.Response })
        {
            Codes(kind, facts: taken).ShouldBe(["withdrawn-before"]);
            Codes(kind, facts: Drafts.Facts with
            { Case = Drafts.Facts.Case with { Closed = new ClosedRead(Drafts.Today) } }).ShouldBe(["closed-before"]);
        }

        Codes(LetterKind.Other, facts: taken).ShouldBeEmpty();
    }

    [Fact]
    public void a_letter_to_the_Ombudsman_never_goes_to_the_resident()
    {
        var prepared = Drafts.Prepare(
            LetterDraft.Of(Drafts.Begun(LetterKind.Ombudsman)), Drafts.Closed("stage-1"));
        prepared.Letter.Body.ShouldContain("Your reference: 202512345");
        prepared.Letter.Body.ShouldStartWith("Dear Housing Ombudsman Service,");
        Codes(LetterKind.Ombudsman, Drafts.Whole(LetterKind.Ombudsman) with { To = null }, Drafts.Closed("stage-1"))
            .ShouldBe(["recipient-missing"]);
    }

    private static IReadOnlyList<Missing> Missing(string kind, DraftText? text = null, CaseFacts? facts = null) =>
        Drafts.Prepare(LetterDraft.Of(Drafts.Begun(kind, text: text)), facts ?? Drafts.Facts).Missing;

    private static IEnumerable<string> Codes(string kind, DraftText? text = null, CaseFacts? facts = null) =>
        Missing(kind, text, facts).Select(one => one.Code);
}
