namespace ComplaintsPlatform.Seed;

/// <summary>What residents complain of: theme, their words, what they want, and how the landlord puts it when it
/// acknowledges.</summary>
internal static class Grievances
{
    public sealed record Grievance(string Category, string[] Points, string Wish, string Definition);

    public static readonly Grievance[] All =
    [
        new("repairs",
            ["The kitchen tap has been dripping since before Christmas. Three people came to look and nobody "
            + "mended it.", "I took two days off work for visits that nobody kept."],
            "Mend the tap and pay for the lost days.", "Delay in mending the kitchen tap; appointments not kept."),
        new("repairs", ["The back door does not lock. I reported it as urgent and was given a date five weeks away."],
            "A new lock this week.", "Time taken to secure the back door."),
        new("repairs",
            ["The boiler breaks down every few days. Each time it is reset and fails again.",
                "There are two small children in the flat and no hot water."], "Replace the boiler.",
                "Repeated failure of the boiler and the landlord's response to it."),
        new("repairs", ["The front window was boarded up in the spring and is still boarded up."], "A window.",
            "Delay in glazing the front window."),
        new("damp-and-mould",
            ["There is black mould on the bedroom wall and it comes back after every wash-down.",
                "My son uses an inhaler and the doctor asks about the mould."], "Find the cause and treat it.",
                "Handling of damp and mould in the bedroom; regard to a child's health."),
        new("damp-and-mould", ["I was told to open the windows. The extractor fan has not worked for a year."],
            "A working fan and an apology for the advice.", "Broken extractor fan and the advice given about mould."),
        new("damp-and-mould", ["The outside wall is wet through and the paper falls off."],
            "A survey by somebody who knows about damp.", "Penetrating damp in the living room."),
        new("leaks",
            ["Water comes through the bathroom ceiling whenever upstairs take a shower.",
                "The light fitting got wet and I am afraid to use it."], "Stop the leak and make the light safe.",
                "Leak from the flat above and the safety of the light fitting."),
        new("leaks", ["The roof leaks at the chimney. Buckets in the loft for six weeks."],
            "Repair the roof properly, not another patch.", "Time taken to repair the roof."),
        new("anti-social-behaviour",
            ["There is shouting and banging next door until three in the morning, four nights a week.",
                "I kept the diary sheets for two months and nobody has read them."], "Somebody to act on the diary.",
                "Handling of reports of noise at night."),
        new("anti-social-behaviour", ["Motorbikes are ridden through the courtyard where the children play."],
            "A gate at the entrance.", "Response to reports about motorbikes."),
        new("estate-management", ["The bin store has not been emptied for three weeks and there are rats."],
            "Regular collections.", "State of the bin store."),
        new("estate-management",
            ["The lift has been out of order since the first of the month. I am on the fourth floor and use a stick."],
            "The lift repaired and help with shopping until then.",
            "Time taken to repair the lift; support for a resident with a mobility need."),
        new("rent-and-service-charges", ["I was charged for a door entry system that our block does not have."],
            "The money back.", "Service charge for a system that is not there."),
        new("rent-and-service-charges",
            ["I got a letter about arrears although the direct debit has gone out every month."],
            "An apology and the account put right.", "Accuracy of the rent account and a letter sent in error."),
        new("pest-control",
            ["Mice in the kitchen since the works next door. The contractor put down one box and never came back."],
            "Treatment until they are gone, and the holes closed.", "Treatment of mice and follow-up visits."),
        new("rehousing-and-allocations", ["We are five in two rooms and our application has been lost twice."],
            "To know where we stand.", "Handling of the application to move."),
        new("staff-conduct", ["The person on the telephone laughed when I explained about the stairs."],
            "An apology from that person.", "Conduct during a telephone call."),
        new("other", ["Nobody answers letters. I have written four times about the parking spaces."], "An answer.",
            "Letters that were not answered."),
    ];

    public static readonly string[] Channels = ["phone", "phone", "phone", "email", "email", "web-form", "web-form",
        "resident-portal", "letter", "in-person", "social-media", "web-chat"];
}

/// <summary>How far a complaint comes, and on which days.</summary>
internal sealed record Course(
    DateOnly ReceivedOn, bool Owned, bool Claimed, DateOnly? AcknowledgedOn, DateOnly? RespondedOn)
{
    /// <summary>When the resident asked for stage 2, and how far that came.</summary>
    public DateOnly? EscalatedOn { get; init; }

    public DateOnly? Stage2AcknowledgedOn { get; init; }

    public DateOnly? Stage2RespondedOn { get; init; }

    /// <summary>One in nine of those acknowledged is told before the limit of a day five working days later.</summary>
    public (DateOnly ToldOn, DateOnly NewDate)? ExtensionOf(int number, DateOnly today) =>
        number % 9 == 4 && AcknowledgedOn is { } acknowledged && WorkingDays(acknowledged, 5) is var told
            && told <= today && !(RespondedOn <= told)
            ? (told, WorkingDays(acknowledged, 15))
            : null;

    public string Status => EscalatedOn is not null
        ? Stage2RespondedOn is not null ? "responded" : Stage2AcknowledgedOn is not null ? "acknowledged" : "new"
        : RespondedOn is not null
        ? "responded"
        : AcknowledgedOn is not null ? "acknowledged" : Owned ? "assigned" : "new";

    /// <summary>Most are handled in time; some late, some answered without an acknowledgement, a few left lying.
    /// Nothing happens after today.</summary>
    public static Course Of(int number, int count, DateOnly today, Random random)
    {
        // The first is the mark by which a later run knows when the landlord was seeded. One in five is of the last
        // weeks, so every stage is to be seen.
        var daysAgo = number == 0 ? Oldest : number < count * 4 / 5 ? random.Next(28, Oldest) : random.Next(0, 28);
        var received = today.AddDays(-daysAgo);
        var fate = random.Next(100);
        var acknowledged =
            WorkingDays(received, fate switch { < 78 => random.Next(0, 5), < 90 => random.Next(6, 10), _ => 3 });
        var responded = WorkingDays(acknowledged, fate is >= 66 and < 76 ? random.Next(12, 20) : random.Next(4, 10));
        var course = new Course(received, fate < 99, random.Next(100) < 40, acknowledged, responded);
        course = fate switch
        {
            >= 90 and < 94 => course with { AcknowledgedOn = null },
            >= 94 and < 98 => course with { RespondedOn = null },
            >= 98 => course with { AcknowledgedOn = null, RespondedOn = null },
            _ => course,
        };
        var lazy = random.Next(0, 4);
        return AtStage2(number, today, course with
        {
            Owned = course.Owned && received.AddDays(lazy) < today,
            AcknowledgedOn = course.AcknowledgedOn <= today && received.AddDays(lazy) < today
                ? course.AcknowledgedOn
                : null,
            RespondedOn = course.RespondedOn <= today
                && (course.AcknowledgedOn is null || course.AcknowledgedOn <= today) && received.AddDays(lazy) < today
                    ? course.RespondedOn
                    : null,
        });
    }

    // One in seven of those answered.
    private static Course AtStage2(int number, DateOnly today, Course course)
    {
        if (number % 7 != 3 || course is not { Owned: true, RespondedOn: { } responded }) return course;
        var escalated = WorkingDays(responded, 3);
        var acknowledged = WorkingDays(escalated, 1 + number % 4);
        var answered = WorkingDays(acknowledged, 9 + number % 13);
        return escalated > today ? course : course with
        {
            EscalatedOn = escalated,
            Stage2AcknowledgedOn = acknowledged <= today ? acknowledged : null,
            Stage2RespondedOn = answered <= today ? answered : null,
        };
    }

    public const int Oldest = 355;

    private static DateOnly WorkingDays(DateOnly from, int days)
    {
        while (days > 0 || IsFree(from))
        {
            from = from.AddDays(1);
            if (!IsFree(from)) days--;
        }
        return from;
    }

    // Days on which nobody is at work; the calendar that counts is sla-clock's.
    private static bool IsFree(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || day is { Month: 12, Day: 25 or 26 }
            or { Month: 1, Day: 1 };
}
