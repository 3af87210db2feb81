using System.Net.Http.Headers;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Core;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ComplaintsPlatform.Store.Tests;

/// <summary>One process of a service that counts, inside the test's, with the store that every service has.</summary>
public sealed class Node(WebApplication app) : IAsyncDisposable
{
    private static readonly Lazy<Task<TestAuthority>> Authority = new(() => TestAuthority.StartAsync());

    public IDocumentStore Store => app.Services.GetRequiredService<IDocumentStore>();

    public NpgsqlDataSource Database => app.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>Started, on a database of its own unless one is given.</summary>
    public static async Task<Node> StartAsync(string? database = null, Action<StoreOptions>? configure = null)
    {
        var node = await BuildAsync(database ?? await Servers.NewDatabaseAsync("store"), configure ?? Counting);
        await node.StartAsync();
        return node;
    }

    public static async Task<Node> BuildAsync(
        string database, Action<StoreOptions> configure, bool migrates = true, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:node"] = database,
            ["Authentication:Authority"] = (await Authority.Value).Url,
            ["PersonalData:MasterKey"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            ["Migration:AtStart"] = migrates ? "true" : "false",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (time is not null) builder.Services.AddSingleton(time);
        builder.AddServiceDefaults("counting");
        builder.AddVerbs("counting");
        builder.AddStore("node", configure);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapOperations("ops-engineer");
        return new Node(app);
    }

    /// <summary>Names and folds, and no read model.</summary>
    public static void Counting(StoreOptions store) => store
        .NameEvents(new Dictionary<string, Type>
        {
            ["counted"] = typeof(Counted),
            ["struck_out"] = typeof(StruckOut),
            ["signed_off"] = typeof(SignedOff),
        })
        .Fold<Count, object>(count => count.CountId, Count.Evolve);

    public Task StartAsync() => app.StartAsync();

    public async Task CountAsync(Guid id, params IEnumerable<int> numbers)
    {
        await using var session = Store.LightweightSession();
        session.Events.Append(id, [.. numbers.Select(number => (object)new Counted(number))]);
        await session.SaveChangesAsync();
    }

    public async Task<HttpResponseMessage> RebuildAsync(string projection)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await Authority.Value).TokenFor(
                new Guid("0198a000-0000-7000-8000-000000000001"), "Olive Operator", "ops-engineer"));
        return await http.PostAsync(new Uri($"operations/rebuild?projection={projection}", UriKind.Relative), null);
    }

    /// <summary>What the health check of this name says.</summary>
    public Task<HealthReportEntry> HealthAsync(string check) => app.Services.HealthAsync(check);

    /// <summary>A reader has given up for the time being.</summary>
    public Task<bool> IsPausedAsync() => Task.FromResult(
        app.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase().HasAnyPaused());

    /// <summary>A reader has stopped, and stays among those that are there.</summary>
    public Task<bool> IsStoppedAsync() => Task.FromResult(
        app.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase().CurrentAgents()
            .Any(agent => agent.Status == AgentStatus.Stopped));

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>
    /// Tables and the like that are not as Marten's configuration has them. The constraints of schema <c>record</c> are
    /// shown to its owner only.
    /// </summary>
    public async Task<IEnumerable<string>> DifferencesAsync() =>
        (await Store.Storage.Database.CreateMigrationAsync()).Deltas
        .Where(delta => delta.Difference != SchemaPatchDifference.None)
        .Select(delta => delta.SchemaObject.Identifier.QualifiedName)
        .Where(name => name is not ("record.event_chain" or "record.seals"));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
