using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>What a checkpoint states. Written as a compact JWS, ES256.</summary>
internal sealed record Checkpoint(
    string Log, long Seal, string Position, long Events, string Head, DateTimeOffset Time, long Erased)
{
    private const string Header = """{"alg":"ES256"}""";

    public string Sign(string key)
    {
        using var signer = ReadKey(key);
        var text = $"{Encode(Encoding.UTF8.GetBytes(Header))}."
            + Encode(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
        return $"{text}.{Encode(signer.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Null when the line is not signed by the key.</summary>
    public static Checkpoint? Read(string line, string key)
    {
        using var signer = ReadKey(key);
        try
        {
            return line.Trim().Split('.') is [var header, var payload, var signature]
                && signer.VerifyData(
                    Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature),
                    HashAlgorithmName.SHA256)
                ? JsonSerializer.Deserialize<Checkpoint>(Base64Url.DecodeFromChars(payload), JsonSerializerOptions.Web)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <exception cref="InvalidOperationException">It is no key, or not one that can sign.</exception>
    public static ECDsa ReadKey(string text)
    {
        var key = ECDsa.Create();
        try
        {
            if (text.StartsWith("-----", StringComparison.Ordinal)) key.ImportFromPem(text);
            else key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
            if (key.KeySize == 256 && key.ExportParameters(true).D is not null) return key;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or CryptographicException)
        {
        }
        key.Dispose();
        throw new InvalidOperationException(
            "RecordIntegrity:CheckpointKey has to be the private key of an ECDSA P-256 pair, in PEM or as base64 of "
            + "PKCS#8.");
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
