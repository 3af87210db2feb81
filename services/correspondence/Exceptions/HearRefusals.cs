using ComplaintsPlatform.Contracts.Intake;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Something that was not taken as a complaint, until a letter says so.</summary>
/// <remarks>What was heard rather than a read model: it is not made again from the letters.</remarks>
public sealed record RefusalToTell(Guid SubmissionId, string Reference, DateOnly RefusedOn, DateTimeOffset Since);

/// <summary>The letter about a refusal has gone out.</summary>
public sealed record RefusalTold(Guid SubmissionId);

// What is refused is told, with the reasons and the right to take that to the Ombudsman (Code 2.4): from then on a
// letter is waited for. The message may come after the letter has gone.
public static class HearRefusalsHandler
{
    public static async Task Handle(
        ComplaintRefused message, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        if (await session.LoadAsync<RefusalTold>(message.SubmissionId, ct) is not null) return;
        if (await session.LoadAsync<RefusalToTell>(message.SubmissionId, ct) is not null) return;
        session.Store(new RefusalToTell(
            message.SubmissionId, message.Reference ?? "", message.RefusedOn, time.GetUtcNow()));
    }
}
