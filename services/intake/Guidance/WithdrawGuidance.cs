using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// An administrator withdraws what no longer holds: it is in no list, and its versions can still be read.
public sealed record WithdrawGuidance(string Reason)
{
    public sealed class Validator : AbstractValidator<WithdrawGuidance>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000);
    }
}

public static class WithdrawGuidanceEndpoint
{
    public static Decision<IGuidanceEvent> Decide(WithdrawGuidance command, Article state) => state.IsWithdrawn
        ? Decision<IGuidanceEvent>.Nothing()
        : Decision<IGuidanceEvent>.Accept(new GuidanceWithdrawn(state.ArticleId, command.Reason));

    [WolverinePost("/api/guidance/{articleId}/withdraw"), ForRoles(Roles.Administrator)]
    [EndpointSummary("Withdraw an article that no longer holds"), Tags("Guidance")]
    public static (IResult, Events) Post(WithdrawGuidance command, [WriteAggregate] IEventStream<Article> article) =>
        Decide(command, article.Aggregate!).Answer(article);
}
