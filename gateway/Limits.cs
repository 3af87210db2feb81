using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Gateway;

/// <summary>
/// Requests a minute by user or address: <c>RateLimits__PerUser</c>, <c>RateLimits__PerAddress</c>. Beside them, since
/// anybody may chat: chats begun in an hour, <c>RateLimits__NewChatsPerAddress</c>, and what is sent to chats in a
/// minute, <c>RateLimits__ChatMessagesPerAddress</c>. 0 lifts a limit.
/// </summary>
internal static class Limits
{
    private const string Chats = "/api/chats";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var perUser = configuration.GetValue("RateLimits:PerUser", 1200);
        var perAddress = configuration.GetValue("RateLimits:PerAddress", 600);
        var newChats = configuration.GetValue("RateLimits:NewChatsPerAddress", 20);
        var chatMessages = configuration.GetValue("RateLimits:ChatMessagesPerAddress", 60);

        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context =>
                {
                    if (context.Request.Path.Value is "/health" or "/alive")
                        return RateLimitPartition.GetNoLimiter("probe");
                    return context.User.FindFirst("sub")?.Value is { } user
                        ? Bucket("user:" + user, perUser, Minute)
                        : Bucket("address:" + AddressOf(context), perAddress, Minute);
                }),
                PartitionedRateLimiter.Create<HttpContext, string>(context =>
                {
                    if (!HttpMethods.IsPost(context.Request.Method)
                        || !context.Request.Path.StartsWithSegments(Chats, out var rest))
                        return RateLimitPartition.GetNoLimiter("");
                    return rest.Value is null or "" or "/"
                        ? Bucket("new:" + AddressOf(context), newChats, TimeSpan.FromHours(1))
                        : Bucket("message:" + AddressOf(context), chatMessages, Minute);
                }));
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

    // Whoever has one address of IPv6 has all of its network's.
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            return $"{address?.MapToIPv4()}";
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    // As many at once, and then as they come back: each second some, or one from time to time.
    private static RateLimitPartition<string> Bucket(string key, int count, TimeSpan period) => count <= 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = count,
            TokensPerPeriod = Math.Max(1, (int)(count / period.TotalSeconds)),
            ReplenishmentPeriod =
                count >= period.TotalSeconds ? TimeSpan.FromSeconds(1) : period / count,
        });
}
