using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.Users;
using Marten;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>Who signed in.</summary>
internal sealed record SignedIn(Guid UserId, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams);

/// <summary>
/// Passwords and client secrets. Five failures in a row lock the account for a quarter of an hour. An unknown name
/// costs the same hash and the same statements as a known one, so that neither answer nor time tells which names exist.
/// </summary>
internal sealed class Passwords(NpgsqlDataSource database, IDocumentStore store, TimeProvider time)
{
    public const int MostCharacters = 256;
    private const int FailuresToLock = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
    private static readonly object Nobody = new();
    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly string HashOfNothing = Hasher.HashPassword(
        Nobody, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24)));

    public static string Normalise(string username) => username.Trim().ToLowerInvariant();

    public static void QueueNew(IDocumentOperations work, Guid userId, string username, string password) =>
        work.QueueSqlCommand(
        "insert into credentials (user_id, username, password_hash) values (?, ?, ?)", userId, Normalise(username),
        Hasher.HashPassword(Nobody, password));

    /// <summary>Null for every reason not to let somebody in; they are not told apart.</summary>
    public async Task<SignedIn?> CheckAsync(
        string username, string password, bool module, CancellationToken cancellationToken)
    {
        var found = await FindAsync(Normalise(username), cancellationToken);
        await using var session = store.QuerySession();
        var user = await session.LoadAsync<UserRow>(found?.UserId ?? Guid.Empty, cancellationToken);

        var right = Hasher.VerifyHashedPassword(Nobody, found?.PasswordHash ?? HashOfNothing,
            password.Length <= MostCharacters ? password : "") is not PasswordVerificationResult.Failed
            && user is { Disabled: false } && user.Roles.Contains(Roles.Module) == module;

        // Checked again in the statement that counts: of many guesses at once, none gets in after the one that locked
        // the account.
        await using var count = database.CreateCommand(right
            ? "update credentials set failures = 0, locked_until = null, signed_in_at = $2 where user_id = $1 and "
                + "(locked_until is null or locked_until <= $2)"
            : $"""
              update credentials set
                failures = case when locked_until is null then failures + 1 else 1 end,
                locked_until = case when locked_until is null and failures + 1 >= {FailuresToLock} then $3 else null end
              where user_id = $1 and (locked_until is null or locked_until <= $2)
              """);
        count.Parameters.Add(new() { Value = found?.UserId ?? Guid.Empty });
        count.Parameters.Add(new() { Value = time.GetUtcNow() });
        if (!right) count.Parameters.Add(new() { Value = time.GetUtcNow() + LockedFor });
        var open = await count.ExecuteNonQueryAsync(cancellationToken);
        return right && open == 1 ? new SignedIn(user!.UserId, user.Name, user.Roles, user.Teams) : null;
    }

    private async Task<Credential?> FindAsync(string username, CancellationToken cancellationToken)
    {
        await using var find =
            database.CreateCommand("select user_id, password_hash from credentials where username = $1");
        find.Parameters.Add(new() { Value = username });
        await using var row = await find.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new Credential(row.GetGuid(0), row.GetString(1)) : null;
    }

    private sealed record Credential(Guid UserId, string PasswordHash);
}
