namespace ComplaintsPlatform.Seed;

/// <summary>Calls, visits and notes of a complaint: most residents are reached within three days, some late, some
/// never; some are promised to hear again, and not all do.</summary>
internal static class Rung
{
    private static readonly string[] Said =
    [
        "Talked through what happened, and what they want. They can be reached in the mornings.",
        "They asked when somebody comes. Agreed that we ring once the contractor has named a day.",
        "Read the points back to them; they agree with how we put it.",
    ];

    /// <param name="door">The gateway.</param>
    /// <param name="who">Who has the complaint.</param>
    /// <param name="path">The complaint's.</param>
    /// <param name="number">Which complaint.</param>
    /// <param name="course">How far it comes.</param>
    /// <param name="today">Nothing happens after it.</param>
    public static async Task AddAsync(
        FrontDoor door, SignedIn who, string path, int number, Course course, DateOnly today)
    {
        if (!course.Owned || number % 8 == 5) return;
        var first = course.ReceivedOn.AddDays(number % 8 == 6 ? 9 : 1 + number % 3);
        if (first > today) return;
        if (number % 4 == 1) await LogAsync(1, course.ReceivedOn, "call", reached: false, "No answer.", null);
        await LogAsync(2, first, number % 6 == 2 ? "visit" : "call", reached: true, Said[number % Said.Length],
            number % 4 == 3 ? first.AddDays(5) : null);
        var again = first.AddDays(number % 12 == 3 ? 7 : 4);
        if (number % 4 == 3 && number % 20 != 7 && again <= today)
            await LogAsync(3, again, "call", reached: true, "Told them how far we are, as promised.", null);
        if (number % 5 == 0)
            await door.PostAsync(who, $"{path}/contacts", new
            {
                noteId = SeedId.Of($"contact:{number}:note"),
                kind = number % 10 == 0 ? "message" : "note",
                words = number % 10 == 0
                    ? "Please ring me before you write to them: the daughter speaks for her."
                    : "The surveyor's report is expected within the week.",
            });

        Task LogAsync(int place, DateOnly on, string kind, bool reached, string words, DateOnly? nextUpdateOn) =>
            door.PostAsync(who, $"{path}/contacts", new
            {
                noteId = SeedId.Of($"contact:{number}:{place}"),
                kind,
                on,
                resident = true,
                reached,
                words,
                nextUpdateOn,
            });
    }
}
