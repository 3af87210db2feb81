using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// What is in trouble now. Degraded, not unhealthy: a service without its broker still takes requests, and its events
/// wait in its log.
/// </summary>
internal sealed class BusHealth(TimeProvider time) : IHealthCheck
{
    private readonly ConcurrentDictionary<string,
    (DateTimeOffset Since, string What)> problems = new(StringComparer.Ordinal);

    public void Problem(string part, Exception exception)
    {
        var what = exception.GetType().Name;
        problems.AddOrUpdate(part, _ => (time.GetUtcNow(), what), (_, before) => (before.Since, what));
    }

    public void Fine(string part) => problems.TryRemove(part, out _);

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(problems.IsEmpty
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                string.Join("; ",
                    problems.Select(problem => $"{problem.Key}: {problem.Value.What} since {problem.Value.Since:O}")
                    .Order())));
}
