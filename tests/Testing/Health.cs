using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Testing;

/// <summary>Health checks of a service that runs in this process.</summary>
public static class Health
{
    /// <summary>What one check says now.</summary>
    public static async Task<HealthReportEntry> HealthAsync(this IServiceProvider services, string check) =>
        (await services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(registration => registration.Name == check)).Entries[check];
}
