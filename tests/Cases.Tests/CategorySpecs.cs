using ComplaintsPlatform.Cases.Reading;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>What complaints are about, as an administrator says it.</summary>
public sealed class CategorySpecs
{
    private static readonly AssignmentRules NoRules = new(AssignmentRules.TheRules, [], 0);
    private static readonly AssignmentRules AboutLeaks = NoRules with
    { Rules = [new(OtherId, "Pests", "pest-control", null, null), new(OtherId, "Leaks", "leaks", null, null)] };

    private static readonly CategoryGiven[] AsTheyStand = [.. AllOf(Categories.Standard)];

    private static readonly Categories Later = Categories.Evolve(null, Accepted(
    [
        .. AsTheyStand.Select(given => given.Code switch
        {
            "leaks" => given with { Name = "Leaks and floods" },
            "pest-control" => given with { InUse = false },
            _ => given,
        }),
        new CategoryGiven("Awaab’s Law", Help: " What may be a  hazard. "),
    ]));

    private static IEnumerable<CategoryGiven> AllOf(Categories categories) => categories.Items.Select(
        one => new CategoryGiven(one.Name, one.Code, one.Help, one.InUse));

    private static CategoriesSet Accepted(IReadOnlyList<CategoryGiven> given, Categories? state = null) =>
        SetCategoriesEndpoint.Decide(new SetCategories(given), state ?? Categories.Standard, NoRules)
            .Events.ShouldHaveSingleItem();

    private static (string Code, string Sentence) Refused(
        IEnumerable<CategoryGiven> given, Categories? state = null, AssignmentRules? rules = null)
    {
        var refusal = SetCategoriesEndpoint.Decide(
            new SetCategories([.. given]), state ?? Categories.Standard, rules ?? NoRules).Refusal!;
        return (refusal.Code, refusal.Sentence);
    }

    [Fact]
    public void a_new_one_gets_a_code_of_its_name_once_and_for_ever()
    {
        Later.Items[^1].ShouldBe(new Category("awaabs-law", "Awaab’s Law", "What may be a hazard.", true));
        Later.Version.ShouldBe(1);
        var renamed = Accepted([.. AllOf(Later).Select(
            given => given.Code == "awaabs-law" ? given with { Name = "Hazards", Help = " " } : given)], Later);
        renamed.Items[^1].ShouldBe(new Category("awaabs-law", "Hazards", null, true));

        var again = Accepted(
            [
                .. AllOf(Categories.Evolve(Later, renamed)), new("Awaab's Law"), new("Sŵn & stŵr"), new("العفن"),
                new("漏水"),
            ],
            Categories.Evolve(Later, renamed));
        again.Items.TakeLast(4).Select(one => one.Code)
            .ShouldBe(["awaabs-law-2", "swn-stwr", "category", "category-2"]);
        Accepted([.. AsTheyStand, new(new string('a', 30) + " bbbbbbbbb ccc")]).Items[^1].Code
            .ShouldBe(new string('a', 30) + "-bbbbbbbbb");
    }

    [Fact]
    public void what_is_said_again_changes_nothing()
    {
        SetCategoriesEndpoint.Decide(new SetCategories(AsTheyStand), Categories.Standard, NoRules)
            .Events.ShouldBeEmpty();
        // Also without the code of one that was new: it has it by now.
        SetCategoriesEndpoint.Decide(new SetCategories([.. AllOf(Later).Select(
            given => given.Code == "awaabs-law" ? given with { Code = null } : given)]), Later, NoRules)
            .Events.ShouldBeEmpty();
    }

    [Fact]
    public void the_order_is_the_list_s() =>
        Accepted([.. AsTheyStand.Reverse()]).Items[0].Code.ShouldBe("other");

    [Fact]
    public void none_is_taken_away() =>
        Refused(AsTheyStand.Where(given => given.Code != "leaks")).ShouldBe(("category-left-out",
            "Leaks is left out. Complaints may have it: say that it is no longer in use instead."));

    [Fact]
    public void a_code_is_not_chosen() =>
        Refused([.. AsTheyStand, new("Lifts", "lifts")]).ShouldBe(("category-unknown",
            "There is no category with the code lifts. A new one is given without a code."));

    [Fact]
    public void the_one_for_everything_else_may_be_renamed_and_stays_in_use()
    {
        Refused(With("other", given => given with { InUse = false })).ShouldBe(("other-category-stays",
            "Something else stays in use: what fits nowhere else is put there. Its name may be changed."));
        Accepted([.. With("other", given => given with { Name = "Not listed" })]).Items[^1].Name
            .ShouldBe("Not listed");
    }

    [Fact]
    public void one_that_a_rule_names_may_be_renamed_and_stays_in_use()
    {
        Refused(With("leaks", given => given with { InUse = false }), rules: AboutLeaks)
            .ShouldBe(
            ("category-in-rules", "Rule 2 of assignment is about Leaks. Change the rule first."));
        SetCategoriesEndpoint.Decide(new SetCategories(
            [.. With("leaks", given => given with { Name = "Floods" })]), Categories.Standard, AboutLeaks)
            .Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void what_is_no_longer_used_is_chosen_for_nothing_new_and_kept_by_what_has_it()
    {
        Given(Opened).When(state => Reclassified(state, new("It is rats.", "pest-control")))
            .ThenRefused("category-not-in-use");
        Given(Opened).When(state => Reclassified(state, new("It is rats.", "rats"))).ThenRefused("category-not-in-use");
        Given(Opened with { Category = "pest-control" })
            .When(state => Reclassified(state, new("Soon.", "pest-control", Priority: "urgent")))
            .Decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ComplaintReclassified>().Category
            .ShouldBe("pest-control");
        Split("pest-control").Refusal!.Sentence.ShouldBe("Pest control is no longer used. Choose another category.");
        Split("rats").Refusal!.Code.ShouldBe("category-not-in-use");
        Split("awaabs-law").Events.ShouldHaveSingleItem();
        SetAssignmentRulesEndpoint.Decide(new SetAssignmentRules([new RuleGiven(OtherId, "pest-control")]), NoRules,
            [new Team(OtherId, "Pests", 1)], Areas.None, Later).Refusal!.Code.ShouldBe("category-not-in-use");

        static ServiceDefaults.Decision<IComplaintEvent> Reclassified(Complaint state, ReclassifyComplaint command) =>
            ReclassifyComplaintEndpoint.Decide(command, state, Later);

        static ServiceDefaults.Decision<IComplaintEvent> Split(string category) => SplitComplaintEndpoint.Decide(
            new([2], "Another matter.", category), Given(Opened, Joined).State!,
            ComplaintDetails.Of(Stored(Opened, Joined))!, Later, NewId);
    }

    [Fact]
    public void history_has_the_name_of_then_and_a_rule_the_name_of_now()
    {
        Change.InWords(Opened, Later).ShouldEndWith("about Leaks and floods.");
        Change.InWords(Opened).ShouldEndWith("about Leaks.");
        Change.InWords(Opened with { Category = "gone-by" }, Later).ShouldEndWith("about gone by.");
        AboutLeaks.Rules[1].InWords(Later).ShouldBe("Leaks and floods");
    }

    [Fact]
    public void another_category_puts_right_one_that_could_not_be_taken()
    {
        var odd = new DetailToPutRight(null, "category", "Lifts", "There is no such category. Choose one.");
        var opened = Opened with { Category = "other", ToPutRight = [odd, odd with { Field = "resident.email" }] };
        Of(Reclassified with { Category = "other" }).ShouldBe(["category", "resident.email"]);
        Of(Reclassified).ShouldBe(["resident.email"]);

        IEnumerable<string> Of(ComplaintReclassified reclassified) =>
            ComplaintDetails.Of(Stored(opened, reclassified))!.ToPutRight.Select(detail => detail.Field);
    }

    [Fact]
    public void what_is_odd_is_refused_by_its_name()
    {
        Errors().ShouldBe(["Give all categories, at most 100."]);
        Errors(new CategoryGiven(" \u200B")).ShouldBe(["Give the category a name."]);
        Errors(new("Leaks"), new("LEAKS", "leaks")).ShouldBe(["Two categories are called Leaks. Give each its own "
            + "name, or use the one that is no longer used again."]);
        Errors(new("Leaks", "leaks"), new("Floods", "leaks")).ShouldBe(["The code leaks is given twice."]);
        Errors(new CategoryGiven(new string('a', 81))).ShouldHaveSingleItem();
        Errors(new CategoryGiven("Leaks", Help: new string('a', 201))).ShouldHaveSingleItem();
        Errors(AsTheyStand).ShouldBeEmpty();
        new SetCategories.Validator().Validate(new SetCategories(null!)).IsValid.ShouldBeFalse();
        new SetCategories.Validator().Validate(new SetCategories([null!])).IsValid.ShouldBeFalse();

        static IEnumerable<string> Errors(params CategoryGiven[] given) =>
            new SetCategories.Validator().Validate(new SetCategories(given)).Errors.Select(error => error.ErrorMessage);
    }

    private static IEnumerable<CategoryGiven> With(string code, Func<CategoryGiven, CategoryGiven> change) =>
        AsTheyStand.Select(given => given.Code == code ? change(given) : given);
}
