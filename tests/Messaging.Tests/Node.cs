using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.Messaging.Tests;

public sealed record NumberAdded(Guid ThingId, int Number);

public sealed record NumberHeard(Guid ThingId, int Number);

/// <summary>The contract.</summary>
public sealed record NumberSaid(Guid ThingId, int Number);

public sealed record Thing(IReadOnlyList<int> Numbers)
{
    public static Thing Evolve(Thing? state, object @event) => new([.. state?.Numbers ?? [], @event is NumberHeard heard ? heard.Number : ((NumberAdded)@event).Number]);
}

/// <summary>One process of a service, inside the test's: a sender says the numbers of its log, a listener appends what it hears to its own log.</summary>
internal sealed class Node(WebApplication app) : IAsyncDisposable
{
    public const string Said = "complaints.sender.number-said.v1";

    public IServiceProvider Services => app.Services;
    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();
    public IEventLog Log => Services.GetRequiredService<IEventLog>();
    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();
    public HttpClient Http => new() { BaseAddress = new Uri(app.Urls.First()) };

    public static Node Build(string database, string broker, string service, Action<BusOptions> configure, int partitions = 4, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddEventStore(store =>
        {
            store.ConnectionString = database;
            store.Events.MapEventType<NumberAdded>("number_added").MapEventType<NumberHeard>("number_heard");
            store.Projections.LiveStreamAggregation<Thing, object>(Thing.Evolve);
        });
        builder.Services.AddBus(bus =>
        {
            (bus.Service, bus.ConnectionString) = (service, broker);
            bus.NameOf = type => type == typeof(NumberSaid) ? Said : throw new InvalidOperationException(type.Name);
            bus.Topology.Add(new Listening("listener", "complaints", ["complaints.sender.#"], partitions));
            bus.Cooldown = [TimeSpan.FromMilliseconds(20)];
            configure(bus);
        });
        var app = builder.Build();
        app.MapParkedMessages();
        if (app.Services.GetService<Republisher>() is not null) app.MapRepublish();
        return new Node(app);
    }

    public static async Task<Node> SenderAsync(string broker, string? database = null)
    {
        var node = Build(database ?? await Servers.NewDatabaseAsync("sender"), broker, "sender", bus => bus.PublishFromLog("complaints", MapSaid));
        await node.StartAsync();
        return node;
    }

    public static async Task<Node> ListenerAsync(string broker, MessageHandler<NumberSaid>? handler = null, string? database = null)
    {
        var node = Build(database ?? await Servers.NewDatabaseAsync("listener"), broker, "listener", bus => bus.Handle(handler ?? Hear));
        await node.StartAsync();
        return node;
    }

    public static Outgoing? MapSaid(IEvent @event) => @event.Data is NumberAdded added ? new Outgoing(added.ThingId, new NumberSaid(added.ThingId, added.Number)) : null;

    public static async Task Hear(NumberSaid message, MessageContext context, CancellationToken ct)
    {
        var stream = await context.Session.Events.FetchForWriting<Thing>(message.ThingId, ct);
        stream.AppendOne(new NumberHeard(message.ThingId, message.Number));
    }

    public Task StartAsync() => app.StartAsync();

    public Task StopAsync() => app.StopAsync();

    /// <summary>Ends without finishing what is in hand and without a goodbye to anybody.</summary>
    public Task KillAsync() => app.StopAsync(new CancellationToken(canceled: true));

    public async Task SayAsync(Guid thing, params int[] numbers)
    {
        await using var session = Store.LightweightSession();
        session.Events.Append(thing, [.. numbers.Select(number => new NumberAdded(thing, number))]);
        await session.SaveChangesAsync();
    }

    public async Task PublishedAsync() =>
        (await Log.WaitForAsync("publisher", await LastPositionAsync(), TimeSpan.FromSeconds(60))).ShouldBeTrue("the publisher did not get there");

    public async Task<IReadOnlyList<int>> NumbersAsync(Guid thing)
    {
        await using var session = Store.LightweightSession();
        return (await session.Events.FetchLatest<Thing>(thing))?.Numbers ?? [];
    }

    public Task HeardAsync(Guid thing, params int[] numbers) =>
        Until.TrueAsync(async () => (await NumbersAsync(thing)).Count >= numbers.Length, async () => (await NumbersAsync(thing)).ShouldBe(numbers));

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<IReadOnlyList<ParkedMessage>> ParkedAsync()
    {
        using var http = Http;
        return (await http.GetFromJsonAsync<ParkedMessagesPage>("parked-messages?limit=100"))!.Items;
    }

    public Task ParkedAsync(int count) => Until.TrueAsync(async () => (await ParkedAsync()).Count >= count, async () => (await ParkedAsync()).Count.ShouldBe(count));

    public async Task<ReplayReport> ReplayAsync(string? subject = null)
    {
        using var http = Http;
        using var answer = await http.PostAsJsonAsync("parked-messages/replay", new ReplayParkedMessages(subject));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<ReplayReport>())!;
    }

    public async Task<HttpResponseMessage> RepublishAsync(object body, CancellationToken ct = default)
    {
        using var http = Http;
        return await http.PostAsJsonAsync("republish", body, ct);
    }

    public async Task<RepublishReport> RepublishAsync(string to, LogPosition? from = null, LogPosition? until = null)
    {
        using var answer = await RepublishAsync(new { to, from = from?.ToString(), until = until?.ToString() });
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RepublishReport>())!;
    }

    public async Task<HealthReportEntry> HealthAsync() =>
        (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "bus")).Entries["bus"];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public async Task<LogPosition> LastPositionAsync() =>
        LogPosition.Parse(await ScalarAsync<string>("select transaction_id || '-' || seq_id from mt_events order by transaction_id desc, seq_id desc limit 1"));
}

/// <summary>A failure as RFC 9457 wants it, as far as tests ask.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Instance, string TraceId, Dictionary<string, string[]>? Errors)
{
    public static async Task<Problem> ReadAsync(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = System.Text.Json.JsonSerializer.Deserialize<Problem>(text, System.Text.Json.JsonSerializerOptions.Web)!;
        (problem.Type, problem.Status).ShouldBe(($"urn:complaints:problem:{code}", status));
        foreach (var said in new[] { problem.Title, problem.Detail, problem.Instance, problem.TraceId }) said.ShouldNotBeNullOrEmpty();
        return problem;
    }
}

internal static class Until
{
    /// <summary>Looks again every few milliseconds until the condition holds, then (or after a minute) asserts.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<Task>? assert = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition() && !limit.IsCancellationRequested) await timer.WaitForNextTickAsync();
        if (assert is not null) await assert();
        else (await condition()).ShouldBeTrue();
    }
}
