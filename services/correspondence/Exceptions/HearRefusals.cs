using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Intake;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Something that was not taken as a complaint, or not on to stage 2, until a letter says so.</summary>
/// <remarks>What was heard rather than a read model: it is not made again from the letters.</remarks>
/// <param name="SubmissionId">The submission, or the complaint.</param>
/// <param name="Reference">What people quote.</param>
/// <param name="RefusedOn">The day of the decision.</param>
/// <param name="Since">When it was heard.</param>
/// <param name="Kind">The letter that is owed.</param>
public sealed record RefusalToTell(
    Guid SubmissionId, string Reference, DateOnly RefusedOn, DateTimeOffset Since, string Kind = LetterKind.Refusal);

/// <summary>The last letter about a refusal went out on this day.</summary>
public sealed record RefusalTold(Guid SubmissionId, DateOnly On);

// What is refused is told, with the reasons and the right to take that to the Ombudsman (Code 2.4, 5.11): from then on
// a letter is waited for. The message may come after the letter has gone.
public static class HearRefusalsHandler
{
    public static Task Handle(
        ComplaintRefused message, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        AwaitAsync(new RefusalToTell(
            message.SubmissionId, message.Reference ?? "", message.RefusedOn, time.GetUtcNow()), session, ct);

    public static Task Handle(
        EscalationRefused message, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        AwaitAsync(new RefusalToTell(message.ComplaintId, message.Reference, message.RefusedOn, time.GetUtcNow(),
            LetterKind.EscalationRefusal), session, ct);

    private static async Task AwaitAsync(RefusalToTell refusal, IDocumentSession session, CancellationToken ct)
    {
        var told = await session.LoadAsync<RefusalTold>(refusal.SubmissionId, ct);
        if (told?.On >= refusal.RefusedOn) return;
        if (await session.LoadAsync<RefusalToTell>(refusal.SubmissionId, ct) is not null) return;
        session.Store(refusal);
    }
}
