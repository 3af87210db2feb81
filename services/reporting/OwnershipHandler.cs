using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Reporting;

/// <summary>Who owns a complaint no more, how it ends, and who may know nothing of it: for them it is in no list and
/// no figure.</summary>
public static class OwnershipHandler
{
    public static Task Handle(
        ComplaintReleased message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(CauseRecorded message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ComplaintWithdrawn message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ComplaintClosed message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ComplaintReopened message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ActionDone message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ReviewOpened message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        DeterminationRecorded message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static async Task Handle(
        ComplaintMade message, Envelope envelope, MessagesTaken taken, IDocumentStore store, CancellationToken ct)
    {
        // Kept before anybody is told that it is there.
        await using var session = store.LightweightSession();
        await session.RestrictLikeAsync(message.ComplaintId, message.SplitFromId, ct);
        await session.SaveChangesAsync(ct);
        await taken.TakeAsync(StoredMessage.From(envelope, message), ct);
    }

    public static async Task Handle(
        ComplaintRestricted message, Envelope envelope, MessagesTaken taken, IDocumentSession session,
        CancellationToken ct)
    {
        await taken.TakeAsync(StoredMessage.From(envelope, message), ct);
        await session.RestrictAsync(message.ComplaintId, message.HiddenFrom, message.OnlyFor, envelope, ct);
    }
}
