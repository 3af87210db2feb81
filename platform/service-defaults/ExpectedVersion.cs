using System.Globalization;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using JasperFx.Core.Reflection;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;
using Wolverine.Http.CodeGen;
using Wolverine.Persistence.EventSourcing;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// On a stream's event that another service reports: it changes nothing that a person decides on, so it never makes a
/// version stale that a person saw.
/// </summary>
public interface INeverMakesStale;

/// <summary>On a state that may be folded before the thing exists for commands, since facts of other services may come
/// first.</summary>
public interface IBeginsLater
{
    /// <summary>False while all that happened are facts that came first: commands are answered with 404.</summary>
    bool HasBegun { get; }
}

/// <summary>On a state that some users may know nothing of, such as a complaint about them.</summary>
public interface IHiddenFrom
{
    /// <summary>True when there is no such thing for this user: their commands are answered with 404.</summary>
    bool IsHiddenFrom(Guid userId);
}

/// <summary>A verb that takes whatever version is there, without <c>If-Match</c>, since its rule decides who comes
/// first.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnyVersionAttribute : Attribute;

/// <summary>
/// The version that the caller saw, from <c>If-Match</c>: 428 when it is missing, 400 when it cannot be read, 412 when
/// the stream has moved on since. <c>*</c> means whatever is there; a tag that a proxy made weak still counts.
/// </summary>
public static class ExpectedVersion
{
    /// <summary>The version, or null for <c>*</c>.</summary>
    /// <exception cref="ProblemException">The header is missing or cannot be read.</exception>
    public static long? From(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0)
            throw new ProblemException(StatusCodes.Status428PreconditionRequired, "if-match-missing",
                "Send If-Match with the ETag that your last read of this resource gave, such as If-Match: \"3\", "
                + "so that nobody's change is overwritten unseen.");
        if (header == "*") return null;
        return VersionIn(header) ?? throw new ProblemException(StatusCodes.Status400BadRequest, "if-match-malformed",
            "If-Match has to be one ETag of this resource as it was given, quotes included, such as If-Match: "
                + "\"3\"; or * for whatever is there.");
    }

    /// <summary>The version in one ETag, strong or weak; null when it is none of ours.</summary>
    internal static long? VersionIn(string tag) =>
        (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag) is ['"', .. var digits, '"']
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <summary>Called by generated code between loading a stream and deciding on it.</summary>
    /// <returns>A problem, or Wolverine's sign to go on.</returns>
    public static async Task<IResult> CheckAsync<T>(
        HttpContext context, IEventStream<T> stream, IDocumentSession session) where T : notnull
    {
        var anyVersion = context.GetEndpoint()?.Metadata.GetMetadata<AnyVersionAttribute>() is not null;
        var expected = anyVersion ? null : From(context);
        if (stream.Aggregate is null or IBeginsLater { HasBegun: false }) return Api.NotFound();
        if (stream.Aggregate is IHiddenFrom hidden && hidden.IsHiddenFrom(Actor.Of(context).Id)) return Api.NotFound();
        var current = stream.StartingVersion ?? 0;
        return expected is not { } seen || seen == current
            || (seen < current && await IsFreshAsync(session, stream.Id, seen, context.RequestAborted))
            ? WolverineContinue.Result()
            : new ProblemResult(StaleProblem(current));
    }

    internal static Problem StaleProblem(long? current) => new(StatusCodes.Status412PreconditionFailed, "version-stale",
        $"This was changed{(current is { } now ? $" and is at version {now}" : "")} since you read it. "
        + "Read it again, check that your change still makes sense, and send it with the new ETag.");

    private static async Task<bool> IsFreshAsync(
        IDocumentSession session, Guid streamId, long seen, CancellationToken ct) =>
        (await session.Events.FetchStreamAsync(streamId, fromVersion: seen + 1, token: ct))
            .All(later => later.Data is INeverMakesStale);
}

/// <summary>Puts the check of the version into every verb that writes to a stream, and marks it for the OpenAPI
/// document.</summary>
internal sealed class ExpectedVersionPolicy : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains)
        {
            var written = chain.Method.Method.GetParameters()
                .FirstOrDefault(parameter => parameter.IsDefined(typeof(WriteModelAttribute), true));
            if (written is null) continue;
            var state = written.ParameterType.Closes(typeof(IEventStream<>))
                ? written.ParameterType.GetGenericArguments()[0]
                : written.ParameterType;
            var check = new MethodCall(typeof(ExpectedVersion), typeof(ExpectedVersion)
                .GetMethod(nameof(ExpectedVersion.CheckAsync))!.MakeGenericMethod(state));
            chain.Middleware.Add(check);
            chain.Middleware.Add(new MaybeEndWithResultFrame(check.ReturnVariable!));
            chain.Metadata.WithMetadata(new DecidesAgainAttribute());
            if (!chain.Method.Method.IsDefined(typeof(AnyVersionAttribute), true))
                chain.Metadata.WithMetadata(ExpectsVersion.Instance);
        }
    }
}

/// <summary>Marks a route that needs <c>If-Match</c>, for the OpenAPI document.</summary>
internal sealed class ExpectsVersion
{
    public static readonly ExpectsVersion Instance = new();
}
