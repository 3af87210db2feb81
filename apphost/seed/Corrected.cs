namespace ComplaintsPlatform.Seed;

/// <summary>Days that were recorded wrongly: one in forty was put right, and another one waits for somebody to
/// agree.</summary>
internal static class Corrected
{
    /// <param name="door">The gateway.</param>
    /// <param name="officer">Who says so.</param>
    /// <param name="leader">Who agrees.</param>
    /// <param name="path">The complaint's.</param>
    /// <param name="number">Which complaint.</param>
    /// <param name="course">How far it comes.</param>
    public static async Task AddAsync(
        FrontDoor door, SignedIn officer, SignedIn leader, string path, int number, Course course)
    {
        if (!course.Owned) return;
        var id = SeedId.Of($"correction:{number}");
        if (number % 40 == 12)
            await ProposeAsync("received-on", course.ReceivedOn.AddDays(-1),
                "The envelope has the stamp of the day before.");
        if (number % 40 == 33 && course.AcknowledgedOn is { } acknowledged && acknowledged > course.ReceivedOn)
        {
            await ProposeAsync("acknowledged-on", acknowledged.AddDays(-1), "It went out on the day before, by email.");
            await door.PostAsync(leader, $"{path}/corrections/{id}/approve", new { });
        }

        async Task ProposeAsync(string fact, DateOnly day, string reason) =>
            await door.PostAsync(officer, $"{path}/corrections", new
            { correctionId = id, fact, value = $"{day:yyyy-MM-dd}", reason });
    }
}
