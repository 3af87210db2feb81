using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>The template of a kind of letter as it is now, with what may be merged into it and what has to
/// be.</summary>
public sealed record TemplateShown(
    string Kind, string Stage, int Version, string Subject, string Body, IReadOnlyList<MergeField> Fields,
    IReadOnlyList<string> Needed);

public sealed record TemplatesShown(IReadOnlyList<TemplateShown> Items)
{
    internal static TemplatesShown Of(LetterTemplates templates) => new(
        [.. from kind in LetterKind.Written
            from stage in LetterKind.StagesOf(kind)
            let layout = templates.Layout(kind, stage)
            select new TemplateShown(kind, stage, templates.Newest(kind, stage), layout.Subject, layout.Body,
                [
                    .. LetterPart.Of(kind, stage).Select(part => new MergeField(part.Name, part.Label)),
                    .. MergeFields.OfLetter, .. MergeFields.OfCase,
                ],
                MergeFields.Needed(kind, stage))]);
}

public sealed record StandardLinesShown(IReadOnlyList<StandardLine> Items)
{
    internal static StandardLinesShown Of(StandardLines lines) =>
        new([.. lines.Items.OrderBy(line => line.Topic, StringComparer.Ordinal)
            .ThenBy(line => line.Title, StringComparer.Ordinal)]);
}

// Templates and standard lines, for who writes letters and who looks after their words.
internal static class ShowWording
{
    private static readonly string[] For = [Roles.Handling, Roles.Administrator];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/correspondence/templates", async (IQuerySession session, CancellationToken ct) =>
            {
                var now = await LetterTemplates.NowAsync(session, ct);
                return Api.Answer(TemplatesShown.Of(now), now.Version);
            })
            .RequireRoles(For).WithName("LetterTemplates").WithSummary("The templates of letters as they are now")
            .Produces<TemplatesShown>();
        api.MapGet("/correspondence/standard-lines", async (IQuerySession session, CancellationToken ct) =>
            {
                var now = await StandardLines.NowAsync(session, ct);
                return Api.Answer(StandardLinesShown.Of(now), now.Version);
            })
            .RequireRoles(For).WithName("StandardLines").WithSummary("The standard lines for letters")
            .Produces<StandardLinesShown>();
    }
}
