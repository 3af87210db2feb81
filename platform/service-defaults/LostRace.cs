using JasperFx;
using Marten.Exceptions;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// A verb that starts something which somebody else may be starting at the same moment, such as its own caller who
/// sends twice. It asks first, and when what it writes is there already it is run again and finds what the other wrote.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DecidesAgainAttribute : Attribute;

/// <summary>
/// Somebody else wrote the stream between a verb's load and its save. The verb is run again on the new state: with the
/// version that its caller saw it ends as 412 unless all that came between leaves it fresh; without one the rule
/// decides anew. Wolverine's error policies do not reach HTTP endpoints.
/// </summary>
internal static class LostRace
{
    private const int MaximumRaces = 8;

    public static async Task DecideAgain(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DecidesAgainAttribute>() is null)
        {
            await next(context);
            return;
        }

        for (var race = 1; ; race++)
        {
            try
            {
                await next(context);
                return;
            }
            catch (Exception exception) when (race < MaximumRaces && Is(exception) && !context.Response.HasStarted)
            {
                context.Response.Clear();
            }
        }
    }

    /// <summary>Whether a failure says that a stream or a document was written by somebody else meanwhile.</summary>
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        ConcurrencyException or ExistingStreamIdCollisionException or DocumentAlreadyExistsException => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: var name } =>
            name is "pk_mt_events_stream_and_version" or "pkey_mt_streams_id"
                || name?.StartsWith("mt_streams", StringComparison.Ordinal) == true,
        PostgresException
        { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        AggregateException many => many.InnerExceptions.Any(Is),
        _ => Is(exception.InnerException),
    };
}
