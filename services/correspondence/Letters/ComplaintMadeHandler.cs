using System.Globalization;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// Writes the confirmation of receipt when a complaint was made: the reference, what happens next and by when, how to reach the landlord. It is not the acknowledgement of
/// Code 5.6 and 6.2 and says so. One per complaint, however often the message comes.
/// </summary>
internal static class ComplaintMadeHandler
{
    public static Decision<ILetterEvent> Decide(ComplaintMade message, Letter? state, LetterTemplate template, Landlord landlord)
    {
        if (state is not null) return Decision<ILetterEvent>.Nothing();
        var letterId = Letter.IdOf(message.ComplaintId, LetterKind.ConfirmationOfReceipt);
        var (email, whyByHand) = HowToSend.Of(message.PreferredContact, message.Resident);
        var filled = template.Fill(Values(message, landlord));
        var drafted = new LetterDrafted(
            letterId, message.ComplaintId, message.Resident.PersonId ?? message.ComplaintId, message.Reference, LetterKind.ConfirmationOfReceipt, filled.Template,
            email is null ? LetterForm.ByHand : LetterForm.Email, LetterTemplate.OneLine(message.Resident.Name), email, message.Resident.PostalAddress,
            filled.Subject, filled.Body, Letter.HashOf(email, filled.Subject, filled.Body));

        if (filled.Unfilled.Count > 0)
            return Decision<ILetterEvent>.Accept(
                drafted, new LetterBlocked(letterId, filled.Unfilled),
                new LetterToSendByHand(letterId, message.ComplaintId, message.Reference, drafted.Kind, $"The letter could not be filled in: {string.Join(", ", filled.Unfilled)}."));
        return whyByHand is null
            ? Decision<ILetterEvent>.Accept(drafted)
            : Decision<ILetterEvent>.Accept(drafted, new LetterToSendByHand(letterId, message.ComplaintId, message.Reference, drafted.Kind, whyByHand));
    }

    public static async Task Handle(ComplaintMade message, MessageContext context, CancellationToken ct)
    {
        var stream = await context.Session.Events.FetchForWriting<Letter>(Letter.IdOf(message.ComplaintId, LetterKind.ConfirmationOfReceipt), ct);
        var landlord = context.Services.GetRequiredService<Landlord>();
        stream.AppendMany(Decide(message, stream.Aggregate, Template, landlord).Events);
    }

    private static readonly LetterTemplate Template = LetterTemplate.Newest(LetterKind.ConfirmationOfReceipt);

    private static Dictionary<string, string?> Values(ComplaintMade message, Landlord landlord) => new()
    {
        ["name"] = message.Resident.Name,
        ["reference"] = message.Reference,
        ["receivedOn"] = message.ReceivedOn.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        ["landlordName"] = landlord.Name,
        ["landlordPhone"] = landlord.Phone,
        ["landlordEmail"] = landlord.Email,
        ["landlordAddress"] = landlord.Address,
    };
}
