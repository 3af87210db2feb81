using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>An administrator said what can be chosen from one of the landlord's lists.</summary>
public sealed record ChoicesSet(Guid ChoicesId, string List, IReadOnlyList<ListedChoice> Items);

/// <summary>One of them. The code is made once of the first name and stands in complaints for ever; the name is the
/// landlord's word for it and may change.</summary>
public sealed record ListedChoice(string Code, string Name, bool InUse = true);

/// <summary>
/// One of the landlord's lists as it is now, with its version; without one the standard list. None of it ever goes:
/// what is no longer used cannot be chosen any more, and complaints that have it keep it.
/// </summary>
public sealed record Choices(Guid ChoicesId, string List, IReadOnlyList<ListedChoice> Items, long Version) : IWholeList
{
    public const string RootCauses = "root-causes", ClosingReasons = "closing-reasons";

    /// <summary>Each list as long as nobody has set it.</summary>
    public static readonly IReadOnlyDictionary<string, Choices> Standard = new[]
    {
        Of(RootCauses, "Delay", "Failure to tell or update the resident", "Poor records",
            "Poor quality or a temporary fix", "Access and appointments", "What staff said or did",
            "A policy was not followed", "A contractor or other third party", "Handling of the complaint",
            "Nothing went wrong"),
        Of(ClosingReasons, "The resident is satisfied", "The resident has not come back",
            "The final response was given", "Withdrawn by the resident", "Other"),
    }.ToDictionary(list => list.List);

    public static Guid IdOf(string list) => DeterministicId.Of("cases:choices", list);

    public static Choices Evolve(Choices? state, ChoicesSet set) =>
        new(set.ChoicesId, set.List, set.Items, (state?.Version ?? 0) + 1);

    public static async Task<Choices> NowAsync(string list, IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<Choices>(IdOf(list), token: ct) ?? Standard[list];

    public ListedChoice? Find(string? code) => Items.FirstOrDefault(one => one.Code == code);

    /// <summary>The refusal of what cannot be chosen; null when it can.</summary>
    public Decision<IComplaintEvent>? Refusal(string code) => Find(code) switch
    {
        { InUse: true } => null,
        { } retired => Decision<IComplaintEvent>.Refuse(
            "choice-not-in-use", $"{retired.Name} is no longer used. Choose another one."),
        null => Decision<IComplaintEvent>.Refuse("choice-not-in-use",
            $"There is no such choice. GET /api/choices/{List} lists them."),
    };

    private static Choices Of(string list, params IEnumerable<string> names) => new(
        IdOf(list), list, [.. names.Select(name => new ListedChoice(Codes.Made(name, [], "choice"), name))], 0);
}
