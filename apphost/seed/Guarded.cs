namespace ComplaintsPlatform.Seed;

/// <summary>One complaint that only its officer and the team leader may know of.</summary>
internal static class Guarded
{
    private static readonly string[] Points = ["A contractor told my former partner where I live now."];

    public static async Task AddAsync(
        FrontDoor door, SignedIn adviser, SignedIn officer, SignedIn leader, DateOnly today)
    {
        var id = SeedId.Of("restricted");
        await door.PostAsync(adviser, "/api/complaints", new
        {
            complaintId = id,
            channel = "phone",
            category = "staff-conduct",
            receivedOn = today.AddDays(-2),
            resident = new { name = "Imogen Vale", phone = "07700 900471" },
            points = Points,
            desiredOutcome = "To know who did it, and to be moved.",
            preferredContact = "phone",
        });
        var path = $"/api/complaints/{id}";
        await door.GetAsync(officer, path, waitSeconds: 30);
        await door.PostAsync(officer, $"{path}/claim", new { });
        await door.PostAsync(officer, $"{path}/restrict", new
        {
            people = new[] { officer.Id, leader.Id },
            reason = "She is in danger if anybody says where she lives.",
        }, "*");
    }
}
