namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// What people and forms write where they have nothing to write. Not for names: Null and None are names too.
/// </summary>
internal static class NothingGiven
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "", "n a", "na", "nil", "no", "none", "none given", "not applicable", "not given", "not known", "null",
        "no email", "no phone", "no telephone", "no mobile", "no number", "unknown", "refused", "tba", "tbc", "x", "xx",
        "xxx", "nan", "undefined",
    };

    public static bool Is(string line) =>
        Words.Contains(Clean.Fold(line)) && !line.Contains('@', StringComparison.Ordinal);
}
