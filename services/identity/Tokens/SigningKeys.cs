using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>The public half of a key, as JWKS shows it.</summary>
internal sealed record PublicKey(string Kid, string X, string Y);

/// <summary>
/// ES256 keys in the database, the private half wrapped with the master key. A new key is shown in JWKS for a while
/// before it signs, and an old one for as long as its tokens live, so that no checker ever meets a token whose key it
/// cannot find.
/// </summary>
internal sealed class SigningKeys(NpgsqlDataSource database, IConfiguration configuration, TimeProvider time)
{
    /// <summary>Longer than the five minutes within which every service reads the keys again.</summary>
    public static readonly TimeSpan ShownBeforeItSigns = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShownAfterwards = AccessTokens.Lifetime + TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, ECDsaSecurityKey> unwrapped = [];
    private readonly byte[] wrappingKey = HKDF.DeriveKey(HashAlgorithmName.SHA256,
        Convert.FromBase64String(configuration["PersonalData:MasterKey"]
            ?? throw new InvalidOperationException("Set PersonalData__MasterKey: it wraps the signing keys.")), 32,
            info: "identity signing keys"u8.ToArray());

    /// <summary>The first key, made once by whichever replica starts first.</summary>
    public Task EnsureOneAsync(CancellationToken cancellationToken) =>
        InsertAsync("insert into signing_keys values (1, $1, $2, $3, $4, $5, null) on conflict do nothing",
            time.GetUtcNow(), cancellationToken);

    /// <summary>Makes the next key. A key that may have leaked is withdrawn at once, with every token that it
    /// signed.</summary>
    public Task RotateAsync(bool compromised, CancellationToken cancellationToken) => InsertAsync(
        $"""
        with revoked as (update signing_keys set revoked_at = $5 where {(compromised ? "revoked_at is null" : "false")})
        insert into signing_keys select max(generation) + 1, $1, $2, $3, $4, $5, null from signing_keys
        """,
        compromised ? time.GetUtcNow() : time.GetUtcNow() + ShownBeforeItSigns, cancellationToken);

    public async Task<IReadOnlyList<PublicKey>> PublishedAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken))
            .Where(key => key.SupersededAt is not { } at || at + ShownAfterwards > time.GetUtcNow())
            .Select(key => new PublicKey(key.Kid, key.X, key.Y))];

    public async Task<SigningCredentials> CurrentAsync(CancellationToken cancellationToken)
    {
        var current = (await ReadAsync(cancellationToken)).Last(key => key.SignsFrom <= time.GetUtcNow());
        return new SigningCredentials(
            unwrapped.GetOrAdd(current.Kid, _ => Unwrap(current)), SecurityAlgorithms.EcdsaSha256);
    }

    private async Task<List<Row>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var read = database.CreateCommand(
            """
            select kid, x, y, private_key, signs_from, lead(signs_from) over (order by generation)
            from signing_keys where revoked_at is null order by generation
            """);
        await using var row = await read.ExecuteReaderAsync(cancellationToken);
        var keys = new List<Row>();
        while (await row.ReadAsync(cancellationToken))
            keys.Add(new Row(
                row.GetString(0), row.GetString(1), row.GetString(2),
                await row.GetFieldValueAsync<byte[]>(3, cancellationToken),
                await row.GetFieldValueAsync<DateTimeOffset>(4, cancellationToken),
                await row.GetFieldValueAsync<DateTimeOffset?>(5, cancellationToken)));
        return keys;
    }

    private async Task InsertAsync(string sql, DateTimeOffset from, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = key.ExportParameters(false).Q;
        string x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y);
        // RFC 7638: the key's own thumbprint names it.
        var kid = Base64Url.EncodeToString(
            SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        await using var insert = database.CreateCommand(sql);
        foreach (var value in (object[])[kid, x, y, Wrap(kid, key.ExportPkcs8PrivateKey()), from])
            insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    // nonce (12) | tag (16) | ciphertext, bound to the key's name.
    private byte[] Wrap(string kid, byte[] plain)
    {
        var wrapped = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var aes = new AesGcm(wrappingKey, 16);
        aes.Encrypt(
            wrapped.AsSpan(0, 12), plain, wrapped.AsSpan(28), wrapped.AsSpan(12, 16), Encoding.UTF8.GetBytes(kid));
        return wrapped;
    }

    private ECDsaSecurityKey Unwrap(Row row)
    {
        var plain = new byte[row.Wrapped.Length - 28];
        using var aes = new AesGcm(wrappingKey, 16);
        aes.Decrypt(row.Wrapped.AsSpan(0, 12), row.Wrapped.AsSpan(28), row.Wrapped.AsSpan(12, 16), plain,
            Encoding.UTF8.GetBytes(row.Kid));
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(plain, out _);
        CryptographicOperations.ZeroMemory(plain);
        return new ECDsaSecurityKey(key) { KeyId = row.Kid };
    }

    private sealed record Row(
        string Kid, string X, string Y, byte[] Wrapped, DateTimeOffset SignsFrom, DateTimeOffset? SupersededAt);
}
