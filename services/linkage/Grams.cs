using System.Buffers.Binary;
using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Every three characters in a row of every word, and how it begins, each as a keyed hash: by them a part of a word is
/// found in what is stored encrypted. Where a word has no letters but signs (李伟), one and two of them count too. They
/// find too much at times, never too little, so what they find is decrypted and looked at again.
/// </summary>
internal static class Grams
{
    private const int Length = 3;
    private const char FirstSign = '\u2E80';

    /// <summary>Under which these words, folded, are found.</summary>
    public static int[] Of(IEnumerable<string> words, PersonalDataKeys keys) =>
        Hashed(words.Distinct().SelectMany(word => Runs(word, Length).Append($"^{word[..Math.Min(2, word.Length)]}")
            .Concat(word.Any(IsSign) ? Runs(word, 2).Concat(Runs(word, 1)).Select(run => $"~{run}") : [])), keys);

    /// <summary>What a text that has all these words is found under; empty when they are too short to find
    /// anything by.</summary>
    public static int[] Sought(IEnumerable<string> words, PersonalDataKeys keys) =>
        Hashed(words.SelectMany(word => word.Length >= Length ? Runs(word, Length)
            : word.Any(IsSign) ? [$"~{word}"]
            : word.Length == 2 ? [$"^{word}"]
            : []), keys);

    private static IEnumerable<string> Runs(string word, int length) =>
        Enumerable.Range(0, Math.Max(0, word.Length - length + 1)).Select(at => word.Substring(at, length));

    private static bool IsSign(char letter) => letter >= FirstSign;

    private static int[] Hashed(IEnumerable<string> grams, PersonalDataKeys keys) =>
    [
        .. grams.Distinct().Select(gram => BinaryPrimitives.ReadInt32BigEndian(keys.Fingerprint($"gram|{gram}")))
            .Distinct(),
    ];
}
