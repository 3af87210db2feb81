using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client.Exceptions;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Messages.Tests;

public sealed record NumberAdded(Guid ThingId, int Number);

public sealed record NumberHeard(Guid ThingId, int Number);

/// <summary>The contract.</summary>
[MessageIdentity(Node.Said)]
public sealed record NumberSaid(Guid ThingId, int Number);

public sealed record Thing(Guid ThingId, IReadOnlyList<int> Numbers)
{
    public static Thing Evolve(Thing? state, object happened)
    {
        var (id, number) = happened is NumberHeard heard
            ? (heard.ThingId, heard.Number)
            : (((NumberAdded)happened).ThingId, ((NumberAdded)happened).Number);
        return new Thing(id, [.. state?.Numbers ?? [], number]);
    }
}

/// <summary>Appends what it hears to the log of its own service, unless a test makes trouble about the thing.</summary>
public static class NumberSaidHandler
{
    public static readonly ConcurrentDictionary<Guid, Func<NumberSaid, Envelope, Task>> Troubles = new();

    public static async Task<Events> Handle(
        NumberSaid message, [WriteAggregate("ThingId", Required = false)] Thing? thing, Envelope envelope)
    {
        if (Troubles.TryGetValue(message.ThingId, out var trouble)) await trouble(message, envelope);
        return [new NumberHeard(message.ThingId, message.Number)];
    }
}

/// <summary>One process of a service, inside the test's: a sender says the numbers of its log, a listener hears
/// them.</summary>
public sealed class Node(Func<WebApplication> build) : IAsyncDisposable
{
    public const string Said = "complaints.sender.number-said.v1";

    private static readonly Lazy<Task<TestAuthority>> Authority = new(() => TestAuthority.StartAsync());

    private readonly List<WebApplication> all = [build()];
    private Task startingAgain = Task.CompletedTask;
    private bool stopped;

    private WebApplication App => all[^1];

    /// <summary>How many processes there have been.</summary>
    public int Starts => all.Count;

    public IServiceProvider Services => App.Services;

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<Node> BuildAsync(
        string service, string broker, string database, Func<IEvent, Announcement?>? announce,
        TimeProvider? time = null)
    {
        var authority = await Authority.Value;
        return new Node(() => Build(service, broker, database, authority, announce, time));
    }

    private static WebApplication Build(
        string service, string broker, string database, TestAuthority authority,
        Func<IEvent, Announcement?>? announce, TimeProvider? time)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:node"] = database,
            ["ConnectionStrings:rabbitmq"] = broker,
            ["Authentication:Authority"] = authority.Url,
            ["PersonalData:MasterKey"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            ["Migration:AtStart"] = "true",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (time is not null) builder.Services.AddSingleton(time);
        builder.AddServiceDefaults(service);
        builder.AddMessages(service, [("listener", "complaints", ["complaints.sender.#"])], announce);
        builder.AddStore("node", store => store
            .NameEvents(new Dictionary<string, Type>
            { ["number_added"] = typeof(NumberAdded), ["number_heard"] = typeof(NumberHeard) })
            .Fold<Thing, object>(thing => thing.ThingId, Thing.Evolve));
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapOperations("ops-engineer");
        return app;
    }

    public static async Task<Node> SenderAsync(string broker, string? database = null)
    {
        var node = await BuildAsync("sender", broker, database ?? await Servers.NewDatabaseAsync("sender"), Announce);
        await node.StartAsync();
        return node;
    }

    public static async Task<Node> ListenerAsync(string broker, string? database = null)
    {
        var node = await BuildAsync("listener", broker, database ?? await Servers.NewDatabaseAsync("listener"), null);
        await node.StartAsync();
        return node;
    }

    public static Announcement? Announce(IEvent @event) =>
        @event.Data is NumberAdded added
            ? new Announcement(added.ThingId, new NumberSaid(added.ThingId, added.Number))
            : null;

    public async Task StartAsync()
    {
        await App.StartAsync();
        App.Lifetime.ApplicationStopping.Register(
            () => startingAgain = stopped ? Task.CompletedTask : Task.Run(StartAgainAsync));
    }

    public async Task StopAsync()
    {
        stopped = true;
        await startingAgain;
        await App.StopAsync();
    }

    public async Task SayAsync(Guid thing, params int[] numbers)
    {
        await using var session = Store.LightweightSession();
        session.Events.Append(thing, [.. numbers.Select(number => (object)new NumberAdded(thing, number))]);
        await session.SaveChangesAsync();
    }

    /// <summary>Waits until the publisher has said everything that is in the log now.</summary>
    public async Task PublishedAsync() =>
        await Eventually.IsSoAsync(IsPublishedAsync, "The publisher did not get there.");

    public async Task<bool> IsPublishedAsync() => await ScalarAsync<bool>(
        """
        select coalesce(max(last_seq_id), 0) >= (select coalesce(max(seq_id), 0) from mt_events)
        from mt_event_progression where name like 'publisher:%'
        """);

    public async Task<IReadOnlyList<int>> NumbersAsync(Guid thing)
    {
        await using var session = Store.LightweightSession();
        return (await session.Events.AggregateStreamAsync<Thing>(thing))?.Numbers ?? [];
    }

    public async Task HeardAsync(Guid thing, params int[] numbers)
    {
        await Eventually.IsSoAsync(async () =>
            (await NumbersAsync(thing)).Count >= numbers.Length, $"Not everything of {thing} was heard.");
        (await NumbersAsync(thing)).ShouldBe(numbers);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<HealthReportEntry> HealthAsync() => Services.HealthAsync("bus");

    public async Task<IReadOnlyList<JsonElement>> DeadLettersAsync()
    {
        using var http = await OperatorAsync();
        return [.. (await http.GetFromJsonAsync<JsonElement>("operations/dead-letters?limit=100")).GetProperty("items")
            .EnumerateArray()];
    }

    public async Task DeadLettersAsync(int count)
    {
        IReadOnlyList<JsonElement> found = [];
        var all = Eventually.IsSoAsync(async () => (found = await DeadLettersAsync()).Count == count, "");
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        found.Count.ShouldBe(count, string.Join('\n', found));
    }

    public async Task ReplayAsync(params Guid[] ids)
    {
        using var http = await OperatorAsync();
        using var answer =
            await http.PostAsJsonAsync("operations/dead-letters/replay", new { ids = ids.Length > 0 ? ids : null });
        answer.EnsureSuccessStatusCode();
    }

    public async Task<HttpResponseMessage> RepublishAsync(object body)
    {
        using var http = await OperatorAsync();
        return await http.PostAsJsonAsync("operations/republish", body);
    }

    public async ValueTask DisposeAsync()
    {
        stopped = true;
        await startingAgain;
        foreach (var app in all) await app.DisposeAsync();
    }

    // As whoever runs a service does when it ends by itself, or does not even start.
    private async Task StartAgainAsync()
    {
        await App.StopAsync();
        for (var started = false; !started && !stopped;)
            try
            {
                all.Add(build());
                await StartAsync();
                started = true;
            }
            catch (Exception exception) when (exception is BrokerUnreachableException or OperationCanceledException)
            {
                // cut again
            }
    }

    private async Task<HttpClient> OperatorAsync()
    {
        await startingAgain;
        var http = new HttpClient { BaseAddress = new Uri(App.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await Authority.Value)
                .TokenFor(new Guid("0198a000-0000-7000-8000-000000000001"), "Olive Operator", "ops-engineer"));
        return http;
    }
}
