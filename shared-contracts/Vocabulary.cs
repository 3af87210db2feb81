namespace ComplaintsPlatform.Contracts;

/// <summary>Closed lists of words that several services take and that stand in events, messages and reports.</summary>
public static class Vocabulary
{
    /// <summary>How something comes in.</summary>
    public static readonly string[] Channels =
        ["phone", "email", "web-form", "resident-portal", "letter", "in-person", "social-media", "web-chat"];

    /// <summary>What a complaint is about ("theme" in reports), as long as no administrator has said anything else. No
    /// list to check against: what a landlord's categories are now, cases says.</summary>
    public static readonly IReadOnlyList<Cases.Category> StandardCategories =
    [
        new("repairs", "Repairs", null, true), new("damp-and-mould", "Damp and mould", null, true),
        new("leaks", "Leaks", null, true), new("anti-social-behaviour", "Anti-social behaviour", null, true),
        new("estate-management", "Estate management", null, true),
        new("rent-and-service-charges", "Rent and service charges", null, true),
        new("pest-control", "Pest control", null, true),
        new("rehousing-and-allocations", "Rehousing and allocations", null, true),
        new("staff-conduct", "Staff conduct", null, true), new(OtherCategory, "Something else", null, true),
    ];

    /// <summary>The category of what is in no other one; every landlord has it.</summary>
    public const string OtherCategory = "other";

    /// <summary>How somebody wants to be reached.</summary>
    public static readonly string[] WaysOfContact = ["email", "phone", "letter", "text"];

    /// <summary>The landlord's services that something concerns; one or several.</summary>
    public static readonly string[] Services =
    [
        "repairs-and-maintenance", "planned-works", "building-safety", "tenancy-management", "anti-social-behaviour",
        "neighbourhoods-and-estates", "income-and-service-charges", "allocations-and-lettings", "home-ownership",
        "supported-housing", "customer-service", "other",
    ];

    /// <summary>The nature of the problem: how the service fell short.</summary>
    public static readonly string[] Natures =
    [
        "not-done", "delay", "poor-quality", "missed-appointment", "communication", "staff-behaviour",
        "decision-or-policy", "damage-or-loss", "cost-or-charge", "discrimination-or-adjustment", "other",
    ];

    /// <summary>How soon somebody has to look. It changes no limit of the Code.</summary>
    public static readonly string[] Priorities = ["standard", "high", "urgent"];

    /// <summary>How senior somebody at work is, the lowest first: theirs of whom nobody said anything else.</summary>
    public static readonly string[] Seniorities = ["officer", "senior-officer", "principal-officer"];

    /// <summary>What somebody brings besides a complaint.</summary>
    public static readonly string[] SubmissionTypes =
    [
        "enquiry", "service-request", "social-media-mention", "compliment", "suggestion", "information-request",
        "appeal", "petition", "member-enquiry", "survey-response",
    ];
}
