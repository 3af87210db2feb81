using System.Globalization;
using System.Threading.RateLimiting;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Gateway;

/// <summary>Requests a minute by user or address: <c>RateLimits__PerUser</c>, <c>RateLimits__PerAddress</c>; 0 lifts a
/// limit.</summary>
internal static class Limits
{
    public static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var perUser = configuration.GetValue("RateLimits:PerUser", 1200);
        var perAddress = configuration.GetValue("RateLimits:PerAddress", 600);

        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            {
                if (context.Request.Path.Value is "/health" or "/alive")
                    return RateLimitPartition.GetNoLimiter("probe");
                return context.User.FindFirst("sub")?.Value is { } user
                    ? Bucket("user:" + user, perUser)
                    : Bucket("address:" + context.Connection.RemoteIpAddress, perAddress);
            });
            options.OnRejected = static (rejected, _) =>
            {
                var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                    ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
                    : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return new ValueTask(Api.Problem(StatusCodes.Status429TooManyRequests, "too-many-requests",
                    $"Too many requests in a short time. Wait {seconds} s, then go on more slowly.")
                        .ExecuteAsync(rejected.HttpContext));
            };
        });
    }

    private static RateLimitPartition<string> Bucket(string key, int perMinute) => perMinute <= 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(perMinute >= 60 ? 1 : 60d / perMinute),
        });
}
