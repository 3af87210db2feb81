using System.Buffers.Binary;
using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Every three characters in a row of every word, each as a keyed hash: by them a part of a word is found in what is
/// stored encrypted. They find too much at times, never too little, so what they find is decrypted and looked at again.
/// </summary>
internal static class Grams
{
    public const int Length = 3;

    public static IReadOnlyList<int> Of(IEnumerable<string> texts, PersonalDataKeys keys) =>
        [.. texts.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(word =>
                Enumerable.Range(0, Math.Max(0, word.Length - Length + 1)).Select(at => word.Substring(at, Length)))
            .Distinct()
            .Select(gram => BinaryPrimitives.ReadInt32BigEndian(keys.Fingerprint($"gram|{gram}")))
            .Distinct()];
}
