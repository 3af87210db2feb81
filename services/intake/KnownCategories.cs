using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Intake;

/// <summary>What complaints are about, as cases said it last; the standard categories until it says something.
/// </summary>
public sealed record KnownCategories(string Id, IReadOnlyList<Category> Items, long Version)
{
    private const string TheOnly = "categories";

    public static readonly KnownCategories Standard = new(TheOnly, Vocabulary.StandardCategories, 0);

    public static async Task<KnownCategories> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.LoadAsync<KnownCategories>(TheOnly, ct) ?? Standard;

    /// <summary>The category of a code; or of a name, as somebody writes it who knows no codes.</summary>
    public Category? Find(string given) => Items.FirstOrDefault(one => one.Code == given)
        ?? Items.FirstOrDefault(one => Clean.Fold(one.Name) == Clean.Fold(given));

    /// <summary>The refusal of an article about what is no category, or no longer one; null when it may be about
    /// it.</summary>
    internal Decision<IGuidanceEvent>? Refusal(IEnumerable<string> codes) =>
        codes.FirstOrDefault(code => !Items.Any(one => one.Code == code && one.InUse)) is not { } wrong
            ? null
            : Decision<IGuidanceEvent>.Refuse("category-not-in-use",
                Items.FirstOrDefault(one => one.Code == wrong) is { } retired
                    ? $"{retired.Name} is no longer used. Choose another category."
                    : "There is no such category. GET /api/word-lists lists them.");
}

// Cases says the whole list whenever an administrator changes it. A list that comes twice, or after a later one, says
// nothing new.
public static class HearCategoriesHandler
{
    public static async Task Handle(
        CategoriesSet said, Envelope envelope, IDocumentSession session, CancellationToken ct)
    {
        var version = envelope.StreamVersion() ?? 0;
        if (version > (await KnownCategories.NowAsync(session, ct)).Version)
            session.Store(KnownCategories.Standard with { Items = said.Items, Version = version });
    }
}
