using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>What stands on the wire, and one trace from the request over the hop to its effects.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task one_trace_spans_sender_broker_and_listener()
    {
        var done = new ConcurrentQueue<Activity>();
        using var watcher = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.Name or "test",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = done.Enqueue,
        };
        ActivitySource.AddActivityListener(watcher);
        using var source = new ActivitySource("test");
        var broker = await Servers.NewBrokerAsync("trace");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var thing = Guid.CreateVersion7();
        ActivityTraceId trace;
        ActivitySpanId request;
        using (var activity = source.StartActivity("request", ActivityKind.Server))
        {
            (trace, request) = (activity!.TraceId, activity.SpanId);
            await sender.SayAsync(thing, 1);
        }

        await listener.HeardAsync(thing, 1);
        await Until.TrueAsync(() => Task.FromResult(done.Count(activity => activity.TraceId == trace) == 3));
        var producer = done.Single(activity => activity.TraceId == trace && activity.Kind == ActivityKind.Producer);
        var consumer = done.Single(activity => activity.TraceId == trace && activity.Kind == ActivityKind.Consumer);
        (producer.ParentSpanId, producer.OperationName).ShouldBe((request, $"send {Node.Said}"));
        (consumer.ParentSpanId, consumer.OperationName).ShouldBe((producer.SpanId, $"process {Node.Said}"));
        await using var session = listener.Store.LightweightSession();
        var effect = (await session.Events.FetchStreamAsync(thing)).Single();
        effect.Headers["traceparent"].ShouldBe(consumer.Id);
    }

    [Fact]
    public async Task a_replay_and_a_republication_belong_to_the_trace_of_the_first_request()
    {
        using var watcher = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.Name or "test" or "Microsoft.AspNetCore", // the operator's requests have traces of their own
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(watcher);
        using var source = new ActivitySource("test");
        var broker = await Servers.NewBrokerAsync("trace-again");
        var (thing, isMended) = (Guid.CreateVersion7(), false);
        await using var sender = await Node.SenderAsync(broker);
        await using var mended = await Node.ListenerAsync(broker, (message, context, ct) => isMended ? Node.Hear(message, context, ct) : throw new UnprocessableMessageException("Not yet."));
        string? request;
        using (var activity = source.StartActivity("request", ActivityKind.Server))
        {
            request = activity!.TraceId.ToHexString();
            await sender.SayAsync(thing, 1);
        }

        await mended.ParkedAsync(1);
        isMended = true;
        (await mended.ReplayAsync()).Replayed.ShouldBe(1);
        (await TraceOfEffectAsync(mended)).ShouldBe(request);

        await mended.StopAsync();
        await using var emptied = await Node.ListenerAsync(broker);
        (await sender.RepublishAsync("listener")).Published.ShouldBe(1);
        await emptied.HeardAsync(thing, 1);
        (await TraceOfEffectAsync(emptied)).ShouldBe(request);

        async Task<string> TraceOfEffectAsync(Node node)
        {
            await using var session = node.Store.LightweightSession();
            var effect = (await session.Events.FetchStreamAsync(thing)).Single();
            effect.CausationId.ShouldBe((await sender.Log.ReadAsync(LogPosition.Start, 1)).Single().Id.ToString());
            return ActivityContext.Parse(effect.Headers["traceparent"], null).TraceId.ToHexString();
        }
    }

    [Fact]
    public async Task the_wire_format_is_the_approved_one()
    {
        var id = new Guid("0195d2c4-7f00-7000-8000-000000000001");
        var envelope = new Envelope
        {
            Id = id,
            MessageType = Node.Said,
            Source = "/complaints/sender",
            Subject = "0195d2c4-7f00-7000-8000-00000000000a",
            SentAt = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(1)),
            CorrelationId = "0195d2c4-7f00-7000-8000-0000000000ff",
            CausationId = "request-1",
            Actor = "0195d2c4-7f00-7000-8000-00000000000b",
            StreamVersion = 3,
            LogPosition = "742-18",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        };
        var written = CloudEvents.Write(envelope, new NumberSaid(new Guid(envelope.Subject), 7));
        var approved = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "approved", "number-said.v1.json"));
        JsonDocument.Parse(written).RootElement.GetRawText().ShouldBe(JsonSerializer.Serialize(JsonDocument.Parse(approved)));

        var (read, data) = CloudEvents.Read(written, default);
        read.ShouldBe(envelope with { SentAt = envelope.SentAt.ToUniversalTime() });
        CloudEvents.DataOf<NumberSaid>(data).ShouldBe(new NumberSaid(new Guid(envelope.Subject), 7));
    }

    [Fact]
    public async Task a_published_event_carries_its_envelope()
    {
        var broker = await Servers.NewBrokerAsync("envelope");
        await using var sender = await Node.SenderAsync(broker);
        var thing = Guid.CreateVersion7();
        await sender.SayAsync(thing, 1);
        await sender.PublishedAsync();
        await using var wire = await Wire.ConnectAsync(broker);
        var (queue, body) = await wire.TakeAsync();
        var (envelope, data) = CloudEvents.Read(body, default);
        var @event = (await sender.Log.ReadAsync(LogPosition.Start, 1)).Single();
        queue.ShouldStartWith("listener.complaints.");
        (envelope.Id, envelope.SentAt, envelope.LogPosition, envelope.StreamVersion).ShouldBe((@event.Id, @event.Timestamp, @event.Position.ToString(), 1L));
        (envelope.Subject, envelope.Source, envelope.MessageType).ShouldBe((thing.ToString(), "/complaints/sender", Node.Said));
        data.GetRawText().ShouldBe($$"""{"thingId":"{{thing}}","number":1}""");
    }

    [Fact]
    public void an_id_that_is_no_guid_still_names_one_message()
    {
        Guid IdOf(string source, string id) => CloudEvents.Read(System.Text.Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"housing.repairs.raised.v1","subject":"R-1"}"""), default).Envelope.Id;
        IdOf("/repairs", "R-1").ShouldBe(IdOf("/repairs", "R-1"));
        IdOf("/repairs", "R-1").ShouldNotBe(IdOf("/repairs", "R-2"));
        IdOf("/repairs", "R-1").ShouldNotBe(IdOf("/tenancy", "R-1"));
    }
}
