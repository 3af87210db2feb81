using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The lists that forms offer, as intake says them: no page has a list of its own. An administrator changes
/// the categories, so they are asked for again after a few seconds.</summary>
internal sealed class WordLists(GatewayClient gateway, WordLists.Remembered remembered, TimeProvider time)
{
    private static readonly TimeSpan Remember = TimeSpan.FromSeconds(5);

    public async Task<WordListsAnswer> AskAsync()
    {
        var (known, until) = remembered.Lists;
        if (known is not null && time.GetUtcNow() < until) return known;
        try
        {
            known = await gateway.SendAsync(Routes.WordLists());
        }
        catch (ProblemAnswer) when (known is not null)
        {
            // Intake is away: what it said last stands, and pages of the other services go on.
        }

        remembered.Lists = (known, time.GetUtcNow() + Remember);
        return known;
    }

    /// <summary>The same for a page that shows names and offers nothing: empty, when intake is away and was never
    /// asked.</summary>
    public async Task<WordListsAnswer> TryAskAsync()
    {
        try
        {
            return await AskAsync();
        }
        catch (ProblemAnswer)
        {
            return WordListsAnswer.None;
        }
    }

    /// <summary>What a category is called now; its code in words, as long as nobody said.</summary>
    public async Task<string> CategoryAsync(string? code) => (await TryAskAsync()).NameOf(code);

    /// <summary>The categories to choose from, each with what helps; and one that is no longer used, where something
    /// has it already.</summary>
    public static IReadOnlyList<Choice> Choices(WordListsAnswer lists, params IEnumerable<string?> kept) =>
    [
        .. lists.Categories.Select(one => new Choice(one.Code, one.Name, one.Help)),
        .. lists.RetiredCategories.Where(one => kept.Contains(one.Code))
            .Select(one => new Choice(one.Code, lists.LongNameOf(one.Code))),
    ];

    /// <summary>Codes as choices; "other" as one says it.</summary>
    public static IReadOnlyList<Choice> Choices(params IEnumerable<string> codes) =>
        [.. codes.Select(code => new Choice(code, InWords(code)))];

    public static string InWords(string? code) => code == "other" ? "Something else" : Words.Sentence(code);

    internal sealed class Remembered
    {
        public (WordListsAnswer? Lists, DateTimeOffset Until) Lists { get; set; }
    }
}

internal sealed partial record WordListsAnswer
{
    public static readonly WordListsAnswer None = new()
    {
        Channels = [],
        Categories = [],
        WaysOfContact = [],
        Services = [],
        Natures = [],
        Priorities = [],
        SubmissionTypes = [],
        GuidanceKinds = [],
        RefusalGrounds = [],
        Seniorities = [],
        RetiredCategories = [],
    };

    public string NameOf(string? category) =>
        Categories.Concat(RetiredCategories).FirstOrDefault(one => one.Code == category)?.Name
            ?? WordLists.InWords(category);

    /// <summary>The name, and whether it is no longer used.</summary>
    public string LongNameOf(string category) =>
        RetiredCategories.FirstOrDefault(one => one.Code == category) is { } retired
            ? $"{retired.Name} (no longer used)"
            : NameOf(category);
}
