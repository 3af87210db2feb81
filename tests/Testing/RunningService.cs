using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Testing;

/// <summary>
/// Starts a real service in this process: <c>await RunningService.StartAsync&lt;Program&gt;("cases")</c>.
/// </summary>
public static class RunningService
{
    /// <summary>Starts the service on a database and a broker of its own.</summary>
    /// <param name="name">Its database's name.</param>
    /// <param name="services">What a test puts in the place of the service's own, such as a clock.</param>
    /// <param name="settings">Configuration beside what every service needs.</param>
    public static async Task<RunningService<TProgram>> StartAsync<TProgram>(
        string name, Action<IServiceCollection>? services = null, IReadOnlyDictionary<string, string>? settings = null)
        where TProgram : class =>
        new(name, await Servers.NewDatabaseAsync(name), await Servers.NewBrokerAsync(name),
            await TestAuthority.StartAsync(), services, settings ?? new Dictionary<string, string>(), isFirst: true);
}

/// <summary>A service that runs in this process. A second replica of it shares database and broker.</summary>
public sealed class RunningService<TProgram> : IAsyncDisposable where TProgram : class
{
    private const string MasterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly string name;
    private readonly Action<IServiceCollection>? services;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly bool isFirst;
    private readonly WebApplicationFactory<TProgram> factory;

    internal RunningService(string name, string database, string broker, TestAuthority authority,
        Action<IServiceCollection>? services, IReadOnlyDictionary<string, string> settings, bool isFirst)
    {
        (this.name, Database, Broker, Authority, this.services, this.settings, this.isFirst) =
            (name, database, broker, authority, services, settings, isFirst);
        factory = new WebApplicationFactory<TProgram>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting($"ConnectionStrings:{name}", database);
            host.UseSetting("ConnectionStrings:rabbitmq", broker);
            host.UseSetting("Authentication:Authority", authority.Url);
            host.UseSetting("PersonalData:MasterKey", MasterKey);
            host.UseSetting("Migration:AtStart", "true");
            host.UseSetting("Documents:Directory", Documents);
            foreach (var (setting, value) in settings) host.UseSetting(setting, value);
            host.ConfigureTestServices(services ?? (static _ => { }));
            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        });
        _ = factory.Services; // starts it: schema, topology, listeners
    }

    /// <summary>Connection string of the service's database.</summary>
    public string Database { get; }

    /// <summary>Where cases keeps the contents of documents.</summary>
    public string Documents => Path.Combine(Path.GetTempPath(),
        $"complaints-documents-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Database)))[..16]}");

    /// <summary>AMQP address.</summary>
    public string Broker { get; }

    /// <summary>Gives the tokens.</summary>
    public TestAuthority Authority { get; }

    /// <summary>The running service's container.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>Starts another replica beside this one.</summary>
    /// <param name="others">Puts other services in the place of its own.</param>
    /// <param name="otherSettings">Configuration in the place of its own.</param>
    public RunningService<TProgram> Replica(
        Action<IServiceCollection>? others = null, IReadOnlyDictionary<string, string>? otherSettings = null) =>
        new(name, Database, Broker, Authority, others ?? services, otherSettings ?? settings, isFirst: false);

    /// <summary>A client that acts as somebody.</summary>
    public HttpClient As(Guid subject, string displayName, params string[] roles) =>
        WithToken(Authority.TokenFor(subject, displayName, roles));

    /// <summary>The same with the teams that they work in, by name.</summary>
    public HttpClient AsMember(Guid subject, string displayName, string[] teams, params string[] roles) =>
        WithToken(Authority.TokenFor(subject, displayName, teams, roles));

    private HttpClient WithToken(string token)
    {
        var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous() => factory.CreateClient();

    /// <summary>Publishes a CloudEvent, as another service would; returns when the broker has it.</summary>
    public async Task PublishAsync(
        string type, Guid subject, object data, Guid? id = null, long? streamVersion = null)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.SayAsync(type, subject, data, id: id, streamVersion: streamVersion);
    }

    /// <summary>Stops this replica; others can still be started beside where it was.</summary>
    public ValueTask StopAsync() => factory.DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (!isFirst) return;
        await Authority.DisposeAsync();
        if (Directory.Exists(Documents)) Directory.Delete(Documents, recursive: true);
    }
}
