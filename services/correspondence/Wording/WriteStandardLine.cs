using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Correspondence;

// An administrator writes a standard line, or one with an id that there is otherwise: by topic, with the last day on
// which it may be put into a letter. One that is no longer used stays in the letters that it was sent in.
public sealed record WriteStandardLine(
    Guid LineId, string Topic, string Title, string Text, DateOnly? ExpiresOn = null, bool InUse = true)
{
    public sealed class Validator : AbstractValidator<WriteStandardLine>
    {
        public Validator()
        {
            RuleFor(command => command.LineId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can.");
            RuleFor(command => command.Topic).PlainText(80);
            RuleFor(command => command.Title).PlainText(120);
            RuleFor(command => command.Text).PlainText(4000);
        }
    }
}

public static class WriteStandardLineEndpoint
{
    public static Decision<StandardLineWritten> Decide(WriteStandardLine command, StandardLines state)
    {
        var line = new StandardLine(
            command.LineId, Clean.Line(command.Topic), Clean.Line(command.Title), Clean.Lines(command.Text),
            command.ExpiresOn, command.InUse);
        if (state.Find(line.LineId) == line) return Decision<StandardLineWritten>.Nothing();
        var known = MergeFields.OfCase.Select(field => field.Name);
        if (LetterLayout.FieldsIn(line.Text).Except(known).FirstOrDefault() is { } unknown)
            return Decision<StandardLineWritten>.Refuse("merge-field-unknown",
                $"There is no merge field {unknown} for what people write. Take it out, or use one that there is.");
        if (state.Items.Exists(other => other.LineId != line.LineId && other.InUse && line.InUse
            && other.Topic == line.Topic && other.Title == line.Title))
            return Decision<StandardLineWritten>.Refuse("line-title-taken",
                $"There is a standard line \"{line.Title}\" about {line.Topic} already. Change that one, or give this "
                + "one another title.");
        return Decision<StandardLineWritten>.Accept(new StandardLineWritten(
            StandardLines.TheLines, line.LineId, line.Topic, line.Title, line.Text, line.ExpiresOn, line.InUse));
    }

    [WolverinePost("/api/correspondence/standard-lines"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Write a standard line for letters"), Tags("Correspondence")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        WriteStandardLine command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        session.SetAsync(StandardLines.TheLines, StandardLines.Standard, "standard lines", context,
            now => Task.FromResult(Decide(command, now)), StandardLines.Evolve, StandardLinesShown.Of, ct);
}
