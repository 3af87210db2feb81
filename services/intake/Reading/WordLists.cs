using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>The lists that forms offer. <c>Categories</c> are those in use, as the landlord calls them;
/// <c>RetiredCategories</c> those that only old complaints have.</summary>
internal sealed record WordListsAnswer(
    IReadOnlyList<string> Channels, IReadOnlyList<CategoryAnswer> Categories, IReadOnlyList<string> WaysOfContact,
    IReadOnlyList<string> Services, IReadOnlyList<string> Natures, IReadOnlyList<string> Priorities,
    IReadOnlyList<string> SubmissionTypes, IReadOnlyList<string> GuidanceKinds,
    IReadOnlyList<GroundAnswer> RefusalGrounds, IReadOnlyList<string> Seniorities,
    IReadOnlyList<CategoryAnswer> RetiredCategories);

/// <summary>A category: what is sent, what is read, and what helps to choose it.</summary>
internal sealed record CategoryAnswer(string Code, string Name, string? Help)
{
    public static CategoryAnswer Of(Category category) => new(category.Code, category.Name, category.Help);
}

/// <summary>A ground of section 2 of the Code, and what belongs to it.</summary>
internal sealed record GroundAnswer(
    string Ground, string Paragraph, string InWords, bool NeedsDate, bool NeedsEarlierReference);

// What forms offer, so that no page has a list of its own.
internal static class WordLists
{
    private static readonly WordListsAnswer Fixed = new(
        Vocabulary.Channels, [], Vocabulary.WaysOfContact, Vocabulary.Services, Vocabulary.Natures,
        Vocabulary.Priorities, Vocabulary.SubmissionTypes, WriteGuidance.Kinds,
        [.. RefusalGround.All.Select(ground => new GroundAnswer(
            ground.Code, ground.Paragraph, ground.InWords, ground.NeedsDate, ground.NeedsReference))],
        Vocabulary.Seniorities, []);

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/word-lists", async (IQuerySession session, CancellationToken ct) =>
        {
            var categories = (await KnownCategories.NowAsync(session, ct)).Items.ToLookup(one => one.InUse);
            return TypedResults.Ok(Fixed with
            {
                Categories = [.. categories[true].Select(CategoryAnswer.Of)],
                RetiredCategories = [.. categories[false].Select(CategoryAnswer.Of)],
            });
        })
        .RequireRoles(Roles.All)
        .WithName("WordLists").WithTags("Intake")
        .WithSummary("The lists that forms offer: categories, channels and so on, with the grounds of a refusal")
        .Produces<WordListsAnswer>();
}
