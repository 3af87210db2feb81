using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Into which area a complaint falls, and which rules go by it.</summary>
public sealed class AreaSpecs
{
    private static readonly Guid TeamId = new("00000000-0000-7000-8000-00000000d000");
    private static readonly Guid HomeId = new("00000000-0000-7000-8000-00000000e000");
    private static readonly DateOnly Today = new(2026, 3, 5);

    private static readonly Areas Known = new(Areas.TheAreas,
    [
        new("Plymouth", ["PL1", "PL4"]), new("Harbour", ["PL4 0"]), new("Quay Road", ["PL4 0AE"]),
        new("Stoke-on-Trent", ["ST1"]), new("City", ["EC1"]),
    ], 3);

    private static readonly AssignmentRules NoRules = new(AssignmentRules.TheRules, [], 0);

    private static readonly AssignmentRules ByArea = NoRules with
    {
        Rules = [new(TeamId, "Stoke team", "leaks", null, "web-form", "Stoke-on-Trent"),
            new(TeamId, "Harbour team", null, null, null, "Harbour")],
    };

    [Theory]
    [InlineData("PL4 0AE", "Quay Road")]
    [InlineData("PL4 0AF", "Harbour")]
    [InlineData("PL4 9AF", "Plymouth")]
    [InlineData("PL1 0AA", "Plymouth")]
    [InlineData("EC1A 1BB", "City")]
    [InlineData("PL14 0AE", null)]
    [InlineData("PL11 2AB", null)]
    public void the_longest_part_of_a_postcode_decides(string postcode, string? area) =>
        Known.Of(new Place(null, postcode), null)!.Name.ShouldBe(area);

    [Fact]
    public void why_it_lies_there_or_nowhere_is_said_in_words()
    {
        var atHome = new Place(HomeId, null);
        Known.Of(atHome, new Home(HomeId, "PL4 0AF")).ShouldBe(new PlacedIn("Harbour", "Harbour, which has PL4 0."));
        Known.Of(atHome, new Home(HomeId, "B1 1AA")).ShouldBe(new PlacedIn(null, "None: no area has B1 1AA."));
        Known.Of(atHome, new Home(HomeId, null))
            .ShouldBe(new PlacedIn(null, "None: the address of its home has no postcode."));
        Known.Of(atHome, null).ShouldBe(new PlacedIn(null, "None: its home is not known yet."));
        Known.Of(new Place(null, null), null).ShouldBe(new PlacedIn(null, "None: it is about no home that is known."));
        Areas.None.Of(atHome, new Home(HomeId, "PL4 0AF")).ShouldBeNull();
    }

    [Fact]
    public void it_is_about_the_home_that_it_names_and_else_about_where_the_resident_lives()
    {
        var resident = Opened.Resident! with { PostalAddress = "1 Quay Road,\nPlymouth pl4 0ae" };
        Complaint.Evolve(null, Opened with { Resident = resident }).Place.ShouldBe(new Place(null, "PL4 0AE"));
        Complaint.Evolve(null, Opened with { Resident = resident, PropertyId = HomeId }).Place
            .ShouldBe(new Place(HomeId, null));
        Complaint.Evolve(null, Opened with { Resident = null }).Place.ShouldBe(new Place(null, null));
    }

    [Fact]
    public void a_rule_goes_by_the_area_and_the_reason_names_it()
    {
        When("Stoke-on-Trent").Then(new QueuedForTeam(ComplaintId, "Stoke team",
            new AssignedByRule(1, 0, "Leaks, in Stoke-on-Trent, by web form")));
        When("Harbour").Then(new QueuedForTeam(ComplaintId, "Harbour team", new AssignedByRule(2, 0, "in Harbour")));
        When("Plymouth").ThenNothing();
        When(null).ThenNothing();

        static Testing.Decided<IComplaintEvent> When(string? area) => Given(Opened)
            .When(state => AssignOnArrivalHandler.Decide(state, ByArea, Categories.Standard, area, [], Today));
    }

    [Fact]
    public void areas_are_set_cleaned_and_once()
    {
        var given = new SetAreas([new AreaGiven(" Harbour ", ["pl4  0", "PL40AE", "PL4 0ae", "Pl12"])]);
        var set = SetAreasEndpoint.Decide(given, Areas.None, NoRules).Events.ShouldHaveSingleItem();
        set.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            area => area.Name.ShouldBe("Harbour"), area => area.Postcodes.ShouldBe(["PL4 0", "PL4 0AE", "PL12"]));
        var after = Areas.Evolve(null, set);
        after.Version.ShouldBe(1);
        SetAreasEndpoint.Decide(given, after, NoRules).Events.ShouldBeEmpty();
        SetAreasEndpoint.Decide(new SetAreas([]), after, NoRules).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void a_postcode_lies_in_one_area()
    {
        var refusal = SetAreasEndpoint.Decide(
            new SetAreas([new AreaGiven("North", ["PL1", "PL4 0"]), new AreaGiven("South", ["pl4 0"])]),
            Areas.None, NoRules).Refusal!;
        refusal.Code.ShouldBe("postcode-in-two-areas");
        refusal.Sentence.ShouldBe("PL4 0 is in North and in South. Leave it in one of them.");
    }

    [Fact]
    public void an_area_that_a_rule_names_stays()
    {
        var refusal = SetAreasEndpoint.Decide(
            new SetAreas([new AreaGiven("Stoke-on-Trent", ["ST1"])]), Known, ByArea).Refusal!;
        refusal.Code.ShouldBe("area-in-rules");
        refusal.Sentence.ShouldBe("Rule 2 of assignment names the area Harbour. Change the rule first.");
    }

    [Fact]
    public void a_rule_names_areas_that_are_there()
    {
        var known = new Team(TeamId, "Harbour team", 1);
        SetAssignmentRulesEndpoint.Decide(
            new SetAssignmentRules([new RuleGiven(TeamId, Area: "Nowhere")]), NoRules, [known], Known,
            Categories.Standard)
            .Refusal!.Code.ShouldBe("rule-area-unknown");
        SetAssignmentRulesEndpoint.Decide(
            new SetAssignmentRules([new RuleGiven(TeamId, Area: "Harbour")]), NoRules, [known], Known,
            Categories.Standard)
            .Events.ShouldHaveSingleItem().Rules
            .ShouldBe([new AssignmentRule(TeamId, "Harbour team", null, null, null, "Harbour")]);
    }

    [Fact]
    public void what_is_odd_is_refused_by_its_name()
    {
        Errors(new AreaGiven("North", ["PL1", "PL1X2", "ZZ9", "Plymouth", "n/a"])).ShouldBe(
        [
            "PL1X2: This is no postcode such as SW1A 1AA, sector such as SW1A 1 or district such as SW1A.",
            "ZZ9: This is no postcode such as SW1A 1AA, sector such as SW1A 1 or district such as SW1A.",
            "Plymouth: This is no postcode such as SW1A 1AA, sector such as SW1A 1 or district such as SW1A.",
            "n/a: This is no postcode.",
        ]);
        Errors(new AreaGiven("North", [])).ShouldHaveSingleItem();
        Errors(new AreaGiven(" ", ["PL1"])).ShouldBe(["Give the area a name."]);
        Errors(new AreaGiven("North", ["PL1"]), new AreaGiven("NORTH", ["PL2"]))
            .ShouldBe(["Two areas are called North. Give each its own name."]);
        Errors(new AreaGiven("North", ["PL1"]), new AreaGiven("South", ["PL2"])).ShouldBeEmpty();

        static IEnumerable<string> Errors(params AreaGiven[] areas) =>
            new SetAreas.Validator().Validate(new SetAreas(areas)).Errors.Select(error => error.ErrorMessage);
    }
}
