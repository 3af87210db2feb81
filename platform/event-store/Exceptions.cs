namespace ComplaintsPlatform.EventStore;

/// <summary>The stream is not at the version that was expected. HTTP: 412. A message: decide again.</summary>
/// <param name="streamId">The stream.</param>
/// <param name="expectedVersion">The version that the writer had seen.</param>
/// <param name="actualVersion">The version found, or null when the database refused the write before it could be read.</param>
public sealed class ConcurrencyException(Guid streamId, long expectedVersion, long? actualVersion = null)
    : Exception($"Stream {streamId} is not at version {expectedVersion}{(actualVersion is null ? "" : $" but at {actualVersion}")}.")
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
public sealed class ExistingStreamIdCollisionException(Guid streamId) : Exception($"Stream {streamId} exists already.")
{
    /// <summary>The stream.</summary>
    public Guid StreamId { get; } = streamId;
}
