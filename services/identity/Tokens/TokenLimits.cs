using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// How often a minute one name, and one address, may ask for a token: <c>RateLimits__TokenPerUser</c> (30) and
/// <c>RateLimits__TokenPerAddress</c> (300); 0 lifts the limit. Each replica counts for itself; the lock-out, which the
/// database counts, is what stops guessing.
/// </summary>
internal sealed class TokenLimits(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> users =
        PerMinute(configuration.GetValue("RateLimits:TokenPerUser", 30));
    private readonly PartitionedRateLimiter<string> addresses =
        PerMinute(configuration.GetValue("RateLimits:TokenPerAddress", 300));

    private readonly PartitionedRateLimiter<string> mails = PerMinute(3);

    public IResult? Refuses(string name, IPAddress? address)
    {
        using var byAddress = addresses.AttemptAcquire(address?.ToString() ?? "");
        using var byUser = byAddress.IsAcquired
            ? users.AttemptAcquire(LoginNames.Normalise(name))
            : byAddress;
        if (byUser.IsAcquired) return null;
        var wait = byUser.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        return new TooMany((int)Math.Ceiling(wait.TotalSeconds));
    }

    /// <summary>So that nobody's mailbox is filled: three links in a minute.</summary>
    public bool RefusesMail(string name, IPAddress? address)
    {
        using var byName = mails.AttemptAcquire(LoginNames.Normalise(name));
        return !byName.IsAcquired || Refuses(name, address) is not null;
    }

    public void Dispose()
    {
        mails.Dispose();
        users.Dispose();
        addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) =>
        PartitionedRateLimiter.Create<string, string>(key => permits <= 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetFixedWindowLimiter(key, _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }));

    private sealed class TooMany(int seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Api.Problem(StatusCodes.Status429TooManyRequests, "too-many-requests",
                $"Too many sign-ins in a short time. Try again in {seconds} s.").ExecuteAsync(httpContext);
        }
    }
}
