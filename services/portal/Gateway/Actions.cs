using System.Globalization;
using System.Security.Claims;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.SignIn;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>What was promised or ordered, outside reviews, and what complaints cost.</summary>
internal sealed class Actions(GatewayClient gateway)
{
    public Task<FollowedUp> OfAsync(Guid id) => gateway.SendAsync(Routes.ComplaintActions(id));

    public Task<ActionPage> ListAsync(string list, string? cursor, int limit = 25) =>
        gateway.SendAsync(Routes.ListActions(list, limit, cursor));

    public Task<ActionCounts> CountAsync() => gateway.SendAsync(Routes.CountActions());

    public Task PromiseAsync(Guid id, PromiseAction command) => gateway.SendAsync(Routes.PromiseAction(id, command));

    public Task ApproveAsync(Guid id, Guid actionId) => gateway.SendAsync(Routes.ApproveCompensation(id, actionId));

    public Task FinishAsync(Guid id, Guid actionId, FinishAction command) =>
        gateway.SendAsync(Routes.FinishAction(id, actionId, command));

    public Task ReplanAsync(Guid id, Guid actionId, ReplanAction command) =>
        gateway.SendAsync(Routes.ReplanAction(id, actionId, command));

    public Task DropAsync(Guid id, Guid actionId, string? reason) =>
        gateway.SendAsync(Routes.DropAction(id, actionId, new() { Reason = reason }));

    public Task RecordCostAsync(Guid id, RecordCost command) => gateway.SendAsync(Routes.RecordCost(id, command));

    public Task OpenReviewAsync(Guid id, OpenReview command) => gateway.SendAsync(Routes.OpenReview(id, command));

    public Task DetermineAsync(Guid id, Guid reviewId, RecordDetermination command) =>
        gateway.SendAsync(Routes.RecordDetermination(id, reviewId, command));

    public Task CloseReviewAsync(Guid id, Guid reviewId) =>
        gateway.SendAsync(Routes.CloseReview(id, reviewId, new()));

    public Task<Versioned<CompensationRules>> RulesAsync() => gateway.SendVersionedAsync(Routes.CompensationRules());

    public Task SetRulesAsync(SetCompensationRules command, long version) =>
        gateway.SendAsync(Routes.SetCompensationRules(version, command));
}

internal static class ActionWords
{
    /// <summary>The kinds that staff promise of themselves, each under its own words.</summary>
    public static readonly IReadOnlyDictionary<string, string> OurOwn = new Dictionary<string, string>
    {
        ["apology"] = "Apologise",
        ["acknowledgement-of-fault"] = "Say that something went wrong",
        ["explanation-or-assistance"] = "Explain, help or give reasons",
        ["action-after-delay"] = "Do what was delayed",
        ["decision-changed"] = "Reconsider or change a decision",
        ["record-corrected"] = "Correct or add to a record",
        ["compensation"] = "Pay compensation",
        ["policy-changed"] = "Change a policy, procedure or practice",
        ["follow-up"] = "Something for ourselves",
    };

    /// <summary>What comes from outside.</summary>
    public static readonly IReadOnlyDictionary<string, string> FromOutside = new Dictionary<string, string>
    {
        ["evidence-request"] = "Send evidence that they ask for",
        ["order"] = "An order",
        ["recommendation"] = "A recommendation",
        ["failure-order"] = "A complaint handling failure order",
    };

    public static string Kind(string? kind) =>
        OurOwn.GetValueOrDefault(kind ?? "") ?? FromOutside.GetValueOrDefault(kind ?? "") ?? Words.Sentence(kind);

    /// <summary>£1,250 or £99.50.</summary>
    public static string Pounds(decimal? amount) => amount is { } pounds
        ? "£" + pounds.ToString(pounds % 1 == 0 ? "#,0" : "#,0.00", CultureInfo.InvariantCulture)
        : "";
}

internal sealed partial record ActionDetails
{
    public bool IsOpen => State == "open";

    public string KindInWords => ActionWords.Kind(Kind);

    public string Status => (State, Done?.IsLate) switch
    {
        ("done", true) => "late",
        ("done", _) => "in-time",
        ("dropped", _) => "withdrawn",
        _ => WaitsForApproval ? "waiting-for-approval" : "open",
    };

    public string StatusInWords => (State, Done?.IsLate) switch
    {
        ("done", true) => "Done late",
        ("done", _) => "Done",
        ("dropped", _) => "Not done",
        _ => WaitsForApproval ? "Waits for approval" : "To be done",
    };
}

internal static class ReviewWords
{
    public static string Body(string? body) => body == "ombudsman" ? "Housing Ombudsman" : Words.Sentence(body);
}

internal sealed partial record ReviewDetails
{
    public string BodyInWords => ReviewWords.Body(Body);

    public string StateInWords => (DeterminedOn, ClosedOn) switch
    {
        (_, not null) => "Over",
        (not null, _) => "Decided",
        _ => "They look at it",
    };
}

internal sealed partial record CompensationRules
{
    /// <summary>Whether somebody may offer and agree to so much.</summary>
    public bool Covers(decimal amount, ClaimsPrincipal person) =>
        Limits.Any(limit => person.Is(limit.Role!) && (limit.UpTo is not { } most || amount <= most));

    /// <summary>The roles that may, as the beginning of a sentence.</summary>
    public string WhoCovers(decimal amount) => Limits
        .Where(limit => limit.UpTo is not { } most || amount <= most)
        .Select(limit => limit.Role!.Replace('-', ' ')).ToList() is [_, ..] roles
        ? $"A {string.Join(" or a ", roles)}"
        : "Nobody yet";

    /// <summary>What somebody may offer alone.</summary>
    public string InWordsFor(ClaimsPrincipal person) => Covers(decimal.MaxValue, person)
        ? "You may offer any amount"
        : Limits.Where(limit => person.Is(limit.Role!)).Max(limit => limit.UpTo) is { } most
            ? $"You may offer up to {ActionWords.Pounds(most)} alone; somebody has to agree to more"
            : "Somebody has to agree to any amount";
}
