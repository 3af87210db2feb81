// The map of the system: one statement per resource. ./run starts it with servers from Debian's packages, ./run
// --containers with their images; ConnectionStrings__postgres and ConnectionStrings__rabbitmq name servers that run
// elsewhere.
using ComplaintsPlatform.AppHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

var startedAt = TimeProvider.System.GetTimestamp();
var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
using var data = DataDirectory.Take(settings, fresh: args.Contains("--fresh"));
var builder = DistributedApplication.CreateBuilder(LocalApplication.Options(args, settings, data));
var containers = args.Contains("--containers");

var masterKey = Secret("master-key", DataDirectory.MasterKey);
var checkpointKey = Secret("checkpoint-key", DataDirectory.SigningKey);

var postgres = builder.AddPostgres("postgres", password: Secret("postgres-password"));
_ = settings.GetConnectionString("postgres") is { Length: > 0 } givenPostgres ? postgres.RunAsExisting(givenPostgres)
    : containers ? postgres.WithImageTag("17").WithDataBindMount(data["postgres-container"])
    : postgres.RunAsProcess("local/postgres.sh", data["postgres"]);

var rabbitmq = settings.GetConnectionString("rabbitmq") is { Length: > 0 } ? builder.AddConnectionString("rabbitmq")
    : Broker();

// Takes every email and shows it; with --smtp-sink it only counts them, for benchmarks.
var mailbox = builder.AddProject<Projects.ComplaintsPlatform_Mailbox>("mailbox").RunBuilt()
    .WithHttpEndpoint(LocalApplication.Port(settings, "MAILBOX_PORT", 1080), isProxied: false)
    .WithEndpoint(FreePort.Next(), name: "smtp", scheme: "smtp", env: "SMTP_PORT", isProxied: false)
    .WithEnvironment("MAILBOX_KEEP", args.Contains("--smtp-sink") ? "0" : "1000")
    .WithHttpHealthCheck("/alive");

// Users, roles, teams; sign-in and tokens, at the address that browsers see.
var portalSecret = Secret("portal-secret");
var gatewayAddress = $"http://localhost:{settings.GetValue("GATEWAY_PORT", 8080)}";
var portalAddress = $"http://localhost:{settings.GetValue("PORTAL_PORT", 8081)}";
var identity = Keeper<Projects.ComplaintsPlatform_Identity>("identity", "identity");
WithMail(identity)
    .WithReference(rabbitmq).WaitFor(rabbitmq, WaitBehavior.WaitOnResourceUnavailable)
    .WithEnvironment("Authentication__Authority", identity.GetEndpoint("http"))
    .WithEnvironment("Authentication__Issuer", gatewayAddress)
    .WithEnvironment("Clients__portal__Secret", portalSecret)
    .WithEnvironment("Clients__portal__RedirectUri", $"{portalAddress}/signin-oidc")
    .WithEnvironment("Clients__portal__PostLogoutRedirectUri", $"{portalAddress}/signout-callback-oidc");

// Is this a complaint; its id and reference.
var intake = Service<Projects.ComplaintsPlatform_Intake>("intake", "intake");

// The life of a complaint, and its audit trail.
var cases = Service<Projects.ComplaintsPlatform_Cases>("cases", "cases")
    .WithEnvironment("Documents__Directory", data["documents"])
    .WithEnvironment("Clamd__Address", settings["Clamd:Address"] ?? "");
foreach (var setting in settings.GetSection("Documents:S3").GetChildren())
    cases.WithEnvironment($"Documents__S3__{setting.Key}", setting.Value);

// Deadlines, warnings, breaches; the calendar.
var slaClock = Service<Projects.ComplaintsPlatform_SlaClock>("sla-clock", "slaclock");

// What is sent to whom, and what was.
var correspondence =
    WithMail(Service<Projects.ComplaintsPlatform_Correspondence>("correspondence", "correspondence"))
        // Letters say what the case, its clocks or a refusal say when they are written.
        .WithReference(cases).WithReference(slaClock).WithReference(intake)
        // Where emails to colleagues lead.
        .WithEnvironment("Portal__Address", portalAddress);

// People, properties, and which records of other modules belong to a complaint.
var linkage = Service<Projects.ComplaintsPlatform_Linkage>("linkage", "linkage");

// Figures and lists over everything.
var reporting = Service<Projects.ComplaintsPlatform_Reporting>("reporting", "reporting");

// The one address that the world sees.
var gateway = builder.AddProject<Projects.ComplaintsPlatform_Gateway>("gateway").RunBuilt()
    .WithHttpEndpoint(LocalApplication.Port(settings, "GATEWAY_PORT", 8080), isProxied: false)
    .WithExternalHttpEndpoints()
    .WithReference(identity).WithReference(intake).WithReference(cases).WithReference(slaClock)
    .WithReference(correspondence).WithReference(linkage).WithReference(reporting)
    .WithEnvironment("Authentication__Authority", identity.GetEndpoint("http"))
    // The portal says for whom it asks; all of this is one machine.
    .WithEnvironment("TrustedProxies__0", "127.0.0.0/8").WithEnvironment("TrustedProxies__1", "::1/128")
    .WithHttpHealthCheck("/health");

// Pages for everybody at work, over the gateway alone.
var portal = builder.AddProject<Projects.ComplaintsPlatform_Portal>("portal").RunBuilt()
    .WithHttpEndpoint(LocalApplication.Port(settings, "PORTAL_PORT", 8081), isProxied: false)
    .WithExternalHttpEndpoints()
    .WithReference(gateway)
    .WithReference(postgres.AddDatabase("portal-db", "portal"), "portal")
    .WaitFor(postgres, WaitBehavior.WaitOnResourceUnavailable)
    .WithEnvironment("PersonalData__MasterKey", masterKey)
    // Where the browser goes to sign in too.
    .WithEnvironment("Authentication__Authority", gateway.GetEndpoint("http"))
    .WithEnvironment("Authentication__ClientSecret", portalSecret)
    .WithHttpHealthCheck("/health");

// A believable landlord, made through the front door.
if (!args.Contains("--no-seed"))
    builder.AddProject<Projects.ComplaintsPlatform_Seed>("seed").RunBuilt()
        .WithReference(gateway).WithReference(rabbitmq)
        .WaitFor(identity).WaitFor(intake).WaitFor(cases).WaitFor(slaClock)
        .WaitFor(correspondence).WaitFor(linkage).WaitFor(reporting).WaitFor(gateway);

builder.KeepRunning();
builder.KeepLogs(data["logs"]);
builder.SendTelemetryTo(settings["OTEL_EXPORTER_OTLP_ENDPOINT"], settings["OTEL_EXPORTER_OTLP_PROTOCOL"]);

using var app = builder.Build();
await app.StartAsync();
_ = ReadyLine.PrintAsync(app, settings, data, startedAt, seeded: !args.Contains("--no-seed"));
await ((IHost)app).WaitForShutdownAsync();

IResourceBuilder<IResourceWithConnectionString> Broker()
{
    var broker = builder.AddRabbitMQ("rabbitmq", password: Secret("rabbitmq-password")).WithManagementPlugin();
    return containers
        // Its data belong to its node's name.
        ? broker.WithImageTag("4.2-management").WithDataBindMount(data["rabbitmq-container"])
            .WithEnvironment("RABBITMQ_NODENAME", "complaints@localhost")
        : broker.WithEndpoint(name: "dist").WithEndpoint(name: "epmd")
            .RunAsProcess("local/rabbitmq.sh", data["rabbitmq"]);
}

// A service hears and says messages, and takes the tokens that identity gives.
IResourceBuilder<ProjectResource> Service<TProject>(string name, string database)
    where TProject : IProjectMetadata, new() => Keeper<TProject>(name, database)
        .WithReference(rabbitmq).WaitFor(rabbitmq, WaitBehavior.WaitOnResourceUnavailable)
        .WithEnvironment("Authentication__Authority", identity.GetEndpoint("http"));

// What keeps a record has a database for it, the keys of personal data and of the record, and a place for checkpoints.
// A job brings its tables up to date first, with the login that owns them.
IResourceBuilder<ProjectResource> Keeper<TProject>(string name, string database)
    where TProject : IProjectMetadata, new()
{
    var record = postgres.AddDatabase($"{name}-db", database);
    var keeper = WithRecord(name).WithHttpEndpoint(FreePort.Next(), isProxied: false).WithHttpHealthCheck("/health");
    return keeper.WaitForCompletion(WithRecord($"{name}-migrate").WithArgs("migrate"));

    IResourceBuilder<ProjectResource> WithRecord(string program) => builder.AddProject<TProject>(program).RunBuilt()
        .WithReference(record, database).WaitFor(record, WaitBehavior.WaitOnResourceUnavailable)
        .WithEnvironment("PersonalData__MasterKey", masterKey)
        .WithEnvironment("RecordIntegrity__CheckpointKey", checkpointKey)
        .WithEnvironment("RecordIntegrity__CheckpointDirectory", data["checkpoints"]);
}

// Sends email: to the mailbox, unless a server is given.
IResourceBuilder<ProjectResource> WithMail(IResourceBuilder<ProjectResource> service) =>
    settings.GetConnectionString("smtp") is { Length: > 0 } smtp
        ? service.WithEnvironment("ConnectionStrings__smtp", smtp)
        : service.WithEnvironment("ConnectionStrings__smtp", mailbox.GetEndpoint("smtp"))
            .WaitFor(mailbox, WaitBehavior.WaitOnResourceUnavailable);

// Made once and kept in the data directory, unless Parameters__{name} says otherwise.
IResourceBuilder<ParameterResource> Secret(string name, Func<string>? make = null) =>
    builder.AddParameter(name, () => settings[$"Parameters:{name}"] ?? data.Secret(name, make), secret: true);
