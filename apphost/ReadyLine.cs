using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ComplaintsPlatform.AppHost;

/// <summary>Says on one line that everything is up, where it is and how to sign in.</summary>
internal static class ReadyLine
{
    // Made by identity in development only.
    private const string Password = "Complaints-2026!";
    private static readonly (string User, string Role)[] SignIns =
    [
        ("resident", "resident"), ("adviser", "contact-centre adviser"), ("housing.officer", "housing officer"),
        ("investigator", "investigating officer"), ("officer", "complaints officer"),
        ("officer2", "complaints officer"), ("leader", "team leader"), ("compliance", "compliance officer"),
        ("director", "director"), ("auditor", "auditor"), ("admin", "administrator"), ("ops", "ops engineer"),
        ("partner", "partner"),
    ];

    public static async Task PrintAsync(
        DistributedApplication app, IConfiguration settings, DataDirectory data, long startedAt, bool seeded)
    {
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        try
        {
            await data.NoteConnectionsAsync(
                [.. resources.OfType<IResourceWithConnectionString>()
                    .Where(static server => server.Name is "postgres" or "rabbitmq")]);
            foreach (var service in resources.OfType<ProjectResource>()
                .Where(static service => service.HasAnnotationOfType<HealthCheckAnnotation>()))
                await app.ResourceNotifications.WaitForResourceHealthyAsync(
                    service.Name, WaitBehavior.WaitOnResourceUnavailable, stopping);
            var healthyAfter = TimeProvider.System.GetElapsedTime(startedAt);
            if (seeded)
                await app.ResourceNotifications.WaitForResourceAsync(
                    "seed",
                    static made =>
                        made.Snapshot.State?.Text == KnownResourceStates.Finished && made.Snapshot.ExitCode == 0,
                    stopping);
            string[] said =
            [
                $"ready – portal http://localhost:{settings.GetValue("PORTAL_PORT", 8081)}",
                $", gateway http://localhost:{settings.GetValue("GATEWAY_PORT", 8080)} (API at /docs)",
                $", resources http://localhost:{settings.GetValue("RESOURCES_PORT", 18_888)}",
                $"/login?t={data.Secret("dashboard-token")}",
                $", mailbox http://localhost:{settings.GetValue("MAILBOX_PORT", 1080)}",
                string.Create(CultureInfo.InvariantCulture, $" – healthy after {healthyAfter.TotalSeconds:0.0} s"),
                $" – password {Password} for ",
                string.Join(", ", SignIns.Select(static signIn => $"{signIn.User}@harbour.example ({signIn.Role})")),
            ];
            await Console.Out.WriteLineAsync(string.Concat(said));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }
}
