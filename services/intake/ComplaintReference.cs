using System.Security.Cryptography;

namespace ComplaintsPlatform.Intake;

/// <summary>Draws a reference, each time another one.</summary>
public delegate string DrawReference();

/// <summary>
/// What staff and resident quote: <c>CMP-7K3M-9QXT</c>. Eight random characters (a million million references), so that
/// nobody comes upon another resident's complaint by counting, in an alphabet without I, L, O and U (Crockford's base
/// 32), so that it survives a telephone.
/// </summary>
internal static class ComplaintReference
{
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Next()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, 8);
        return $"CMP-{random[..4]}-{random[4..]}";
    }

    /// <summary>Of something that is no complaint: <c>CON-7K3M-9QXT</c>, for contact.</summary>
    public static string OfSubmission(string drawn) => $"CON{drawn[3..]}";
}
