using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ComplaintsPlatform.Messaging;

/// <summary>Listens to one queue on one channel, for as long as the service runs: whatever ends the channel, it starts over.</summary>
internal sealed class Listener(Listening listening, int number, Broker broker, Receiver receiver, BusOptions options, BusHealth health, TimeProvider time, ILogger log)
{
    private const ushort Prefetch = 100;
    private const int MaximumGroup = 32;
    private readonly string queue = Topology.Queue(listening, number);

    public async Task RunAsync(Ends ends)
    {
        for (var failures = 0; !ends.Stopping.IsCancellationRequested; failures++)
            try
            {
                await ListenAsync(() => failures = 0, ends);
            }
            catch (OperationCanceledException) when (ends.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                health.Problem(queue, exception);
                Log.ListenerFailed(log, queue, exception.GetType().Name, exception.Message);
                var cooldown = options.Cooldown[Math.Min(failures, options.Cooldown.Count - 1)];
                await Task.Delay(cooldown, time, ends.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task ListenAsync(Action listens, Ends ends)
    {
        await using var channel = await broker.OpenChannelAsync(new CreateChannelOptions(false, false), ends.Stopping);
        await channel.BasicQosAsync(0, Prefetch, global: false, ends.Stopping);
        var arrived = Channel.CreateUnbounded<Delivery>(new UnboundedChannelOptions { SingleReader = true });
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            // The body is the client's memory and only lent.
            arrived.Writer.TryWrite(Delivery.From(message.DeliveryTag, listening.Exchange, queue, message.Body.ToArray(), Subject(message), time.GetUtcNow()));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => Ended("The broker cancelled the consumer.");
        channel.ChannelShutdownAsync += (_, reason) => Ended(reason.ReplyText);
        var tag = await channel.BasicConsumeAsync(queue, autoAck: false, consumer, ends.Stopping);
        health.Fine(queue);
        listens();
        try
        {
            while (await arrived.Reader.WaitToReadAsync(ends.Stopping) && channel.IsOpen)
            {
                var group = NextGroup(arrived.Reader);
                await receiver.ReceiveAsync(group, ends);
                // Everything before it has been dealt with, too: one queue is worked off in order.
                await channel.BasicAckAsync(group[^1].Tag, multiple: true, ends.Drained);
            }
        }
        finally
        {
            if (channel.IsOpen) await channel.BasicCancelAsync(tag, noWait: false, ends.Drained);
        }

        Task Ended(string reason)
        {
            arrived.Writer.TryComplete(new ChannelEndedException(reason));
            return Task.CompletedTask;
        }
    }

    /// <summary>What has arrived, as long as each has a subject of its own.</summary>
    private static List<Delivery> NextGroup(ChannelReader<Delivery> arrived)
    {
        var group = new List<Delivery>();
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        while (group.Count < MaximumGroup && arrived.TryPeek(out var next) && subjects.Add(next.Envelope.Subject) && arrived.TryRead(out next))
            group.Add(next);
        return group;
    }

    private static string? Subject(BasicDeliverEventArgs message) =>
        message.BasicProperties.Headers?.TryGetValue(CloudEvents.SubjectHeader, out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
}

/// <summary>The channel or its connection is gone; unacknowledged messages come again.</summary>
internal sealed class ChannelEndedException(string reason) : Exception(reason);
