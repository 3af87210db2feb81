using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// <c>Prefer: wait=N</c> on a read that follows a write (RFC 7240): the caller would rather wait up to N seconds than
/// get an answer from before its write. As a parameter of a route it is bound; without the header nothing is waited
/// for; more than 30 s is taken as 30 s.
/// </summary>
/// <param name="Limit">How long to wait at most.</param>
/// <param name="Response">Where <c>Preference-Applied</c> goes.</param>
public sealed record WaitPreference(TimeSpan Limit, HttpResponse Response) : IEndpointParameterMetadataProvider
{
    // Soon, then less and less often: many who wait must not be what everybody waits for.
    private static readonly TimeSpan FirstStep = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(250);

    /// <summary>Binds a route's parameter. A preference that cannot be read is ignored, as the RFC asks.</summary>
    public static ValueTask<WaitPreference?> BindAsync(HttpContext context)
    {
        var seconds = 0;
        foreach (var preference in context.Request.Headers["Prefer"].ToString()
            .Split([',', ';'], StringSplitOptions.TrimEntries))
            if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
                seconds = Math.Min(wanted, 30);
        return ValueTask.FromResult<WaitPreference?>(
            new WaitPreference(TimeSpan.FromSeconds(seconds), context.Response));
    }

    /// <summary>Asks until the condition holds or the time is up; asks at least once. Says in <c>Preference-Applied</c>
    /// when waiting was wanted.</summary>
    /// <returns>True when the condition held in the end.</returns>
    public async Task<bool> UntilAsync(
        Func<CancellationToken, Task<bool>> holds, TimeProvider time, CancellationToken cancellationToken = default)
    {
        if (Limit > TimeSpan.Zero)
            Response.Headers["Preference-Applied"] =
                string.Create(CultureInfo.InvariantCulture, $"wait={Limit.TotalSeconds:0}");
        if (await holds(cancellationToken)) return true;
        if (Limit <= TimeSpan.Zero) return false;

        var start = time.GetTimestamp();
        for (var step = FirstStep; time.GetElapsedTime(start) < Limit; step = step * 1.5 < LongestStep
            ? step * 1.5
            : LongestStep)
        {
            await Task.Delay(step, time, cancellationToken);
            if (await holds(cancellationToken)) return true;
        }
        return false;
    }

    /// <summary>Documents the header.</summary>
    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(TakesWaitPreference.Instance);
}

/// <summary>Marks a route that takes <c>Prefer: wait=N</c>, for the OpenAPI document.</summary>
internal sealed class TakesWaitPreference
{
    public static readonly TakesWaitPreference Instance = new();
}
