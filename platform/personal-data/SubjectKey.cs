using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ComplaintsPlatform.PersonalData;

/// <summary>A subject's key, and the forms of what is encrypted under it, the subject authenticated.</summary>
/// <param name="subject">Whose.</param>
/// <param name="wrapped">As stored; null when it was destroyed.</param>
/// <param name="masterKey">What it is wrapped with.</param>
internal sealed class SubjectKey(Guid subject, byte[]? wrapped, byte[] masterKey)
{
    /// <summary>Of every encrypted text and sealed body; 1 is the version of the form.</summary>
    public const string Prefix = "enc:1:";

    private const int Nonce = 12, Overhead = Nonce + 16;
    private const int TextHeader = 6 + 32 + 1, BodyHeader = 6 + 16;
    [ThreadStatic] private static (byte[] Key, AesGcm Aes) last;
    private byte[]? key;

    public Guid Subject => subject;

    public bool IsErased => wrapped is null;

    /// <summary>Unwrapped when first needed: more keys are read than used.</summary>
    public byte[] Key => key ??= Unwrap();

    /// <summary>A new key, wrapped.</summary>
    public static byte[] Make(Guid subject, byte[] masterKey) =>
        Lock(masterKey, RandomNumberGenerator.GetBytes(32), subject);

    /// <summary><c>enc:1:{subject}:{base64url of nonce, tag, ciphertext}</c>: nothing that JSON escapes.</summary>
    public string Encrypt(string text)
    {
        if (IsErased) return PersonalDataAttribute.Erased;
        var closed = Lock(Key, Encoding.UTF8.GetBytes(text), subject);
        var length = TextHeader + Base64Url.GetEncodedLength(closed.Length);
        return string.Create(length, (subject, closed), static (to, from) =>
        {
            Prefix.CopyTo(to);
            from.subject.TryFormat(to[Prefix.Length..], out _, "N");
            to[TextHeader - 1] = ':';
            Base64Url.EncodeToChars(from.closed, to[TextHeader..]);
        });
    }

    /// <summary>Whose text it is; null if it is not encrypted.</summary>
    public static Guid? SubjectOf(ReadOnlySpan<char> text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length > TextHeader && text[TextHeader - 1] == ':'
            && Guid.TryParseExact(text[Prefix.Length..(TextHeader - 1)], "N", out var subject) ? subject : null;

    public string Decrypt(ReadOnlySpan<char> text)
    {
        if (IsErased) return PersonalDataAttribute.Erased;
        var closed = new byte[Base64Url.GetMaxDecodedLength(text.Length - TextHeader)];
        return Base64Url.TryDecodeFromChars(text[TextHeader..], closed, out var length)
            ? Encoding.UTF8.GetString(Unlock(Key, closed.AsSpan(0, length), subject))
            : throw Damaged(subject);
    }

    /// <summary><c>enc:1:</c>, 16 bytes of subject, nonce, tag, ciphertext; only the first two if erased.</summary>
    public byte[] Seal(ReadOnlySpan<byte> body) =>
        [.. "enc:1:"u8, .. subject.ToByteArray(bigEndian: true), .. IsErased ? [] : Lock(Key, body, subject)];

    /// <summary>Whose body it is; null if it is not sealed.</summary>
    public static Guid? SubjectOf(ReadOnlySpan<byte> body) =>
        body.Length >= BodyHeader && body.StartsWith("enc:1:"u8)
            ? new Guid(body[6..BodyHeader], bigEndian: true)
            : null;

    public byte[]? Open(ReadOnlySpan<byte> body) =>
        IsErased || body.Length == BodyHeader ? null : Unlock(Key, body[BodyHeader..], subject);

    private static byte[] Lock(byte[] key, ReadOnlySpan<byte> plain, Guid subject)
    {
        var closed = new byte[Overhead + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, Nonce));
        Aes(key).Encrypt(
            closed.AsSpan(0, Nonce), plain, closed.AsSpan(Overhead), closed.AsSpan(Nonce, 16), subject.ToByteArray());
        return closed;
    }

    private static byte[] Unlock(byte[] key, ReadOnlySpan<byte> closed, Guid subject)
    {
        if (closed.Length < Overhead) throw Damaged(subject);
        var plain = new byte[closed.Length - Overhead];
        try
        {
            Aes(key).Decrypt(
                closed[..Nonce], closed[Overhead..], closed[Nonce..Overhead], plain, subject.ToByteArray());
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Damaged(subject);
        }
        return plain;
    }

    /// <summary>Kept for the thread's next value, mostly of the same subject: making one is dear.</summary>
    private static AesGcm Aes(byte[] key)
    {
        if (ReferenceEquals(last.Key, key)) return last.Aes;
        last.Aes?.Dispose();
        last = (key, new AesGcm(key, 16));
        return last.Aes;
    }

    private byte[] Unwrap()
    {
        try
        {
            return Unlock(masterKey, wrapped, subject);
        }
        catch (CryptographicException)
        {
            throw new InvalidOperationException(
                "PersonalData:MasterKey is not the key that this database's personal data is kept under.");
        }
    }

    private static CryptographicException Damaged(Guid subject) =>
        new($"What is stored about subject {subject} does not fit its key: it was changed, or copied from elsewhere.");
}
