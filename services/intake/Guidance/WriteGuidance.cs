using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

// An administrator writes an article, a frequent question or a call script for staff, for some categories or (none) for
// all. The client may give its id, so that a retry makes no second one.
public sealed record WriteGuidance(
    string Kind, string Title, string Body, IReadOnlyList<string>? Categories = null, Guid? ArticleId = null)
{
    internal static readonly string[] Kinds = ["article", "question", "call-script"];

    public sealed class Validator : AbstractValidator<WriteGuidance>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).OneOf(Kinds);
            RuleFor(command => command.Title).PlainText(200);
            RuleFor(command => command.Body).PlainText(20_000);
            RuleFor(command => command.Categories).Must(codes => codes is null or { Count: <= 100 })
                .WithMessage("Name at most 100 categories.");
            RuleForEach(command => command.Categories).PlainText(60);
            RuleFor(command => command.ArticleId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
        }
    }

    internal GuidanceWritten As(Guid articleId) =>
        new(articleId, Kind, Title.Trim(), Body, [.. (Categories ?? []).Distinct()]);
}

/// <summary>The article that was written.</summary>
public sealed record GuidanceAnswer(Guid ArticleId);

public static class WriteGuidanceEndpoint
{
    public static Decision<IGuidanceEvent> Decide(
        WriteGuidance command, Article? state, KnownCategories categories, Guid articleId)
    {
        var written = command.As(articleId);
        if (state is null)
            return categories.Refusal(written.Categories) ?? Decision<IGuidanceEvent>.Accept(written);
        return state.Says(written)
            ? Decision<IGuidanceEvent>.Nothing()
            : Decision<IGuidanceEvent>.Refuse("article-exists",
                "There is another article with this id. Change that one, or leave the id out.");
    }

    [WolverinePost("/api/guidance"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Write an article, a question or a call script for staff"), Tags("Guidance")]
    [ProducesResponseType<GuidanceAnswer>(StatusCodes.Status201Created)]
    public static async Task<IResult> Post(
        WriteGuidance command, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var articleId = command.ArticleId ?? Guid.CreateVersion7(time.GetUtcNow());
        var state = await session.Events.AggregateStreamAsync<Article>(articleId, token: ct);
        var decision = Decide(command, state, await KnownCategories.NowAsync(session, ct), articleId);
        if (decision.IsRefused) return Api.Refused(decision.Refusal);
        if (decision.Events.Count > 0) session.Events.StartStream<Article>(articleId, decision.Events);
        return TypedResults.Created($"/api/guidance/{articleId}", new GuidanceAnswer(articleId));
    }
}
