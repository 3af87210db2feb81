using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>The version that the caller saw, from <c>If-Match</c>. As a parameter it is bound; a missing header is answered with 428, <c>*</c> means whatever is there (null).</summary>
/// <param name="Version">The version, or null for <c>*</c>.</param>
public sealed record ExpectedVersion(long? Version) : IEndpointParameterMetadataProvider
{
    /// <summary>Binds a route's parameter.</summary>
    public static ValueTask<ExpectedVersion?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0)
            throw new ProblemException(StatusCodes.Status428PreconditionRequired, "if-match-missing",
                "Send If-Match with the ETag that your last read of this resource gave, such as If-Match: \"3\", so that nobody's change is overwritten unseen.");
        if (header == "*") return ValueTask.FromResult<ExpectedVersion?>(new ExpectedVersion((long?)null));
        if (header is not ['"', .. var digits, '"']
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new ProblemException(StatusCodes.Status400BadRequest, "if-match-malformed",
                "If-Match has to be one ETag of this resource as it was given, quotes included, such as If-Match: \"3\"; or * for whatever is there.");
        return ValueTask.FromResult<ExpectedVersion?>(new ExpectedVersion(version));
    }

    /// <summary>Documents the header and its two refusals.</summary>
    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ExpectsVersion.Instance);
}

/// <summary>Marks a route that needs <c>If-Match</c>, for the OpenAPI document.</summary>
internal sealed class ExpectsVersion
{
    public static readonly ExpectsVersion Instance = new();
}
