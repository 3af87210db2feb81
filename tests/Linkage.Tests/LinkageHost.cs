using ComplaintsPlatform.PersonalData;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>The whole service on a database and a broker of its own, with tokens for whoever a test wants to
/// be.</summary>
public sealed class LinkageHost : IAsyncLifetime
{
    private RunningService<Program> service = null!;

    internal string Broker => service.Broker;

    internal IDocumentStore Store => service.Services.GetRequiredService<IDocumentStore>();

    internal PersonalDataKeys Keys => service.Services.GetRequiredService<PersonalDataKeys>();

    internal NpgsqlDataSource Database => service.Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync<Program>("linkage");

    public ValueTask DisposeAsync() => service.DisposeAsync();

    internal HttpClient Client(params string[] roles) => service.As(Guid.CreateVersion7(), "Test Person", roles);

    internal async Task<IChannel> ChannelAsync()
    {
        var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        return await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }

    /// <summary>One transaction each, as the handlers and the verbs do it; a lost race is run again.</summary>
    internal async Task RecordAsync(Guid stream, params object[] events)
    {
        while (true)
        {
            await using var session = Store.LightweightSession();
            session.Events.Append(stream, events);
            try
            {
                await session.SaveChangesAsync();
                return;
            }
            catch (JasperFx.ConcurrencyException)
            {
            }
        }
    }

    internal async Task<IReadOnlyList<IEvent>> StreamAsync(Guid stream)
    {
        await using var session = Store.QuerySession();
        return await session.Events.FetchStreamAsync(stream);
    }

    /// <summary>Until the joiner has seen everything that is committed by now, and everything that it wrote
    /// itself.</summary>
    internal async Task JoinedAsync()
    {
        var last = await ScalarAsync<long>("select max(seq_id) from mt_events");
        await Eventually.IsSoAsync(
            async () => await ScalarAsync<long>(
                "select coalesce(max(last_seq_id), 0) from mt_event_progression where name = 'joiner:All'") >= last,
            "The joiner did not get there.", TimeSpan.FromMinutes(5));
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal static Task UntilAsync(Func<Task<bool>> condition) =>
        Eventually.IsSoAsync(condition, "It is not so.", TimeSpan.FromMinutes(10));
}
