// The map of the system: one statement per resource. Written against Aspire's public API; apphost/hosting stands for its packages.
using ComplaintsPlatform.AppHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

var builder = DistributedApplication.CreateBuilder(args);
var options = builder.Configuration;

var masterKey = builder.AddParameter("master-key", secret: true);
var data = Path.GetFullPath(options["DATA_DIRECTORY"] ?? Path.Combine(builder.AppHostDirectory, "..", ".data"));
var signingKey = options["Parameters:checkpoint-key"] ?? CheckpointKey.In(data);
var checkpointKey = builder.AddParameter("checkpoint-key", () => signingKey, secret: true);
var postgres = builder.AddPostgres("postgres");
var rabbitmq = builder.AddRabbitMQ("rabbitmq");

// Takes every email and shows it; with --smtp-sink it only counts them, for benchmarks.
var mailbox = builder.AddProject<Projects.ComplaintsPlatform_Mailbox>("mailbox")
    .WithHttpEndpoint(options.GetValue("MAILBOX_PORT", 1080))
    .WithEndpoint(name: "smtp", scheme: "smtp", env: "SMTP_PORT")
    .WithEnvironment("MAILBOX_KEEP", args.Contains("--smtp-sink") ? "0" : "1000")
    .WithHttpHealthCheck("/alive");

// Users, roles, teams; tokens.
var identity = builder.AddProject<Projects.ComplaintsPlatform_Identity>("identity")
    .WithHttpEndpoint()
    .WithReference(postgres.AddDatabase("identity-db", "identity"), "identity")
    .WithEnvironment("EventStore__MasterKey", masterKey)
    .WithEnvironment("EventStore__CheckpointKey", checkpointKey)
    .WithEnvironment("EventStore__CheckpointDirectory", Path.Combine(data, "checkpoints"))
    .WithHttpHealthCheck("/health")
    .WaitFor(postgres);
identity.WithEnvironment("Authentication__Authority", identity.GetEndpoint("http"));

// Is this a complaint; its id and reference.
var intake = Service<Projects.ComplaintsPlatform_Intake>("intake", "intake");

// The life of a complaint, and its audit trail.
var cases = Service<Projects.ComplaintsPlatform_Cases>("cases", "cases");

// Deadlines, warnings, breaches; the calendar.
var slaClock = Service<Projects.ComplaintsPlatform_SlaClock>("sla-clock", "slaclock");

// What is sent to whom, and what was.
var correspondence = Service<Projects.ComplaintsPlatform_Correspondence>("correspondence", "correspondence");
_ = options.GetConnectionString("smtp") is { Length: > 0 } smtp
    ? correspondence.WithEnvironment("ConnectionStrings__smtp", smtp)
    : correspondence.WithEnvironment("ConnectionStrings__smtp", mailbox.GetEndpoint("smtp")).WaitFor(mailbox);

// People, properties, and which records of other modules belong to a complaint.
var linkage = Service<Projects.ComplaintsPlatform_Linkage>("linkage", "linkage");

// Figures and lists over everything.
var reporting = Service<Projects.ComplaintsPlatform_Reporting>("reporting", "reporting");

// The one address that the world sees.
var gateway = builder.AddProject<Projects.ComplaintsPlatform_Gateway>("gateway")
    .WithHttpEndpoint(options.GetValue("GATEWAY_PORT", 8080))
    .WithExternalHttpEndpoints()
    .WithReference(identity).WithReference(intake).WithReference(cases).WithReference(slaClock)
    .WithReference(correspondence).WithReference(linkage).WithReference(reporting)
    .WithEnvironment("Authentication__Authority", identity.GetEndpoint("http"))
    .WithHttpHealthCheck("/health");

// A believable landlord, made through the front door.
if (!args.Contains("--no-seed"))
    builder.AddProject<Projects.ComplaintsPlatform_Seed>("seed")
        .WithReference(gateway)
        .WithReference(rabbitmq)
        .WaitFor(identity).WaitFor(intake).WaitFor(cases).WaitFor(slaClock)
        .WaitFor(correspondence).WaitFor(linkage).WaitFor(reporting).WaitFor(gateway);

using var app = builder.Build();
await app.StartAsync();
_ = ReadyLine.PrintAsync(app, options, seeded: !args.Contains("--no-seed"));
await app.WaitForShutdownAsync();

// What all services have in common: a database each, the broker, the master key for personal data, where checkpoints of the log go, and who issues tokens.
IResourceBuilder<ProjectResource> Service<TProject>(string name, string database) where TProject : IProjectMetadata, new() =>
    builder.AddProject<TProject>(name)
        .WithHttpEndpoint()
        .WithReference(postgres.AddDatabase($"{name}-db", database), database)
        .WithReference(rabbitmq)
        .WithEnvironment("EventStore__MasterKey", masterKey)
        .WithEnvironment("EventStore__CheckpointKey", checkpointKey)
        .WithEnvironment("EventStore__CheckpointDirectory", Path.Combine(data, "checkpoints"))
        .WithEnvironment("Authentication__Authority", identity.GetEndpoint("http"))
        .WithHttpHealthCheck("/health")
        .WaitFor(postgres).WaitFor(rabbitmq);
