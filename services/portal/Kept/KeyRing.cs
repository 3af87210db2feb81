using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Npgsql;

namespace ComplaintsPlatform.Portal.Kept;

/// <summary>
/// The keys with which cookies, sessions and drafts are protected: in the portal's table, each encrypted under the
/// master key (<c>PersonalData__MasterKey</c>), so that a copy of the table alone opens nothing.
/// </summary>
internal sealed class KeyRing(NpgsqlDataSource database, TimeProvider time) : IXmlRepository
{
    public static void Add(IServiceCollection services, byte[] masterKey)
    {
        services.AddDataProtection(static options => options.ApplicationDiscriminator = "complaints-portal");
        services.AddSingleton(new MasterKey(masterKey));
        services.AddOptions<KeyManagementOptions>().Configure<NpgsqlDataSource, TimeProvider, MasterKey>(
            (options, database, time, key) =>
            {
                options.XmlRepository = new KeyRing(database, time);
                options.XmlEncryptor = key;
            });
    }

    // Asked for once, before the first cookie; the interface knows no waiting.
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("select content from kept where kind = 'key'");
        using var reader = command.ExecuteReader();
        var all = new List<XElement>();
        while (reader.Read()) all.Add(XElement.Parse(Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0))));
        return all;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.CreateCommand(
            "insert into kept (kind, id, owner, content, changed_at, expires_at) values ('key', $1, '', $2, $3, "
            + "'infinity') on conflict do nothing");
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new()
        { Value = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)) });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.ExecuteNonQuery();
    }

    internal sealed class MasterKey(byte[] key) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
            var (cipher, tag) = (new byte[plain.Length], new byte[AesGcm.TagByteSizes.MaxSize]);
            using var aes = new AesGcm(key, tag.Length);
            aes.Encrypt(nonce, plain, cipher, tag);
            return new EncryptedXmlInfo(
                new XElement("wrapped", Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(Unwrap));
        }

        public XElement Decrypt(XElement encrypted)
        {
            var bytes = Convert.FromBase64String(encrypted.Value).AsSpan();
            var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
            var plain = new byte[bytes.Length - nonce - tag];
            using var aes = new AesGcm(key, tag);
            aes.Decrypt(bytes[..nonce], bytes[(nonce + tag)..], bytes.Slice(nonce, tag), plain);
            return XElement.Parse(Encoding.UTF8.GetString(plain));
        }
    }

    /// <summary>Made by data protection, by the name of its type.</summary>
    public sealed class Unwrap(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            services.GetRequiredService<MasterKey>().Decrypt(encryptedElement);
    }
}
