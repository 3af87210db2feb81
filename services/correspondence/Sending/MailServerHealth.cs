using ComplaintsPlatform.Correspondence.Notices;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// Degraded, not unhealthy, as long as emails wait because of the mail server, whichever replica tried them: nothing
/// else waits for it.
/// </summary>
internal sealed class MailServerHealth(IDocumentStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var session = store.QuerySession();
        var waiting = await session.Query<PutOffLetter>()
            .FirstOrDefaultAsync(letter => letter.ConcernsServer, cancellationToken);
        var fault = waiting?.LastFault ?? (await session.Query<PutOffEmail>()
            .FirstOrDefaultAsync(email => email.ConcernsServer, cancellationToken))?.LastFault;
        return fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(fault);
    }
}
