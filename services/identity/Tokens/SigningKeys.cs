using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ComplaintsPlatform.Identity.Logins;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// ES256 keys in the database, the private half wrapped with the master key. A new key is shown in JWKS for a while
/// before it signs, and an old one for as long as its access tokens live, so that no checker ever meets a token whose
/// key it cannot find.
/// </summary>
internal sealed class SigningKeys(NpgsqlDataSource database, DerivedKeys derived, TimeProvider time)
{
    /// <summary>Longer than the five minutes within which every service reads the keys again.</summary>
    public static readonly TimeSpan ShownBeforeItSigns = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShownAfterwards = Protocol.LongestTokenLifetime + TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, ECDsaSecurityKey> unwrapped = [];
    private readonly Wrapping wrapping = new(derived.For("identity signing keys"));

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

    /// <summary>The public halves, as JWKS shows them.</summary>
    public async Task<IReadOnlyList<JsonWebKey>> PublishedAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken))
            .Where(key => key.SupersededAt is not { } at || at + ShownAfterwards > time.GetUtcNow())
            .Select(key => new JsonWebKey
            {
                Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Use = JsonWebKeyUseNames.Sig,
                Alg = SecurityAlgorithms.EcdsaSha256, Crv = JsonWebKeyECTypes.P256, Kid = key.Kid, X = key.X, Y = key.Y,
            })];

    /// <summary>What signs now.</summary>
    public async Task<SigningCredentials> CurrentAsync(CancellationToken cancellationToken) => new(
        Unwrapped((await ReadAsync(cancellationToken)).Last(key => key.SignsFrom <= time.GetUtcNow())),
        SecurityAlgorithms.EcdsaSha256);

    /// <summary>All that were not withdrawn: a refresh token outlives the key that signed it.</summary>
    public async Task<IReadOnlyList<SecurityKey>> TrustedAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).Select(Unwrapped)];

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
        foreach (var value in (object[])[kid, x, y, wrapping.Wrap(kid, key.ExportPkcs8PrivateKey()), from])
            insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private ECDsaSecurityKey Unwrapped(Row row) => unwrapped.GetOrAdd(row.Kid, _ =>
    {
        var plain = wrapping.Unwrap(row.Kid, row.Wrapped);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(plain, out var _);
        CryptographicOperations.ZeroMemory(plain);
        return new ECDsaSecurityKey(key) { KeyId = row.Kid };
    });

    private sealed record Row(
        string Kid, string X, string Y, byte[] Wrapped, DateTimeOffset SignsFrom, DateTimeOffset? SupersededAt);
}
