using ComplaintsPlatform.PersonalData;
using Wolverine;
using Wolverine.Persistence.Durability;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// What a dead letter keeps: the body under the key of its subject, so that erasing the subject erases it here too; and
/// of the failure its kind, since a handler's message may quote a resident. A message to oneself names ids and moments
/// and is kept as it is: when it is replayed, it is read by a serialiser that opens nothing.
/// </summary>
internal sealed class DeadLetterSeal(PersonalDataKeys keys) : IDeadLetterInterceptor
{
    public ValueTask<Exception?> BeforeStoreAsync(
        Envelope envelope, Exception? exception, CancellationToken cancellation)
    {
        if (envelope.ContentType == CloudEvents.Type && envelope.Data is { } body && !PersonalDataKeys.IsSealed(body))
            envelope.Data = keys.Seal(body, SubjectOf(envelope));
        return ValueTask.FromResult(exception is null or UnprocessableMessageException
            ? exception
            : new UnprocessableMessageException(
                $"{exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}"));
    }

    // What cannot be read has no subject; it is sealed under itself.
    private static Guid SubjectOf(Envelope envelope) => Guid.TryParse(envelope.GroupId, out var subject)
        ? subject
        : envelope.Id;
}

/// <summary>Lets a dead letter that is replayed be read.</summary>
internal sealed class DeadLetterOpener(CloudEvents cloudEvents, PersonalDataKeys keys) : IWolverineExtension
{
    public void Configure(WolverineOptions options) => cloudEvents.Open = body => PersonalDataKeys.IsSealed(body)
        ? keys.Open(body)
        : body;
}
