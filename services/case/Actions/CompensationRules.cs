using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Actions;

/// <summary>An administrator said what compensation there is, and who may offer how much.</summary>
public sealed record CompensationRulesSet(
    Guid RulesId, IReadOnlyList<CompensationBand> Bands, IReadOnlyList<CompensationLimit> Limits);

/// <summary>Amounts up to this, in pounds, are of this band; the last one ends nowhere.</summary>
public sealed record CompensationBand(string Name, decimal? UpTo);

/// <summary>Whoever has the role may offer, and agree to, so much; null is any amount.</summary>
public sealed record CompensationLimit(string Role, decimal? UpTo);

/// <summary>
/// The bands and limits as they are now, with their version; without one those of the Ombudsman's guidance on remedies,
/// and cautious limits. An amount keeps the band and the version that it was offered under.
/// </summary>
public sealed record CompensationRules(
    Guid RulesId, IReadOnlyList<CompensationBand> Bands, IReadOnlyList<CompensationLimit> Limits, long Version)
    : IWholeList
{
    /// <summary>There is one.</summary>
    public static readonly Guid TheRules = DeterministicId.Of("cases:compensation-rules");

    public static readonly CompensationRules Standard = new(TheRules,
        [
            new("Short-lived, with little effect", 100), new("It affected the resident", 600),
            new("Significant impact", 1000), new("Serious, repeated or long-lasting impact", null),
        ],
        [
            new(Roles.InvestigatingOfficer, 100), new(Roles.ComplaintsOfficer, 250), new(Roles.ComplianceOfficer, 250),
            new(Roles.TeamLeader, 1000), new(Roles.Director, null),
        ], 0);

    public static CompensationRules Evolve(CompensationRules? state, CompensationRulesSet set) =>
        new(set.RulesId, set.Bands, set.Limits, (state?.Version ?? 0) + 1);

    public static async Task<CompensationRules> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<CompensationRules>(TheRules, token: ct) ?? Standard;

    /// <summary>What whoever has these roles may offer alone, nothing without any that is named; null is any
    /// amount.</summary>
    public decimal? LimitOf(IEnumerable<string> roles) =>
        Limits.Where(limit => roles.Contains(limit.Role)).ToList() switch
        {
            [] => 0,
            var limits when limits.Exists(limit => limit.UpTo is null) => null,
            var limits => limits.Max(limit => limit.UpTo),
        };

    /// <summary>The amount with its band; without roles it was ordered, and nobody has to agree.</summary>
    public Money Of(decimal amount, IEnumerable<string>? offeredBy) => new(
        amount, Bands.FirstOrDefault(band => band.UpTo is not { } most || amount <= most)?.Name, Version,
        offeredBy is not null && LimitOf(offeredBy) is { } limit && amount > limit);

    /// <summary>The roles that may agree to it, in words.</summary>
    public string WhoMay(decimal amount) => Limits
        .Where(limit => limit.UpTo is not { } most || amount <= most)
        .Select(limit => limit.Role.Replace('-', ' ')).ToList() switch
    {
        [] => "the administrator for a limit that covers it",
        var roles => string.Create(CultureInfo.InvariantCulture, $"a {string.Join(" or a ", roles)}"),
    };
}
