using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace ComplaintsPlatform.Identity.Logins;

/// <summary>Keys made of the master key, one for each purpose.</summary>
internal sealed class DerivedKeys(IConfiguration configuration)
{
    private readonly byte[] master = Convert.FromBase64String(configuration["PersonalData:MasterKey"]
        ?? throw new InvalidOperationException("Set PersonalData__MasterKey: it wraps the keys of sign-in."));

    /// <summary>32 bytes, the same in every replica.</summary>
    public byte[] For(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.UTF8.GetBytes(purpose));
}

/// <summary>Wraps a secret: nonce (12) | tag (16) | ciphertext, bound to its name.</summary>
internal sealed class Wrapping(byte[] key)
{
    public byte[] Wrap(string name, ReadOnlySpan<byte> plain)
    {
        var wrapped = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(
            wrapped.AsSpan(0, 12), plain, wrapped.AsSpan(28), wrapped.AsSpan(12, 16), Encoding.UTF8.GetBytes(name));
        return wrapped;
    }

    public byte[] Unwrap(string name, byte[] wrapped)
    {
        var plain = new byte[wrapped.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(
            wrapped.AsSpan(0, 12), wrapped.AsSpan(28), wrapped.AsSpan(12, 16), plain, Encoding.UTF8.GetBytes(name));
        return plain;
    }
}

/// <summary>
/// Keys of ASP.NET Core's data protection (cookies, forms, links to reset a password) in the database, for all replicas
/// and restarts, wrapped with the master key. They rotate by themselves.
/// </summary>
internal sealed class KeyRing(NpgsqlDataSource database, DerivedKeys keys) : IXmlRepository
{
    private readonly Wrapping wrapping = new(keys.For("identity data protection"));

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var read = database.CreateCommand("select name, element from sign_in.protection_keys");
        using var row = read.ExecuteReader();
        var elements = new List<XElement>();
        while (row.Read())
            elements.Add(XElement.Parse(Encoding.UTF8.GetString(
                wrapping.Unwrap(row.GetString(0), row.GetFieldValue<byte[]>(1)))));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var write = database.CreateCommand("insert into sign_in.protection_keys values ($1, $2)");
        write.Parameters.Add(new() { Value = friendlyName });
        write.Parameters.Add(new()
        {
            Value = wrapping.Wrap(
                friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))),
        });
        write.ExecuteNonQuery();
    }
}
