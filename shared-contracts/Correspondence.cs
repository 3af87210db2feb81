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
