namespace ComplaintsPlatform.EventStore;

/// <summary>What became of a command that went through <see cref="IDocumentSession.Decide{TState,TEvent}"/>.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Version">The stream's version now (unchanged when there was nothing to do or the command was refused).</param>
/// <param name="Refusal">The refusal, or null.</param>
/// <param name="Found">False when the stream does not exist and the rule had nothing to start it with.</param>
public sealed record Outcome(Guid StreamId, long Version, Refusal? Refusal, bool Found = true);
