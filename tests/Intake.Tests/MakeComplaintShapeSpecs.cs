using ComplaintsPlatform.Contracts;
using static ComplaintsPlatform.Intake.Tests.MakeComplaintSpecs;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>What the form takes and what it sends back, field by field.</summary>
public sealed class MakeComplaintShapeSpecs
{
    private static readonly ResidentGiven OnlyAName = new("Ada Osei");

    private static string[] Faults(MakeComplaint command) =>
        [.. new MakeComplaint.Validator().Validate(command).Errors.Select(error => error.PropertyName).Distinct()];

    [Fact]
    public void a_full_form_is_taken() => Faults(Command).ShouldBeEmpty();

    [Fact]
    public void a_name_is_all_that_is_needed_of_a_resident() =>
        Faults(Command with { Resident = OnlyAName, DesiredOutcome = null, ReceivedOn = null }).ShouldBeEmpty();

    [Fact]
    public void each_channel_category_and_way_of_contact_is_taken()
    {
        foreach (var channel in Vocabulary.Channels) Faults(Command with { Channel = channel }).ShouldBeEmpty();
        foreach (var category in Vocabulary.StandardCategories)
            Faults(Command with { Category = category.Code }).ShouldBeEmpty();
        foreach (var way in Vocabulary.WaysOfContact)
            Faults(Command with { PreferredContact = way }).ShouldBeEmpty();
    }

    [Fact]
    public void other_words_are_not()
    {
        Faults(Command with { Channel = "fax" }).ShouldBe(["Channel"]);
        Faults(Command with { Category = " " }).ShouldBe(["Category"]);
        Faults(Command with { Category = new string('a', 201) }).ShouldBe(["Category"]);
        Faults(Command with { PreferredContact = "fax" }).ShouldBe(["PreferredContact"]);
        Faults(Command with { Services = ["catering"] }).ShouldBe(["Services[0]"]);
        Faults(Command with { Nature = "bad" }).ShouldBe(["Nature"]);
        Faults(Command with { Priority = "now" }).ShouldBe(["Priority"]);
    }

    [Fact]
    public void one_to_twenty_points_of_up_to_4000_characters_are_taken()
    {
        Faults(Command with { Points = [.. Enumerable.Repeat(new string('a', 4000), 20)] }).ShouldBeEmpty();
        Faults(Command with { Points = [] }).ShouldBe(["Points"]);
        Faults(Command with { Points = null! }).ShouldBe(["Points"]);
        Faults(Command with { Points = [.. Enumerable.Repeat("a", 21)] }).ShouldBe(["Points"]);
        Faults(Command with { Points = ["a", new string('a', 4001)] }).ShouldBe(["Points[1]"]);
        Faults(Command with { Points = ["a\u0000"] }).ShouldBe(["Points[0]"]);
        Faults(Command with { Points = [" "] }).ShouldBe(["Points[0]"]);
        Faults(Command with { Points = ["\u200B\u2800"] }).ShouldBe(["Points[0]"]);
    }

    [Fact]
    public void days_before_2019_and_an_empty_id_are_not_taken()
    {
        Faults(Command with { ReceivedOn = new(2019, 1, 1) }).ShouldBeEmpty();
        Faults(Command with { ReceivedOn = new(2018, 12, 31) }).ShouldBe(["ReceivedOn"]);
        Faults(Command with { ComplaintId = Guid.Empty }).ShouldBe(["ComplaintId"]);
    }

    [Fact]
    public void five_fields_are_enough() =>
        Faults(new MakeComplaint("in-person", "repairs", OnlyAName with { Phone = "07700 900123" }, ["No heating."]))
            .ShouldBeEmpty();

    [Fact]
    public void what_happened_stands_for_the_points()
    {
        Faults(Command with { Points = null, WhatHappened = "No heating." }).ShouldBeEmpty();
        Faults(Command with { Points = [], WhatHappened = "No heating." }).ShouldBeEmpty();
        Faults(Command with { Points = null, WhatHappened = " " }).ShouldBe(["Points"]);
    }

    [Fact]
    public void nobody_has_to_be_named() => Faults(Command with { Resident = null }).ShouldBeEmpty();
}
