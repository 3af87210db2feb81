using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>To whom a complaint goes when it arrives, and why.</summary>
public sealed class AssignOnArrivalSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly Guid Damp = new("00000000-0000-7000-8000-00000000d000");
    private static readonly Guid Conduct = new("00000000-0000-7000-8000-00000000c000");
    private static readonly AssignmentRules Rules = new(AssignmentRules.TheRules,
    [
        new(Conduct, "Conduct team", "staff-conduct", null, null),
        new(Conduct, "Conduct team", null, "customer-service", null),
        new(Damp, "Damp team", "leaks", null, "web-form"),
    ], 4);

    private static readonly Colleague Ada = InDamp(1, "Ada Reed"), Bo = InDamp(2, "Bo Lin");

    [Fact]
    public void the_first_rule_that_fits_names_the_team_and_the_fewest_open_complaints_the_person() =>
        Given(Opened).When(state => Decide(state, new Candidate(Bo, 3), new Candidate(Ada, 2)))
            .Then(new ComplaintAssigned(ComplaintId, Ada.UserId, "Ada Reed", "Damp team",
                Rule: new AssignedByRule(3, 4, "Leaks, by web form", 2)));

    [Fact]
    public void the_reason_is_said_in_words() =>
        Reading.Change.InWords(Decide(Given(Opened).State!, new Candidate(Ada, 2)).Events[0]).ShouldBe(
            "Assigned to Ada Reed by rule 3: Leaks, by web form goes to Damp team; Ada Reed has the fewest open "
            + "complaints (2).");

    [Fact]
    public void who_is_away_or_has_left_or_leads_or_is_elsewhere_is_passed_over()
    {
        Colleague[] unfit =
        [
            Ada with { Absences = [new Away(OtherId, Today, null, Withdrawn: false, 3)] },
            Ada with { Disabled = true },
            Ada with { Roles = ["team-leader"] },
            Ada with { Memberships = [new Membership(Conduct, true, 2)] },
        ];
        foreach (var somebody in unfit)
            Given(Opened).When(state => Decide(state, new Candidate(somebody, 0), new Candidate(Bo, 9)))
                .Decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ComplaintAssigned>().OwnerId
                .ShouldBe(Bo.UserId);
    }

    [Fact]
    public void whom_it_is_about_is_passed_over() =>
        Given(Opened, AboutPriya with { AboutStaff = [new StaffConcerned(Ada.UserId, "Ada Reed")] })
            .When(state => Decide(state, new Candidate(Ada, 0), new Candidate(Bo, 9)))
            .Decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ComplaintAssigned>().OwnerId.ShouldBe(Bo.UserId);

    [Fact]
    public void whom_the_resident_did_not_want_is_passed_over() =>
        Given(Opened, OtherThanSam with { OfficerId = Ada.UserId })
            .When(state => Decide(state, new Candidate(Ada, 0), new Candidate(Bo, 9)))
            .Decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ComplaintAssigned>().OwnerId.ShouldBe(Bo.UserId);

    [Fact]
    public void who_is_not_as_senior_as_the_rule_asks_is_passed_over()
    {
        var senior = Rules with { Rules = [Rules.Rules[2] with { AtLeast = "senior-officer" }] };
        Given(Opened).When(state => By(state, Bo with { Seniority = "senior-officer" }, Ada)).Then(
            new ComplaintAssigned(ComplaintId, Bo.UserId, "Bo Lin", "Damp team",
                Rule: new AssignedByRule(1, 4, "Leaks, by web form", 0, "senior-officer")));
        Reading.Change.InWords(By(Given(Opened).State!, Bo with { Seniority = "principal-officer" }).Events[0])
            .ShouldBe("Assigned to Bo Lin by rule 1: Leaks, by web form goes to Damp team and needs at least a senior "
                + "officer; of those Bo Lin has the fewest open complaints (0).");
        Reading.Change.InWords(By(Given(Opened).State!, Ada, Bo).Events[0]).ShouldBe(
            "Waits in the queue of Damp team by rule 1: Leaks, by web form goes there and needs at least a senior "
            + "officer, and nobody is free.");

        Decision<IComplaintEvent> By(Complaint state, params Colleague[] people) => AssignOnArrivalHandler.Decide(
            state, senior, Categories.Standard, null, [.. people.Select(person => new Candidate(person, 0))], Today);
    }

    [Fact]
    public void a_rule_that_asks_for_an_officer_asks_for_nothing()
    {
        SetAssignmentRulesEndpoint.Decide(
            new SetAssignmentRules([new RuleGiven(Damp, AtLeast: "officer"),
                new RuleGiven(Damp, AtLeast: "principal-officer")]),
            Rules, [new Team(Damp, "Damp team", 1)], Areas.None, Categories.Standard).Events.ShouldHaveSingleItem()
            .Rules.Select(rule => rule.AtLeast).ShouldBe([null, "principal-officer"]);
        new SetAssignmentRules.Validator().Validate(
            new SetAssignmentRules([new RuleGiven(Damp, AtLeast: "chief")])).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void where_nobody_is_free_it_waits_in_the_queue_of_the_team() =>
        Given(Opened).When(state => Decide(state)).Then(
            new QueuedForTeam(ComplaintId, "Damp team", new AssignedByRule(3, 4, "Leaks, by web form")));

    [Fact]
    public void without_a_rule_that_fits_it_waits_in_the_queue_of_all() =>
        Given(Opened with { Channel = "phone" }).When(state => Decide(state, new Candidate(Ada, 0))).ThenNothing();

    [Fact]
    public void what_was_decided_since_is_not_decided_again()
    {
        Given(Opened, AssignedToSam).When(state => Decide(state, new Candidate(Ada, 0))).ThenNothing();
        Given(Opened, AssignedToSam, Returned).When(state => Decide(state, new Candidate(Ada, 0))).ThenNothing();
        Given(Opened, Queued).When(state => Decide(state, new Candidate(Ada, 0))).ThenNothing();
        AssignOnArrivalHandler.Decide(null, Rules, Categories.Standard, null, [], Today).Events.ShouldBeEmpty();
    }

#pragma warning disable CA5394 // seeded on purpose; nothing here is a secret
    /// <summary>Whatever the numbers at the start, and whoever is away: nobody who is away is given one, and whoever is
    /// given one never had more than another who was there.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void work_is_given_fairly_and_never_to_who_is_away(int seed)
    {
        var random = new Random(seed);
        var team = Enumerable.Range(1, 9).Select(n => InDamp(n, $"Person {n}")).Select(person =>
            random.Next(3) == 0
                ? person with { Absences = [new Away(OtherId, Today, Today.AddDays(random.Next(3)), false, 3)] }
                : person).ToList();
        var open = team.ToDictionary(person => person.UserId, _ => random.Next(6));
        var there = team.Where(person => person.AwayOn(Today) is null).Select(person => person.UserId).ToHashSet();
        for (var n = 1; n <= 100; n++)
        {
            var arrived = Given(Opened with { ComplaintId = new Guid($"00000000-0000-7000-8000-{n:D12}") }).State!;
            var happened = Decide(arrived, [.. team.Select(person => new Candidate(person, open[person.UserId]))])
                .Events.ShouldHaveSingleItem();
            if (there.Count == 0)
            {
                happened.ShouldBeOfType<QueuedForTeam>();
                continue;
            }

            var chosen = happened.ShouldBeOfType<ComplaintAssigned>().OwnerId;
            there.ShouldContain(chosen);
            open[chosen].ShouldBe(there.Min(id => open[id]));
            open[chosen]++;
        }

        if (there.Count > 0) (there.Max(id => open[id]) - there.Min(id => open[id])).ShouldBeLessThanOrEqualTo(1);
    }

#pragma warning restore CA5394

    [Fact]
    public void rules_name_teams_that_are_there()
    {
        var given = new SetAssignmentRules([new RuleGiven(Damp, "leaks")]);
        var none = Rules with { Rules = [], Version = 0 };
        Decide(none).Refusal!.Code.ShouldBe("rule-team-unknown");
        var team = new Team(Damp, "Damp team", 1);
        var set = Decide(none, team).Events.ShouldHaveSingleItem();
        set.Rules.ShouldBe([new AssignmentRule(Damp, "Damp team", "leaks", null, null)]);
        var after = AssignmentRules.Evolve(none, set);
        after.Version.ShouldBe(1);
        Decide(after, team).Events.ShouldBeEmpty();

        Decision<AssignmentRulesSet> Decide(AssignmentRules rules, params Team[] known) =>
            SetAssignmentRulesEndpoint.Decide(given, rules, known, Areas.None, Categories.Standard);
    }

    private static Decision<IComplaintEvent> Decide(Complaint state, params Candidate[] candidates) =>
        AssignOnArrivalHandler.Decide(state, Rules, Categories.Standard, null, candidates, Today);

    private static Colleague InDamp(int number, string name) =>
        new(new Guid($"00000000-0000-7000-9000-{number:D12}"))
        {
            Name = name,
            Roles = ["investigating-officer"],
            RolesAt = 1,
            Memberships = [new Membership(Damp, true, 2)],
        };
}
