using Microsoft.Extensions.Caching.Memory;

namespace ComplaintsPlatform.EventStore;

/// <summary>A stream as it was at a version: a state, and what was stored since it was folded.</summary>
internal sealed record KnownStream(object? State, IReadOnlyList<(string Name, string Text)> Since, long Version);

/// <summary>
/// States of the streams that were written to lately, so that a long stream is not read and folded anew for every command. Nothing is ever answered
/// from here alone: a decision on a remembered state counts only when the database finds the stream still at its version. Remembered for at most a minute
/// and forgotten at once when a subject is erased, as keys are, because states hold what the keys have opened.
/// </summary>
internal sealed class StateCache : IDisposable
{
    private const int MostStreams = 10_000;
    private static readonly MemoryCacheEntryOptions Remembered = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1), Size = 1 };
    private readonly MemoryCache states = new(new MemoryCacheOptions { SizeLimit = MostStreams });

    public KnownStream? Find<T>(Guid streamId) => states.Get<KnownStream>((streamId, typeof(T)));

    public void Remember(Guid streamId, Type type, KnownStream known) => states.Set((streamId, type), known, Remembered);

    public void Forget(Guid streamId, Type type) => states.Remove((streamId, type));

    public void Clear() => states.Clear();

    public void Dispose() => states.Dispose();
}
