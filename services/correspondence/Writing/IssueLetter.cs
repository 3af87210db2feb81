using System.Security.Cryptography;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// The letter goes out: by email at once, or as a letter to be printed and posted, or by hand in another way. It is
// complete (Gate.cs), a response was approved by somebody else and says what they approved, and what is sent is kept
// as it is from now on. At stage 2 nobody issues who acted at stage 1 (Code 6.13). What went out cases hears when it
// has: of what is sent by hand, when somebody says so.
public sealed record IssueLetter(string Form)
{
    public sealed class Validator : AbstractValidator<IssueLetter>
    {
        public Validator() => RuleFor(command => command.Form).OneOf(LetterForm.All);
    }
}

public static class IssueLetterEndpoint
{
    internal static Decision<ILetterEvent> Decide(
        IssueLetter command, Letter state, PreparedLetter prepared, Actor actor, DateOnly today)
    {
        var (draft, facts, letter) = (state.Draft!, prepared.Facts, prepared.Letter);
        if (draft.Issued is not null)
            return Decision<ILetterEvent>.Nothing();
        if ((LetterVerbs.NoDraft(state) ?? LetterVerbs.Refusal(facts, draft.Kind, draft.Stage, actor)) is { } refusal)
            return refusal;
        if (state.Status == LetterStatus.WaitingForApproval || (draft.NeedsApproval && draft.Approval is null))
            return Decision<ILetterEvent>.Refuse("approval-missing",
                "Somebody who did not write this letter has to approve it before it goes out.");
        if (prepared.Missing.Count > 0)
            return Decision<ILetterEvent>.Refuse("letter-incomplete", prepared.Lacks);
        if (draft is { NeedsApproval: true, Approval: { } approval } && approval.TextSha256 != prepared.TextSha256)
            return Decision<ILetterEvent>.Refuse("changed-since-approval",
                $"What the letter says of the case is no longer what {approval.ByName} approved. Ask for approval "
                + "again.");

        var resident = facts.Case.Resident;
        var (to, email, address) = draft.Text.To is { } other
            ? (other.Name, other.Email, other.PostalAddress)
            : (resident?.Name ?? "", resident?.Email, resident?.PostalAddress);
        if (command.Form == LetterForm.Email && (email is null || !HowToSend.IsWritable(email)))
            return Decision<ILetterEvent>.Refuse("no-email-to-write-to",
                "There is no email address that can be written to. Send it as a letter.");
        if (command.Form == LetterForm.Letter && string.IsNullOrWhiteSpace(address))
            return Decision<ILetterEvent>.Refuse("no-address-to-write-to",
                "There is no postal address. Put it right with the person, or send it in another way.");

        var sentTo = command.Form == LetterForm.Email ? email : null;
        var copy = new LetterDrafted(
            state.LetterId, state.ComplaintId, draft.Text.To is null ? facts.Who ?? state.ComplaintId
                : state.ComplaintId,
            facts.Case.Reference, draft.Kind, letter.Template, command.Form, LetterTemplate.OneLine(to), sentTo,
            address, letter.Subject, letter.Body, Letter.HashOf(sentTo, letter.Subject, letter.Body));
        var issued = new LetterIssued(
            state.ComplaintId, state.LetterId, today, command.Form,
            draft.Kind == LetterKind.Response ? facts.Outcome(draft.Stage) : null, [.. draft.Authors.Order()],
            draft.Approval?.By, actor.Id);
        return command.Form == LetterForm.Email
            ? Decision<ILetterEvent>.Accept(copy, issued)
            : Decision<ILetterEvent>.Accept(copy, issued, new LetterToSendByHand(
                state.LetterId, state.ComplaintId, copy.Reference, copy.Kind, command.Form == LetterForm.Letter
                    ? "It goes by post: print it." : "It is given to them in another way."));
    }

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/issue"), ForRoles(Roles.Handling)]
    [EndpointSummary("Issue a letter: it goes out, and cannot change"), Tags("Correspondence")]
    public static async Task<(IResult, Events, OutgoingMessages)> Post(
        IssueLetter command, Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor,
        LetterDesk desk, LetterPdf pdf, LetterDocuments documents, IDocumentSession session, CancellationToken ct)
    {
        if (!letter.IsOf(complaintId)) return (LetterVerbs.Nowhere, [], []);
        var prepared = await desk.PrepareAsync(letter.Aggregate!.Draft!, session, ct);
        var decision = Decide(command, letter.Aggregate, prepared, actor, desk.Today);
        if (decision.Refusal is { Code: "letter-incomplete" } refusal)
            return (Api.Refused(refusal, "missing", prepared.Missing), [], []);
        var (answer, events) = decision.Answer(letter);
        if (events.Count == 0) return (answer, events, []);
        if (command.Form == LetterForm.Email) return (answer, events, [new SendLetter(letter.Id)]);

        var copy = events.OfType<LetterDrafted>().Single();
        var document = await pdf.PrintAsync(copy, prepared.Letter.Marked, desk.Today, ct);
        documents.Keep(session, copy, document);
        var hash = Convert.ToHexStringLower(SHA256.HashData(document));
        return (answer, [.. events.Select(e => e is LetterIssued issued ? issued with { DocumentSha256 = hash } : e)],
            []);
    }
}
