using Wolverine;
using Wolverine.Persistence.Durability;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>What is written about a failure besides its kind: a handler's message may quote a resident.</summary>
internal sealed class DeadLetterSeal : IDeadLetterInterceptor
{
    public ValueTask<Exception?> BeforeStoreAsync(Envelope envelope, Exception? exception, CancellationToken cancellation) =>
        ValueTask.FromResult(exception is null or UnprocessableMessageException ? exception : new UnprocessableMessageException($"{exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}"));
}
