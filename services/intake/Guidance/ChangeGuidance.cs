using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// An administrator writes an article otherwise: a new version, with the earlier ones kept. One that was withdrawn is
// there again by it.
public sealed record ChangeGuidance(
    string Kind, string Title, string Body, IReadOnlyList<string>? Categories = null)
{
    public sealed class Validator : AbstractValidator<ChangeGuidance>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).OneOf(WriteGuidance.Kinds);
            RuleFor(command => command.Title).PlainText(200);
            RuleFor(command => command.Body).PlainText(20_000);
            RuleFor(command => command.Categories).Must(codes => codes is null or { Count: <= 100 })
                .WithMessage("Name at most 100 categories.");
            RuleForEach(command => command.Categories).PlainText(60);
        }
    }
}

public static class ChangeGuidanceEndpoint
{
    public static Decision<IGuidanceEvent> Decide(ChangeGuidance command, Article state, KnownCategories categories)
    {
        var written = new WriteGuidance(command.Kind, command.Title, command.Body, command.Categories)
            .As(state.ArticleId);
        if (state.Says(written)) return Decision<IGuidanceEvent>.Nothing();
        // Those that it is about already may stay, also when they are no longer used.
        return categories.Refusal(written.Categories.Except(state.Current?.Categories ?? []))
            ?? Decision<IGuidanceEvent>.Accept(written);
    }

    [WolverinePost("/api/guidance/{articleId}/change"), ForRoles(Roles.Administrator)]
    [EndpointSummary("Write an article otherwise: a new version"), Tags("Guidance")]
    public static async Task<(IResult, Events)> Post(
        ChangeGuidance command, [WriteAggregate] IEventStream<Article> article, IDocumentSession session,
        CancellationToken ct) =>
        Decide(command, article.Aggregate!, await KnownCategories.NowAsync(session, ct)).Answer(article);
}
