using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.Messaging;

/// <summary>What the bus logs: ids and types, never a message's data, nor the text of a handler's exception.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening to {Queues} queues, publishing to {Exchange}")]
    public static partial void Started(ILogger log, int queues, string? exchange);

    [LoggerMessage(2, LogLevel.Warning, "The broker is out of reach ({Exception}); trying again")]
    public static partial void Waiting(ILogger log, string exception);

    [LoggerMessage(3, LogLevel.Warning, "Listening to {Queue} ended ({Exception}: {Reason}); starting over")]
    public static partial void ListenerFailed(ILogger log, string queue, string exception, string reason);

    [LoggerMessage(4, LogLevel.Debug, "{Count} messages of {Queue} are taken singly ({Exception})")]
    public static partial void TakenSingly(ILogger log, string queue, int count, string exception);

    [LoggerMessage(5, LogLevel.Warning, "Message {Id} {MessageType} of {Queue} failed on attempt {Attempt} ({Exception}); again in {Cooldown}")]
    public static partial void Retrying(ILogger log, Guid id, string messageType, string queue, int attempt, string exception, TimeSpan cooldown);

    [LoggerMessage(6, LogLevel.Error, "Message {Id} {MessageType} of {Queue} is parked ({Exception})")]
    public static partial void Parked(ILogger log, Guid id, string messageType, string queue, string exception);

    [LoggerMessage(7, LogLevel.Warning, "Message {Id} {MessageType} of {Queue} is parked behind an earlier one of its subject")]
    public static partial void ParkedBehind(ILogger log, Guid id, string messageType, string queue);

    [LoggerMessage(8, LogLevel.Warning, "Purging the inbox failed ({Exception}); trying again later")]
    public static partial void PurgeFailed(ILogger log, string exception);

    [LoggerMessage(9, LogLevel.Information, "Said {Count} messages again to {Service}, after {From} until {Until} {Trouble}")]
    public static partial void Republished(ILogger log, long count, string service, EventStore.LogPosition from, string until, string? trouble);
}
