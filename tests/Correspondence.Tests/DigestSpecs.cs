using ComplaintsPlatform.Correspondence.Notices;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>When a digest comes, and what it says.</summary>
public sealed class DigestSpecs
{
    private static readonly Guid Olive = new("0190d3a0-0000-7000-8000-0000000000b1");
    private static readonly DateOnly Thursday = new(2026, 3, 5);
    private static readonly ChosenDigest Mine = new(
        DigestKind.MyCases, [DayOfWeek.Monday, DayOfWeek.Thursday], 8, EvenIfEmpty: false);

    private static readonly NoticePreferences Chosen = new(Olive) { Digests = [Mine], DigestChoice = 3 };
    private static readonly SendDigest Message = new(Olive, DigestKind.MyCases, Thursday, 3);

    [Theory]
    [InlineData("2026-03-05T07:59", "2026-03-05")]
    [InlineData("2026-03-05T08:00", "2026-03-09")]
    [InlineData("2026-03-07T00:00", "2026-03-09")]
    public void the_next_one_is_on_the_next_chosen_day_whose_hour_is_to_come(string now, string day) =>
        Mine.NextAfter(Utc(now)).ShouldBe(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void it_goes_out_at_its_hour_once_a_day()
    {
        Step(null, "2026-03-05T08:00").ShouldBe(DigestStep.Send);
        Step(null, "2026-03-05T07:59").ShouldBe(DigestStep.Wait);
        Step(DealtWith(choice: 3), "2026-03-05T08:00").ShouldBe(DigestStep.None, "delivered twice");
        Step(DealtWith(choice: 2), "2026-03-05T08:00")
            .ShouldBe(DigestStep.Next, "it went out before it was chosen anew");
        Step(null, "2026-03-06T08:00").ShouldBe(DigestStep.Next, "its day is over");
    }

    [Fact]
    public void what_was_chosen_otherwise_since_means_nothing()
    {
        SendDigestHandler.Decide(Message with { Choice = 2 }, Chosen, null, Utc("2026-03-05T08:00"))
            .ShouldBe(DigestStep.None);
        SendDigestHandler.Decide(Message, Chosen with { Digests = [] }, null, Utc("2026-03-05T08:00"))
            .ShouldBe(DigestStep.None);
    }

    [Fact]
    public void only_another_choice_of_digests_begins_anew()
    {
        ChoosePreferencesEndpoint.Decide(new ChoosePreferences(QuietFrom: "21:00"), Chosen).ShouldSatisfyAllConditions(
            chosen => chosen.DigestChoice.ShouldBe(3), chosen => chosen.QuietFrom.ShouldBe(new TimeOnly(21, 0)));
        var same = new DigestChosen(DigestKind.MyCases, ["thursday", "monday", "monday"], 8, false);
        ChoosePreferencesEndpoint.Decide(new ChoosePreferences(Digests: [same]), Chosen).DigestChoice.ShouldBe(3);
        ChoosePreferencesEndpoint.Decide(new ChoosePreferences(Digests: [same with { Hour = 9 }]), Chosen)
            .DigestChoice.ShouldBe(4);
    }

    [Fact]
    public void it_is_grouped_by_the_day_and_leads_to_each()
    {
        var text = DigestTexts.OfMine(
            [
                Line(7, "CMP-0000-0003: stage 1 response"), Line(-1, "CMP-0000-0001: acknowledgement"),
                Line(null, "CMP-0000-0004: answered, to be closed"),
            ],
            [Line(1, "Task “Contribution” for CMP-0000-0002")],
            [Line(null, "Somebody wrote or rang again about CMP-0000-0001 on Wednesday 4 March 2026.")], Thursday);
        text.Subject.ShouldBe("What you have on Thursday 5 March: 1 late, 1 due within 2 working days");
        text.Body.ShouldBe(
            """
            Late

              CMP-0000-0001: acknowledgement
              https://portal/x

            Due tomorrow, Friday 6 March

              Task “Contribution” for CMP-0000-0002
              https://portal/x

            Due on Thursday 12 March

              CMP-0000-0003: stage 1 response
              https://portal/x

            No limit runs

              CMP-0000-0004: answered, to be closed
              https://portal/x

            New since you looked

              Somebody wrote or rang again about CMP-0000-0001 on Wednesday 4 March 2026.
              https://portal/x
            """);
    }

    [Fact]
    public void without_anything_to_say_it_says_so() => DigestTexts.OfMine([], [], [], Thursday)
        .ShouldSatisfyAllConditions(
            text => text.IsEmpty.ShouldBeTrue(),
            text => text.Body.ShouldBe("You have no complaint and no task, and nothing is new."));

    [Fact]
    public void a_team_s_figures_are_counted_from_what_is_known()
    {
        var since = Utc("2026-03-04T23:30");
        WatchedComplaint[] open =
        [
            Open(Olive, -1, since), Open(Olive, 4, since), Open(null, 5, since), Open(null, 30, since.AddDays(-2)),
        ];
        TeamFigures.Of("Repairs", open, Thursday).ShouldBe(new TeamFigures("Repairs", 4, 1, 1, 2, 1));
    }

    private static WatchedComplaint Open(Guid? owner, int days, DateTimeOffset since) => new(Guid.CreateVersion7())
    {
        Reference = "CMP-0000-0001",
        Held = new Holding(owner, "Repairs", false, null, 1, since),
        Clocks = [new WatchedClock("acknowledgement", Thursday.AddDays(days), 1)],
    };

    private static DigestStep Step(DigestOfDay? dealtWith, string now) =>
        SendDigestHandler.Decide(Message, Chosen, dealtWith, Utc(now));

    private static DigestOfDay DealtWith(int choice) => new(Message.Key(), Olive, choice, null, null);

    private static DigestLine Line(int? days, string text) =>
        new(days is { } on ? Thursday.AddDays(on) : null, text, "https://portal/x");

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
