using System.Collections.Immutable;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>An administrator wrote a template otherwise. Earlier versions stay: letters that were begun by them keep
/// them.</summary>
public sealed record TemplateChanged(
    Guid TemplatesId, string Kind, string Stage, int Version, string Subject, string Body);

/// <summary>The templates in all their versions. Version 1 of each is the one that the product brings.</summary>
public sealed record LetterTemplates(Guid TemplatesId, ImmutableList<TemplateChanged> Changes, long Version)
    : IWholeList
{
    /// <summary>There is one set.</summary>
    public static readonly Guid TheTemplates = DeterministicId.Of("correspondence:templates");

    public static readonly LetterTemplates Standard = new(TheTemplates, [], 0);

    public static LetterTemplates Evolve(LetterTemplates? state, TemplateChanged changed) =>
        (state ?? Standard) with
        { Changes = (state ?? Standard).Changes.Add(changed), Version = (state?.Version ?? 0) + 1 };

    public static async Task<LetterTemplates> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<LetterTemplates>(TheTemplates, token: ct) ?? Standard;

    public int Newest(string kind, string stage) => Of(kind, stage).LastOrDefault()?.Version ?? 1;

    internal LetterLayout Layout(string kind, string stage, int? version = null) =>
        Of(kind, stage).LastOrDefault(changed => changed.Version == (version ?? Newest(kind, stage))) is { } changed
            ? new LetterLayout($"{kind}-{stage}.v{changed.Version}", changed.Subject, changed.Body)
            : LetterLayout.Standard(kind, stage);

    private IEnumerable<TemplateChanged> Of(string kind, string stage) =>
        Changes.Where(changed => changed.Kind == kind && changed.Stage == stage);
}
