namespace ComplaintsPlatform.Contracts.Correspondence;

/// <summary>A letter was handed to the mail server.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="LetterId">The letter.</param>
/// <param name="Kind">confirmation-of-receipt.</param>
/// <param name="Form">email.</param>
/// <param name="SentAt">When the server took it, UTC.</param>
[MessageIdentity("complaints.correspondence.letter-sent.v1")]
public sealed record LetterSent(Guid ComplaintId, Guid LetterId, string Kind, string Form, DateTimeOffset SentAt);

/// <summary>There is no address to send to by itself: somebody has to send the letter by hand.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="LetterId">The letter.</param>
/// <param name="Kind">confirmation-of-receipt.</param>
/// <param name="Why">In words.</param>
[MessageIdentity("complaints.correspondence.letter-to-send-by-hand.v1")]
public sealed record LetterToSendByHand(Guid ComplaintId, Guid LetterId, string Kind, string Why);

/// <summary>A letter that people wrote about a complaint went out. Cases records by it what it was: an acknowledgement,
/// an extension, a response.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="LetterId">The letter.</param>
/// <param name="Kind">acknowledgement, extension, response or other.</param>
/// <param name="Stage">stage-1 or stage-2.</param>
/// <param name="SentOn">The day on which it went, Europe/London.</param>
/// <param name="Form">email or by-hand.</param>
/// <param name="Outcome">Of a response: upheld, partly-upheld or not-upheld.</param>
/// <param name="NewDate">Of an extension: the day by which the response comes.</param>
/// <param name="UpdatesEvery">Of an extension: the working days between updates.</param>
/// <param name="ResidentAgreed">Of an extension: whether the resident agreed; null when nobody said.</param>
/// <param name="IssuedBy">Who issued it.</param>
/// <param name="By">Everybody who wrote, approved or issued it.</param>
/// <param name="Said">What it said, for the complaint's record. Nobody else keeps it.</param>
[MessageIdentity("complaints.correspondence.letter-went-out.v1")]
public sealed record LetterWentOut(
    Guid ComplaintId, Guid LetterId, string Kind, string Stage, DateOnly SentOn, string Form, string? Outcome,
    DateOnly? NewDate, int? UpdatesEvery, bool? ResidentAgreed, Guid IssuedBy, IReadOnlyList<Guid> By,
    SaidInLetter Said);

/// <summary>What a letter said, as far as the complaint's record keeps it; null where its kind does not say
/// it.</summary>
/// <param name="Definition">The complaint definition.</param>
/// <param name="OutcomesSought">The outcomes that the resident wants.</param>
/// <param name="ResponsibleFor">What the landlord is responsible for.</param>
/// <param name="NotResponsibleFor">What it is not responsible for.</param>
/// <param name="Reason">Why the response comes later.</param>
/// <param name="GoodReason">Why it goes further than the Code allows without one.</param>
/// <param name="Summary">What the response says.</param>
public sealed record SaidInLetter(
    string? Definition, string? OutcomesSought, string? ResponsibleFor, string? NotResponsibleFor, string? Reason,
    string? GoodReason, string? Summary);
