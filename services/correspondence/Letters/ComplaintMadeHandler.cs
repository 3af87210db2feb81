using System.Globalization;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// Writes the confirmation of receipt when a complaint was made: the reference, what happens next and by when, how to
/// reach the landlord. It is not the acknowledgement of Code 5.6 and 6.2 and says so. One per complaint, however often
/// the message comes. What goes by email is sent by a message to oneself, stored in the same transaction.
/// </summary>
public static class ComplaintMadeHandler
{
    // Five working days take at least these, of which the letter says that we write again within them.
    private const int DaysPromised = 7;

    private static readonly LetterTemplate Template = LetterTemplate.Newest(LetterKind.ConfirmationOfReceipt);

    internal static Decision<ILetterEvent> Decide(
        ComplaintMade message, Letter? state, LetterTemplate template, Landlord landlord)
    {
        if (state is not null) return Decision<ILetterEvent>.Nothing();
        // A letter never promises the past: what waited for a week before it was recorded, or comes from a register
        // that is caught up, is confirmed by nobody unless a person decides it.
        if (London.DayOf(message.RecordedAt) >= message.ReceivedOn.AddDays(DaysPromised))
            return Decision<ILetterEvent>.Nothing();
        // Nobody to write to, and nobody who could be asked.
        if (message is { Anonymous: true, Resident: { Email: null, PostalAddress: null } })
            return Decision<ILetterEvent>.Nothing();
        var letterId = LetterIdOf(message);
        var resident = message.Resident;
        var (email, whyByHand) = HowToSend.Of(message.PreferredContact, resident);
        var filled = template.Fill(Values(message, landlord));
        var drafted = new LetterDrafted(
            letterId, message.ComplaintId, resident.PersonId ?? message.ComplaintId, message.Reference,
            LetterKind.ConfirmationOfReceipt, filled.Template, email is null ? LetterForm.ByHand : LetterForm.Email,
            LetterTemplate.OneLine(resident.Name), email, resident.PostalAddress,
            filled.Subject, filled.Body, Letter.HashOf(email, filled.Subject, filled.Body));

        if (filled.Unfilled.Count > 0)
            return Decision<ILetterEvent>.Accept(
                drafted, new LetterBlocked(letterId, filled.Unfilled),
                ByHand($"The letter could not be filled in: {string.Join(", ", filled.Unfilled)}."));
        return whyByHand is null
            ? Decision<ILetterEvent>.Accept(drafted)
            : Decision<ILetterEvent>.Accept(drafted, ByHand(whyByHand));

        LetterToSendByHand ByHand(string why) =>
            new(letterId, message.ComplaintId, message.Reference, drafted.Kind, why);
    }

    public static Guid LetterIdOf(ComplaintMade message) =>
        Letter.IdOf(message.ComplaintId, LetterKind.ConfirmationOfReceipt);

    public static async Task<(Events, OutgoingMessages)> Handle(
        ComplaintMade message,
        [WriteAggregate(FromMethod = nameof(LetterIdOf), Required = false)] Letter? letter,
        Landlord landlord, IDocumentSession session, CancellationToken ct)
    {
        await session.RestrictLikeAsync(message.ComplaintId, message.SplitFromId, ct);
        var decision = Decide(message, letter, Template, landlord);
        OutgoingMessages toSend = [];
        if (decision.Events is [LetterDrafted drafted]) toSend.Add(new SendLetter(drafted.LetterId));
        return (decision.ToEvents(), toSend);
    }

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
