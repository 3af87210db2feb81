using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>An administrator said what complaints are about: these, in this order.</summary>
public sealed record CategoriesSet(Guid CategoriesId, IReadOnlyList<Category> Items);

/// <summary>One of the things that a complaint can be about. The code is made once of the first name and stands in
/// complaints for ever; the name is the landlord's word for it and may change.</summary>
public sealed record Category(string Code, string Name, string? Help, bool InUse);

/// <summary>
/// The categories as they are now, with their version; without one the standard ones. None ever goes: what is no longer
/// used cannot be chosen for something new, and complaints that have it keep it. Lists and pages show a category by the
/// name that it has now. A complaint's history says the one that it had when something was decided: history is what
/// people did and read then, and a name that is changed today changes none of it.
/// </summary>
public sealed record Categories(Guid CategoriesId, IReadOnlyList<Category> Items, long Version) : IWholeList
{
    /// <summary>There is one list.</summary>
    public static readonly Guid TheCategories = DeterministicId.Of("cases:categories");

    public static readonly Categories Standard = new(TheCategories,
        [.. Vocabulary.StandardCategories.Select(one => new Category(one.Code, one.Name, one.Help, one.InUse))], 0);

    public static Categories Evolve(Categories? state, CategoriesSet set) =>
        new(set.CategoriesId, set.Items, (state?.Version ?? 0) + 1);

    public static async Task<Categories> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<Categories>(TheCategories, token: ct) ?? Standard;

    /// <summary>As they were at each place of the log.</summary>
    public static async Task<Func<long, Categories>> ThroughTimeAsync(IQuerySession session, CancellationToken ct)
    {
        var changes = await session.Events.FetchStreamAsync(TheCategories, token: ct);
        return place => changes.TakeWhile(change => change.Sequence < place)
            .Select(change => change.Data).OfType<CategoriesSet>().Aggregate(Standard, Evolve);
    }

    /// <summary>What people read for a code.</summary>
    public string NameOf(string code) => Find(code)?.Name ?? code.Replace('-', ' ');

    public Category? Find(string code) => Items.FirstOrDefault(one => one.Code == code);

    /// <summary>The refusal of something new in a category that is none, or is no longer used; null when it may have
    /// it.</summary>
    public Decision<TEvent>? Refusal<TEvent>(string? code) where TEvent : notnull =>
        code is null || Find(code) is { InUse: true }
            ? null
            : Decision<TEvent>.Refuse("category-not-in-use", Find(code) is { } retired
                ? $"{retired.Name} is no longer used. Choose another category."
                : "There is no such category. GET /api/categories lists them.");
}
