using System.Net.Http.Headers;
using ComplaintsPlatform.EventStore;
using Dapper;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>The whole service on a database and a broker of its own, with tokens for whoever a test wants to be.</summary>
public sealed class LinkageHost : IAsyncLifetime
{
    private TestAuthority authority = null!;
    private WebApplicationFactory<Program> factory = null!;

    internal string Broker { get; private set; } = "";

    internal IDocumentStore Store => factory.Services.GetRequiredService<IDocumentStore>();

    internal IEventLog Log => factory.Services.GetRequiredService<IEventLog>();

    internal NpgsqlDataSource Database => factory.Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync()
    {
        authority = await TestAuthority.StartAsync();
        Broker = await Servers.NewBrokerAsync("linkage");
        var database = await Servers.NewDatabaseAsync("linkage");
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web
            .UseEnvironment("Development")
            .UseSetting("Logging:LogLevel:Default", "Error")
            .UseSetting("ConnectionStrings:linkage", database)
            .UseSetting("ConnectionStrings:rabbitmq", Broker)
            .UseSetting("Authentication:Authority", authority.Url)
            .UseSetting("EventStore:MasterKey", Convert.ToBase64String(new byte[32])));
        factory.CreateClient().Dispose();
        await UntilAsync(async () => await Log.ProgressAsync() is { Count: > 0 });
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await authority.DisposeAsync();
    }

    internal HttpClient Client(params string[] roles)
    {
        var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", authority.TokenFor(Guid.CreateVersion7(), "Test Person", roles));
        return client;
    }

    internal async Task<IChannel> ChannelAsync()
    {
        var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        return await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }

    /// <summary>One transaction each, as the bus and the routes do it.</summary>
    internal async Task RecordAsync(Guid stream, params object[] events)
    {
        await using var session = Store.LightweightSession();
        if (events[0] is IRepairEvent) (await session.Events.FetchForWriting<Repair>(stream)).AppendMany(events);
        else session.Events.Append(stream, events);
        await session.SaveChangesAsync();
    }

    internal async Task<IReadOnlyList<IEvent>> StreamAsync(Guid stream)
    {
        await using var session = Store.LightweightSession();
        return await session.Events.FetchStreamAsync(stream);
    }

    /// <summary>Until the joiner has seen everything that is committed by now, and everything that it wrote itself.</summary>
    internal async Task JoinedAsync()
    {
        await using var command = Database.CreateCommand("select transaction_id || '-' || seq_id from mt_events order by transaction_id desc, seq_id desc limit 1");
        var last = LogPosition.Parse((string)(await command.ExecuteScalarAsync())!);
        (await Log.WaitForAsync(Joiner.Name, last, TimeSpan.FromSeconds(60))).ShouldBeTrue("the joiner did not get there");
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await Database.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    /// <summary>Looks again every few milliseconds until the condition holds, at most ten minutes.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await condition()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
