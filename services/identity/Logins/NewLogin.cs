using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.Identity.Users;
using Marten;
using Microsoft.AspNetCore.Identity;

namespace ComplaintsPlatform.Identity.Logins;

/// <summary>
/// A new user's login, written in the transaction that makes the user; a username that is taken breaks its unique key.
/// A module's secret is its client's; the login only keeps the name.
/// </summary>
internal static class NewLogin
{
    private static readonly Login Nobody = new();
    private static readonly PasswordHasher<Login> Hasher = new();

    public static void Queue(IDocumentOperations work, UserCreated user, string password)
    {
        var isModule = user.Roles.Contains(Roles.Module);
        work.QueueSqlCommand(
            """
            insert into sign_in.logins (id, user_name, normalized_user_name, password_hash, security_stamp,
              concurrency_stamp, lockout_enabled, email_confirmed, phone_number_confirmed, two_factor_enabled,
              access_failed_count)
            values (?, ?, ?, ?, gen_random_uuid()::text, gen_random_uuid()::text, true, false, false, false, 0)
            """,
            user.UserId, user.Username, LoginNames.Normalise(user.Username),
            isModule ? DBNull.Value : Hasher.HashPassword(Nobody, password));
        if (isModule)
            work.QueueSqlCommand(
                """
                insert into sign_in.clients
                  (id, client_id, client_secret, client_type, display_name, permissions, concurrency_token)
                values (?, ?, ?, 'confidential', ?, '["ept:token","ept:revocation","gt:client_credentials"]',
                  gen_random_uuid()::text)
                """,
                user.UserId, user.Username, ClientManager.Hash(password), user.Name);
    }
}
