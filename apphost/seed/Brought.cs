namespace ComplaintsPlatform.Seed;

/// <summary>What is brought besides complaints, what staff read while they capture, the areas, and a category of the
/// landlord's own.</summary>
internal static class Brought
{
    private static readonly (string Kind, string Title, string Body, string[] Categories)[] Guidance =
    [
        ("call-script", "Leaks: what to ask",
            "Is water near electrics? Ask them to switch off at the fuse box. Where is the stopcock, and can they "
            + "turn it? Who lives there, and is anybody at risk? Has it been reported before, and what happened?",
            ["leaks"]),
        ("call-script", "Damp and mould: what to ask",
            "Which rooms, since when, does it come back? Who lives there: babies, older people, asthma? A complaint "
            + "can be the moment from which we know of a hazard: raise an inspection at once.",
            ["damp-and-mould"]),
        ("question", "Is it a complaint or a service request?",
            "A first report that asks us to put something right is a service request. As soon as somebody is unhappy "
            + "with what we do about it, offer the choice to complain; the word is not needed. The work goes on.",
            []),
        ("question", "When may we refuse a complaint?",
            "Only on a ground of section 2 of the Code, with reasons, after looking at the person's circumstances, and "
            + "with the right to go to the Ombudsman. A complaints officer decides it.",
            []),
        ("article", "Staff conduct", "Keep what was said in the resident's words. Do not pass it to the person named.",
            ["staff-conduct"]),
    ];

    private static readonly (
        string Type, string Channel, string What, string? Service, bool IsDissatisfied)[] Contacts =
    [
        ("service-request", "phone", "The kitchen tap drips and needs a new washer.", "repairs-and-maintenance", false),
        ("service-request", "in-person", "The lift light flickers.", "neighbourhoods-and-estates", false),
        ("enquiry", "email", "When will the windows of Quay Row be painted?", "planned-works", false),
        ("survey-response", "web-form", "Two out of ten: nobody ever rings back.", "customer-service", true),
        ("compliment", "phone", "The plumber was kind and cleaned up after.", "repairs-and-maintenance", false),
    ];

    private static readonly string[] Chats =
        ["Hello, is anybody there? My heating is off.", "Can I pay my rent with two cards?"];

    public static async Task AddAsync(FrontDoor door, SignedIn administrator, SignedIn adviser)
    {
        foreach (var (number, (kind, title, body, categories)) in Guidance.Index())
        {
            // An administrator may have written it otherwise since.
            if ((await door.GetAsync(administrator, $"/api/guidance/{Id(1, number)}")).ValueKind
                == System.Text.Json.JsonValueKind.Undefined)
                await door.PostAsync(administrator, "/api/guidance",
                    new { articleId = Id(1, number), kind, title, body, categories });
        }

        // Nor are areas and categories set again that somebody may have changed.
        if ((await door.GetAsync(administrator, "/api/areas")).GetProperty("version").GetInt64() == 0)
            await door.PostAsync(administrator, "/api/areas", new { areas = Landlord.Areas }, "\"0\"");
        var known = await door.GetAsync(administrator, "/api/categories");
        if (known.GetProperty("version").GetInt64() == 0)
        {
            var items = known.GetProperty("items").EnumerateArray().Cast<object>().ToList();
            items.Insert(items.Count - 1, new
            {
                name = "Building safety",
                help = "Fire doors, alarms, cladding, lifts, gas and electrics. If anybody is in danger, act first.",
            });
            await door.PostAsync(administrator, "/api/categories", new { categories = items }, "\"0\"");
        }

        foreach (var (number, (type, channel, what, service, isDissatisfied)) in Contacts.Index())
            await door.PostAsync(adviser, "/api/submissions",
                new { submissionId = Id(2, number), type, channel, what, service, isDissatisfied });
        foreach (var (number, words) in Chats.Index())
            await door.PostAsync(adviser, "/api/waiting-contacts",
                new { contactId = Id(3, number), channel = "web-chat", words });
    }

    private static Guid Id(int kind, int number) => new(0x0197_0000 + kind, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0,
        (byte)number);
}
