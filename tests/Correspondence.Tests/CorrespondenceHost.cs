using System.Net.Http.Headers;
using ComplaintsPlatform.Contracts.Intake;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using Wolverine;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>The whole service with a mail server, a database and a broker of its own.</summary>
public sealed class CorrespondenceHost : IAsyncLifetime
{
    private TestAuthority authority = null!;
    private string broker = "";
    private WebApplicationFactory<Program> factory = null!;

    /// <summary>Cases and sla-clock, as far as letters ask them.</summary>
    internal CaseStub Case { get; private set; } = null!;

    internal SmtpSink Mail { get; } = SmtpSink.Start();

    /// <summary>Connection string, as the owner.</summary>
    internal string Database { get; private set; } = "";

    internal IServiceProvider Services => factory.Services;

    /// <summary>A mail server other than <see cref="Mail"/>.</summary>
    internal string? OtherMail { get; set; }

    public async ValueTask InitializeAsync()
    {
        authority = await TestAuthority.StartAsync();
        Case = await CaseStub.StartAsync();
        broker = await Servers.NewBrokerAsync("correspondence");
        Database = await Servers.NewDatabaseAsync("correspondence");
        factory = Replica();
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await Mail.DisposeAsync();
        await Case.DisposeAsync();
        await authority.DisposeAsync();
    }

    /// <summary>Stops the service and starts it anew on what it left.</summary>
    internal async Task RestartAsync()
    {
        await factory.DisposeAsync();
        factory = Replica();
    }

    /// <summary>Another process of the same service, so to speak.</summary>
    internal WebApplicationFactory<Program> Replica()
    {
        var replica = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development").UseSetting("Logging:LogLevel:Default", "Error");
            foreach (var (key, value) in Settings(Database, broker, authority.Url, OtherMail ?? Mail.Address))
                web.UseSetting(key, value);
            foreach (var service in new[] { "cases", "sla-clock", "intake" })
                web.UseSetting($"services:{service}:http:0", Case.Url);
        });
        replica.CreateClient().Dispose();
        return replica;
    }

    internal static Dictionary<string, string> Settings(
        string database, string broker, string authority, string mail) =>
        new()
        {
            ["ConnectionStrings:correspondence"] = database,
            ["ConnectionStrings:rabbitmq"] = broker,
            ["ConnectionStrings:smtp"] = mail,
            ["Authentication:Authority"] = authority,
            ["PersonalData:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Migration:AtStart"] = "true",
        };

    internal HttpClient Client(params string[] roles) => As(Guid.CreateVersion7(), roles);

    internal HttpClient As(Guid who, string[] roles)
    {
        var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", authority.TokenFor(who, "Test Person", roles));
        return client;
    }

    /// <summary>Says something as another service.</summary>
    internal async Task SayAsync(
        object message, Guid subject, long streamVersion, Guid? actor = null, Guid? id = null)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.SayAsync(Contracts.MessageNames.Of(message.GetType()), subject, message, id: id,
            streamVersion: streamVersion, actor: actor);
    }

    /// <summary>Handles a message as if it had come from the broker, in this replica or another.</summary>
    internal async Task HearAsync(ComplaintMade message, IServiceProvider? replica = null)
    {
        await using var scope = (replica ?? Services).CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(message);
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Looks again every few milliseconds until the condition holds, at most two minutes.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await condition()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
