using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>An administrator set the rules of assignment on arrival: these, in this order, and no others.</summary>
public sealed record AssignmentRulesSet(Guid RulesId, IReadOnlyList<AssignmentRule> Rules);

/// <summary>To which team a complaint goes, and there to whoever is at least so senior; what is null fits every
/// complaint and everybody.</summary>
public sealed record AssignmentRule(
    Guid TeamId, string Team, string? Category, string? Service, string? Channel, string? Area = null,
    string? AtLeast = null)
{
    /// <summary>Whether it is about a complaint that lies in this area, or in none.</summary>
    public bool Fits(Complaint complaint, string? area) =>
        (Category is null || Category == complaint.Category)
        && (Area is null || Area == area)
        && (Channel is null || Channel == complaint.Channel)
        && (Service is null || complaint.Classification?.Services.Contains(Service) == true);

    /// <summary>Which complaints, in the words of now.</summary>
    public string InWords(Categories categories) => string.Join(", ",
        new[] { Category is null ? null : categories.NameOf(Category), Area is null ? null : $"in {Area}",
            Service is null ? null : $"for {Words(Service)}", Channel is null ? null : $"by {Words(Channel)}" }
            .OfType<string>().DefaultIfEmpty("whatever fits no other rule"));

    private static string? Words(string? code) => code?.Replace('-', ' ');
}

/// <summary>The rules of assignment on arrival as they are now, with their version. The first that fits decides.
/// </summary>
public sealed record AssignmentRules(Guid RulesId, IReadOnlyList<AssignmentRule> Rules, long Version) : IWholeList
{
    /// <summary>There is one set of rules.</summary>
    public static readonly Guid TheRules = DeterministicId.Of("cases:assignment-rules");

    public static readonly AssignmentRules None = new(TheRules, [], 0);

    public static AssignmentRules Evolve(AssignmentRules? state, AssignmentRulesSet set) =>
        new(set.RulesId, set.Rules, (state?.Version ?? 0) + 1);

    public static async Task<AssignmentRules> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<AssignmentRules>(TheRules, token: ct) ?? None;
}
