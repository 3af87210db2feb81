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

    /// <summary>Whether an exception of this kind was the last word on a part that is in trouble.</summary>
    public bool Is<TProblem>(string part) where TProblem : Exception =>
        problems.TryGetValue(part, out var problem) && problem.What == typeof(TProblem).Name;

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
