using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence.Tests;

public sealed class WordingSpecs
{
    [Fact]
    public void a_template_gets_a_new_version_and_the_earlier_one_stays()
    {
        var changed = new TemplateChanged(
            LetterTemplates.TheTemplates, "other", "stage-1", 2, "Hello", "Dear {{name}},\n\n{{text}}");
        Templates().WhenStarting(state => Change("Hello", changed.Body, state)).Then(changed);
        var after = Templates(changed).State!;
        (after.Newest("other", "stage-1"), after.Newest("other", "stage-2"), after.Version).ShouldBe((2, 1, 1L));
        after.Layout("other", "stage-1").Subject.ShouldBe("Hello");
        after.Layout("other", "stage-1", 1).Subject.ShouldBe("{{subject}}");
        Templates(changed).WhenStarting(state => Change("Hello", changed.Body, state)).ThenNothing();
    }

    [Fact]
    public void a_template_has_a_place_for_what_the_Code_asks_and_only_fields_that_there_are()
    {
        Templates().WhenStarting(state => Change("Hello", "Dear {{name}}", state)).ThenRefused("merge-field-missing");
        Templates().WhenStarting(state => Change("Hello", "{{text}} {{definition}}", state))
            .ThenRefused("merge-field-unknown");
        foreach (var kind in LetterKind.Written)
            foreach (var stage in LetterStage.All)
                MergeFields.Needed(kind, stage).Except(
                    LetterLayout.FieldsIn(LetterLayout.Standard(kind, stage).Body)).ShouldBeEmpty();
    }

    [Fact]
    public void a_letter_keeps_the_version_that_it_was_begun_by()
    {
        var layout = new LetterLayout("other-stage-1.v2", "Hello", "{{text}}");
        var draft = LetterDraft.Of(Drafts.Begun(LetterKind.Other) with { TemplateVersion = 2 });
        MergeFields.Write(draft, Drafts.Facts, layout, Complaints.Landlord)
            .ShouldBe(new WrittenLetter("other-stage-1.v2", "Hello", "The key is at the office.", []),
                new ByText());
    }

    [Fact]
    public void a_part_that_depends_on_a_field_goes_with_it()
    {
        var layout = new LetterLayout("x", "s", "One.\n\n{{#a}}\n# Two\n\n{{a}}\n{{/a}}\n\nThree.");
        layout.Fill(new Dictionary<string, string?> { ["a"] = "# of people" }).Marked
            .ShouldBe("One.\n\n\u0001Two\n\n# of people\n\nThree.");
        layout.Fill(new Dictionary<string, string?>()).Body.ShouldBe("One.\n\nThree.");
    }

    [Fact]
    public void a_standard_line_is_written_changed_and_retired()
    {
        var id = Drafts.LetterId;
        var line = new StandardLineWritten(StandardLines.TheLines, id, "Repairs", "Keys", "Bring {{reference}}.",
            Drafts.Today, true);
        Lines().WhenStarting(state => Write(id, "Keys", "Bring {{reference}}.", state)).Then(line);
        Lines(line).WhenStarting(state => Write(id, "Keys", "Bring {{reference}}.", state)).ThenNothing();
        Lines(line).WhenStarting(state => Write(id, "Keys", "Bring it.", state)).Then(line with { Text = "Bring it." });
        Lines(line).WhenStarting(state => Write(Complaints.PersonId, "Keys", "Else.", state))
            .ThenRefused("line-title-taken");
        Lines().WhenStarting(state => Write(id, "Keys", "{{definition}}", state)).ThenRefused("merge-field-unknown");
        var kept = Lines(line).State!.Find(id)!;
        (kept.MayBeUsed(Drafts.Today), kept.MayBeUsed(Drafts.Today.AddDays(1))).ShouldBe((true, false));
    }

    private static Decision<TemplateChanged> Change(string subject, string body, LetterTemplates? state) =>
        ChangeTemplateEndpoint.Decide(
            new ChangeTemplate("other", "stage-1", subject, body), state ?? LetterTemplates.Standard);

    private static Decision<StandardLineWritten> Write(Guid id, string title, string text, StandardLines? state) =>
        WriteStandardLineEndpoint.Decide(
            new WriteStandardLine(id, "Repairs", title, text, Drafts.Today), state ?? StandardLines.Standard);

    private static Given<LetterTemplates, TemplateChanged> Templates(params TemplateChanged[] events) =>
        Spec.Given<LetterTemplates, TemplateChanged>(LetterTemplates.Evolve, events);

    private static Given<StandardLines, StandardLineWritten> Lines(params StandardLineWritten[] events) =>
        Spec.Given<StandardLines, StandardLineWritten>(StandardLines.Evolve, events);

    private sealed class ByText : IEqualityComparer<WrittenLetter>
    {
        public bool Equals(WrittenLetter? x, WrittenLetter? y) => (x?.Template, x?.Subject, x?.Body)
            == (y?.Template, y?.Subject, y?.Body);

        public int GetHashCode(WrittenLetter obj) => 0;
    }
}
