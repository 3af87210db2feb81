using System.Net.Sockets;
using System.Text.Json;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults
{
    /// <summary>Thrown by a handler that knows that a message can never succeed (its schema is broken, say): it becomes
    /// a dead letter at once.</summary>
    /// <param name="reason">Why, for the operator. No personal data.</param>
    public class UnprocessableMessageException(string reason) : Exception(reason);
}

namespace ComplaintsPlatform.ServiceDefaults.Messaging
{
    /// <summary>What a failure of a message says about trying again.</summary>
    internal static class Faults
    {
        /// <summary>Another attempt at the same message was quicker: the next look finds it handled.</summary>
        public static bool IsRepeat(Exception exception) =>
            Any(exception, e => e is PostgresException
            { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: OnceOnly.PrimaryKey });

        /// <summary>It can never succeed.</summary>
        public static bool IsFinal(Exception exception) =>
            Any(exception, e => e is UnprocessableMessageException or JsonException);

        /// <summary>It will pass by itself: the database or the network is away.</summary>
        public static bool IsPassing(Exception exception) => Any(exception, e => e switch
        {
            // Besides what a request is told to come again for: the operator (a cancelled statement) and the system.
            PostgresException postgres => ExceptionProblems.IsUnreachable(postgres) || postgres.IsTransient
                || postgres.SqlState[..2] is "57" or "58",
            ProblemException { Problem.Status: 503 } => true,
            NpgsqlException or TimeoutException or SocketException or HttpRequestException
                or OperationCanceledException => true,
            IOException => e is not (FileNotFoundException or DirectoryNotFoundException),
            _ => false,
        });

        private static bool Any(Exception? exception, Func<Exception, bool> test) => exception switch
        {
            null => false,
            AggregateException many => many.InnerExceptions.Any(inner => Any(inner, test)),
            _ => test(exception) || Any(exception.InnerException, test),
        };
    }
}
