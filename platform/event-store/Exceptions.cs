using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.EventStore;

/// <summary>The stream is not at the version that was expected. HTTP: 412. A message: decide again.</summary>
/// <param name="streamId">The stream.</param>
/// <param name="expectedVersion">The version that the writer had seen.</param>
/// <param name="actualVersion">The version found, or null when the database refused the write before it could be read.</param>
public sealed class ConcurrencyException(Guid streamId, long expectedVersion, long? actualVersion = null)
    : ProblemException(StatusCodes.Status412PreconditionFailed, "version-stale",
        $"This was changed{(actualVersion is { } now ? $" and is at version {now}" : "")} since you read it. Read it again, check that your change still makes sense, and send it with the new ETag.")
{
    /// <summary>The stream.</summary>
    public Guid StreamId { get; } = streamId;

    /// <summary>The version that the writer had seen.</summary>
    public long ExpectedVersion { get; } = expectedVersion;

    /// <summary>The version found, when known.</summary>
    public long? ActualVersion { get; } = actualVersion;
}

/// <summary>A stream that was to be started exists already.</summary>
/// <param name="streamId">The stream.</param>
public sealed class ExistingStreamIdCollisionException(Guid streamId)
    : ProblemException(StatusCodes.Status409Conflict, "already-exists", "Something with this id or name exists already. Read it, or send another.")
{
    /// <summary>The stream.</summary>
    public Guid StreamId { get; } = streamId;
}
