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
        ("resident", "resident"), ("adviser", "contact-centre adviser"), ("housing.officer", "housing officer"), ("investigator", "investigating officer"),
        ("officer", "complaints officer"), ("officer2", "complaints officer"), ("leader", "team leader"), ("compliance", "compliance officer"),
        ("director", "director"), ("auditor", "auditor"), ("admin", "administrator"), ("ops", "ops engineer"), ("partner", "partner"),
    ];

    public static async Task PrintAsync(DistributedApplication app, IConfiguration options, bool seeded)
    {
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var startedAt = TimeProvider.System.GetTimestamp();
        try
        {
            foreach (var name in (string[])["identity", "intake", "cases", "sla-clock", "correspondence", "linkage", "reporting", "mailbox", "gateway"])
                await app.ResourceNotifications.WaitForResourceHealthyAsync(name, stopping);
            var healthyAfter = TimeProvider.System.GetElapsedTime(startedAt);
            if (seeded) await app.ResourceNotifications.WaitForResourceAsync("seed", KnownResourceStates.Finished, stopping);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ready – gateway http://localhost:{options.GetValue("GATEWAY_PORT", 8080)} (API at /docs), resources http://localhost:{options.GetValue("RESOURCES_PORT", 18_888)}, mailbox http://localhost:{options.GetValue("MAILBOX_PORT", 1080)} – healthy after {healthyAfter.TotalSeconds:0.0} s – password {Password} for {string.Join(", ", SignIns.Select(static signIn => $"{signIn.User}@harbour.example ({signIn.Role})"))}"));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }
}
