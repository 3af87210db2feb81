using System.Buffers.Binary;
using System.Text.Json;
using System.Text.RegularExpressions;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>
/// How texts that are stored encrypted are found to be alike: by keyed hashes of their words, and of those the smallest
/// under thirty-two orders, two by two (MinHash in bands). Two texts that share half of their words share a band with
/// near certainty, two that share a tenth seldom do; what shares one is then compared by all its words.
/// </summary>
internal static partial class Likeness
{
    public const int MostWords = 400;
    private const int BandCount = 16;

    private static readonly HashSet<string> SaysNothing =
    [
        "the", "and", "for", "that", "this", "with", "has", "have", "had", "was", "were", "been", "are", "not", "but",
        "they", "you", "our", "your", "his", "her", "she", "him", "who", "from", "there", "still", "all", "any", "can",
        "when", "what", "why", "how", "now", "since", "about", "would", "could", "will", "did", "does", "just",
    ];

    /// <summary>Keyed hashes of the words that say something; what was erased says nothing.</summary>
    public static int[] Words(IEnumerable<string?> texts, PersonalDataKeys keys) =>
        [.. texts.OfType<string>().Where(text => text != PersonalDataAttribute.Erased)
            .SelectMany(text => Word().Matches(Clean.Fold(text)).Select(match => match.Value))
            .Where(word => !SaysNothing.Contains(word))
            .Distinct().Take(MostWords)
            .Select(word => BinaryPrimitives.ReadInt32BigEndian(keys.Fingerprint($"word|{word}")))];

    /// <summary>None for a text of fewer than three words: it would be like too much.</summary>
    public static int[] Bands(IReadOnlyList<int> words) => words.Count < 3 ? [] :
        [.. Enumerable.Range(0, BandCount).Select(band =>
            HashCode(band, Smallest(words, 2 * band), Smallest(words, (2 * band) + 1)))];

    /// <summary>The condition of a <see cref="ComplaintEntry"/> that shares one of these bands, with its
    /// values.</summary>
    /// <param name="part">Where it keeps its own: one with an index.</param>
    /// <param name="bands">At least one.</param>
    public static (string Sql, object[] Values) Sharing(string part, IReadOnlyList<int> bands) =>
        ($"({string.Join(" or ", bands.Select(_ => $"d.data -> '{part}' @> ?::jsonb"))})",
            [.. bands.Select(band => JsonSerializer.Serialize<int[]>([band]))]);

    /// <summary>The share of words that two texts have in common.</summary>
    public static double Of(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        var common = one.Intersect(other).Count();
        return common == 0 ? 0 : (double)common / (one.Count + other.Count - common);
    }

    /// <summary>What a contact detail is found by, however it is spelt.</summary>
    public static IEnumerable<string> ContactKeys(string? email, string? phone, PersonalDataKeys keys)
    {
        if (EmailAddress.Read(email).Canonical is { } mailbox) yield return Key($"email|{mailbox}");
        if (PhoneNumber.Read(phone).Canonical is { } number) yield return Key($"phone|{number}");

        string Key(string text) => Convert.ToBase64String(keys.Fingerprint(text));
    }

    private static uint Smallest(IReadOnlyList<int> words, int order)
    {
        var smallest = uint.MaxValue;
        foreach (var word in words) smallest = Math.Min(smallest, Mix((uint)word, (uint)order));
        return smallest;
    }

    // The same for ever and on every machine, since what it gives is stored.
    private static uint Mix(uint word, uint order)
    {
        var x = word ^ ((order + 1) * 0x9E3779B9);
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return x ^ (x >> 16);
    }

    private static int HashCode(int band, uint one, uint two) =>
        (int)Mix(Mix(one, (uint)(1000 + band)) ^ two, (uint)(2000 + band));

    [GeneratedRegex(@"[\p{L}\p{N}]{3,}")]
    private static partial Regex Word();
}
