using JasperFx;
using Marten.Exceptions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Npgsql.PostgresErrorCodes;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Maps everything thrown. What is not known here is a 500 that gives away nothing but its trace id.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException or IOException
            && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Of(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError) LogFailed(logger, exception);
        else if (problem.Status > 500) LogUnavailable(logger, problem.Code, exception.GetType().Name);
        await problem.WriteAsync(httpContext);
        return true;
    }

    internal static Problem Of(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        // How Marten passes on what the database says, of a statement or while it reads an event, whose keys are asked
        // for then; what is left of a transaction whose connection went; and how Entity Framework passes it on, in one
        // wrapping when it reads and in two when it saves.
        MartenException { InnerException: NpgsqlException inner } => Of(inner),
        InvalidOperationException { InnerException: NpgsqlException inner } => Of(inner),
        { InnerException: NpgsqlException inner } when IsUnreachable(inner) => Of(inner),
        { InnerException.InnerException: NpgsqlException inner } when IsUnreachable(inner) => Of(inner),
        PostgresException { SqlState: UniqueViolation } or ExistingStreamIdCollisionException
            or DocumentAlreadyExistsException =>
                new(StatusCodes.Status409Conflict, "already-exists",
                    "Something with this id or name exists already. Read it, or send another."),
        _ when LostRace.Is(exception) => ExpectedVersion.StaleProblem(null),
        BadHttpRequestException bad => BodyProblems.Of(bad),
        // A text that no database keeps (U+0000, half a surrogate pair) where no validator has looked: in a query.
        PostgresException { SqlState: CharacterNotInRepertoire or UntranslatableCharacter } =>
            new(StatusCodes.Status400BadRequest, "text-not-readable",
                "The request has a character in it that is not text, such as U+0000. Remove it."),
        NpgsqlException database when IsUnreachable(database) =>
            new(StatusCodes.Status503ServiceUnavailable, "database-unavailable",
            "The database cannot be reached now. Nothing was changed unless a later read shows it; send the "
                + "request again in a moment.")
            { RetryAfterSeconds = 2 },
        // The bearer handler could not read the authority's discovery document or keys.
        InvalidOperationException { Message: var message }
            when message.StartsWith("IDX20803", StringComparison.Ordinal) => new(
            StatusCodes.Status503ServiceUnavailable, "identity-unavailable",
            "Tokens cannot be checked now, because the sign-in service does not answer. Try again in a moment.")
            { RetryAfterSeconds = 2 },
        _ => StatusProblems.Of(StatusCodes.Status500InternalServerError),
    };

    // 08: connection; 57P: shutdown and crash; 53: out of resources such as connections; 25P03: a
    // transaction that was left open for too long, as by a machine that stood still. What is not the server's
    // answer is a connection that could not be made or broke off, whatever it was at; only one that is used twice at a
    // time is our own mistake.
    internal static bool IsUnreachable(NpgsqlException exception) => exception switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state == "25P03",
        _ => exception is not NpgsqlOperationInProgressException,
    };

    [LoggerMessage(LogLevel.Error, "The request failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The request was answered with {Code} ({Kind}).")]
    private static partial void LogUnavailable(ILogger logger, string code, string kind);
}
