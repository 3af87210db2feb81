using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Correspondence;

// An administrator writes a template otherwise: its subject and its text with merge fields. What the Code asks of the
// letter has to have its place in it, and only fields that there are may stand in it. Letters that were begun keep the
// version that they were begun by.
public sealed record ChangeTemplate(string Kind, string Stage, string Subject, string Body)
{
    public sealed class Validator : AbstractValidator<ChangeTemplate>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).OneOf(LetterKind.Written);
            RuleFor(command => command.Stage).OneOf(LetterStage.All);
            RuleFor(command => command.Stage)
                .Must((command, stage) => LetterKind.StagesOf(command.Kind).Contains(stage))
                .When(command => LetterKind.Written.Contains(command.Kind) && LetterStage.All.Contains(command.Stage))
                .WithMessage("A letter of this kind is not written at that stage.");
            RuleFor(command => command.Subject).PlainText(200);
            RuleFor(command => command.Body).PlainText(20_000);
        }
    }
}

public static class ChangeTemplateEndpoint
{
    public static Decision<TemplateChanged> Decide(ChangeTemplate command, LetterTemplates state)
    {
        var (subject, body) = (Clean.Line(command.Subject), Clean.Lines(command.Body));
        var now = state.Layout(command.Kind, command.Stage);
        if (now.Subject == subject && now.Body == body) return Decision<TemplateChanged>.Nothing();
        var fields = LetterLayout.FieldsIn($"{subject}\n{body}").ToList();
        if (fields.Except(MayStandIn(command.Kind, command.Stage)).FirstOrDefault() is { } unknown)
            return Decision<TemplateChanged>.Refuse("merge-field-unknown",
                $"There is no merge field {unknown} for this letter. Those that there are stand beside the text.");
        if (MergeFields.Needed(command.Kind, command.Stage).Except(fields).FirstOrDefault() is { } missing)
            return Decision<TemplateChanged>.Refuse("merge-field-missing",
                $"The letter has to have a place for {missing}: put {{{{{missing}}}}} where it belongs.");
        return Decision<TemplateChanged>.Accept(new TemplateChanged(
            LetterTemplates.TheTemplates, command.Kind, command.Stage, state.Newest(command.Kind, command.Stage) + 1,
            subject, body));
    }

    [WolverinePost("/api/correspondence/templates"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Write the template of a kind of letter otherwise"), Tags("Correspondence")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        ChangeTemplate command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        session.SetAsync(LetterTemplates.TheTemplates, LetterTemplates.Standard, "templates", context,
            now => Task.FromResult(Decide(command, now)), LetterTemplates.Evolve, TemplatesShown.Of, ct);

    private static IEnumerable<string> MayStandIn(string kind, string stage) =>
        MergeFields.OfCase.Concat(MergeFields.OfLetter).Select(field => field.Name)
            .Concat(LetterPart.Of(kind, stage).Select(part => part.Name));
}
