using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>Who signed in.</summary>
internal sealed record SignedIn(Guid UserId, string Name, string[] Roles, string[] Teams);

/// <summary>
/// Passwords and client secrets. Five failures in a row lock the account for a quarter of an hour. An unknown name costs the same hash and the same
/// statements as a known one, so that neither answer nor time tells which names exist.
/// </summary>
internal sealed class Passwords(NpgsqlDataSource database, TimeProvider time)
{
    public const int MostCharacters = 256;
    private const int FailuresToLock = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
    private static readonly object Nobody = new();
    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly string HashOfNothing = Hasher.HashPassword(Nobody, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24)));

    public static string Normalise(string username) => username.Trim().ToLowerInvariant();

    public static void QueueNew(IDocumentOperations work, Guid userId, string username, string password) => work.QueueSqlCommand(
        "insert into credentials (user_id, username, password_hash) values ($1, $2, $3)", userId, Normalise(username), Hasher.HashPassword(Nobody, password));

    /// <summary>Null for every reason not to let somebody in; they are not told apart.</summary>
    public async Task<SignedIn?> CheckAsync(string username, string password, bool module, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<Credential>(new CommandDefinition(
            """
            select user_id as UserId, password_hash as PasswordHash, u.name, u.roles, u.teams, u.disabled
            from credentials c join read.users u using (user_id) where c.username = @username
            """, new { username = Normalise(username) }, cancellationToken: cancellationToken));

        var right = Hasher.VerifyHashedPassword(Nobody, found?.PasswordHash ?? HashOfNothing, password.Length <= MostCharacters ? password : "") is not PasswordVerificationResult.Failed
            && found is { Disabled: false } && found.Roles.Contains(Roles.Module) == module;

        // Checked again in the statement that counts: of many guesses at once, none gets in after the one that locked the account.
        var open = await connection.ExecuteAsync(new CommandDefinition(
            right
                ? "update credentials set failures = 0, locked_until = null, signed_in_at = @now where user_id = @id and (locked_until is null or locked_until <= @now)"
                : """
                  update credentials set
                    failures = case when locked_until is null then failures + 1 else 1 end,
                    locked_until = case when locked_until is null and failures + 1 >= @most then @until else null end
                  where user_id = @id and (locked_until is null or locked_until <= @now)
                  """,
            new { id = found?.UserId ?? Guid.Empty, now = time.GetUtcNow(), until = time.GetUtcNow() + LockedFor, most = FailuresToLock }, cancellationToken: cancellationToken));
        return right && open == 1 ? new SignedIn(found!.UserId, found.Name, found.Roles, found.Teams) : null;
    }

    private sealed class Credential
    {
        public Guid UserId { get; set; }
        public string PasswordHash { get; set; } = "";
        public string Name { get; set; } = "";
        public string[] Roles { get; set; } = [];
        public string[] Teams { get; set; } = [];
        public bool Disabled { get; set; }
    }
}
