namespace ComplaintsPlatform.Seed;

/// <summary>What follows from an answer: the cause, remedies that are done or not yet, compensation, and for a few
/// complaints the Ombudsman.</summary>
internal static class PutRight
{
    private static readonly string[] Causes =
        ["delay", "failure-to-tell-or-update-the-resident", "poor-records", "access-and-appointments"];

    /// <param name="door">The gateway.</param>
    /// <param name="owner">Who answered it.</param>
    /// <param name="leader">Who agrees to more than the owner may offer.</param>
    /// <param name="compliance">Who deals with the Ombudsman.</param>
    /// <param name="path">The complaint's.</param>
    /// <param name="number">Which complaint.</param>
    /// <param name="course">How far it comes.</param>
    /// <param name="today">Nothing happens after it.</param>
    public static async Task AddAsync(
        FrontDoor door, SignedIn owner, SignedIn leader, SignedIn compliance, string path, int number, Course course,
        DateOnly today)
    {
        if ((course.Stage2RespondedOn ?? course.RespondedOn) is not { } answered) return;
        if (number % 6 != 5)
            await door.PostAsync(owner, $"{path}/record-cause",
                new { rootCause = Causes[number % Causes.Length], learning = "Ring before a day that was promised." },
                "*");
        if (number % 3 == 0)
            await PromiseAsync("apology", "A letter from the head of the service.", 10, null, number % 12 != 3);
        if (number % 5 == 0)
            await PromiseAsync("compensation", "For the trouble and the time that it took.", 20,
                number % 20 == 0 ? 400 : 80, number % 20 != 5);
        if (number % 14 == 1)
            await PromiseAsync(
                "follow-up", "Change what the contact centre says about appointments.", 60, null, isDone: false);
        if (course.Stage2RespondedOn is not null && number % 4 == 0) await AskAsync(answered.AddDays(3));

        async Task PromiseAsync(string kind, string what, int days, int? amount, bool isDone)
        {
            var id = SeedId.Of($"action:{number}:{kind}");
            await door.PostAsync(owner, $"{path}/actions",
                new { actionId = id, kind, what, ownerId = owner.Id, dueOn = answered.AddDays(days), amount });
            var doneOn = answered.AddDays(days - 2 + number % 4);
            if (!isDone || doneOn > today) return;
            if (amount > 250) await door.PostAsync(leader, $"{path}/actions/{id}/approve", new { });
            await door.PostAsync(owner, $"{path}/actions/{id}/finish", new
            {
                evidence = amount is null ? "Sent, and in the correspondence." : "Paid by transfer.",
                doneOn,
                paidBy = amount is null ? null : "payment",
            });
        }

        async Task AskAsync(DateOnly asked)
        {
            if (asked > today) return;
            var review = SeedId.Of($"review:{number}");
            await door.PostAsync(compliance, $"{path}/reviews", new
            {
                reviewId = review,
                body = "ombudsman",
                theirReference = $"2026{number:00000}",
                openedOn = asked,
                words = "They ask for the file of this complaint.",
            });
            await door.PostAsync(compliance, $"{path}/actions", new
            {
                actionId = SeedId.Of($"action:{number}:evidence"),
                kind = "evidence-request",
                what = "The complaint file, the repairs history and the policies in force.",
                ownerId = compliance.Id,
                dueOn = asked.AddDays(21),
                reviewId = review,
            });
        }
    }
}
