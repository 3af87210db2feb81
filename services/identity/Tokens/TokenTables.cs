namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// Tables of what has no history: hashes and lock-out (<c>Passwords.cs</c>), signing keys (<c>SigningKeys.cs</c>). Not
/// documents, since guesses at once are counted by one conditional statement. The unique key of a username is here: its
/// row is written in the transaction that makes the user.
/// </summary>
internal static class TokenTables
{
    public const string Sql =
        """
        create table if not exists credentials (
          user_id uuid primary key,
          username text not null constraint credentials_username_key unique,
          password_hash text not null,
          failures int not null default 0,
          locked_until timestamptz,
          signed_in_at timestamptz
        );

        -- Private keys are wrapped with the master key. A key signs from signs_from until the next one does.
        create table if not exists signing_keys (
          generation int primary key,
          kid text not null unique,
          x text not null,
          y text not null,
          private_key bytea not null,
          signs_from timestamptz not null,
          revoked_at timestamptz
        );
        """;
}
