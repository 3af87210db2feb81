namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// A detail as somebody typed, pasted or sent it, and what is meant by it. Nothing is refused here: what cannot be
/// meant keeps its text, and <see cref="Fault"/> says what to put right.
/// </summary>
/// <param name="Given">As it came.</param>
/// <param name="Text">Cleaned, to be stored and shown; empty when nothing was given that shows.</param>
/// <param name="Canonical">The same for all spellings of the same thing, to be compared and hashed; null when there is
/// nothing to compare: a detail with a fault never stands for anybody.</param>
/// <param name="Fault">What is wrong, in a sentence for the person who typed it; null when nothing is.</param>
public sealed record Detail(string Given, string Text, string? Canonical, string? Fault)
{
    /// <summary>Whether nothing was given.</summary>
    public bool IsEmpty => Text.Length == 0;

    /// <summary><see cref="Text"/>, or null when nothing was given.</summary>
    public string? TextOrNull => IsEmpty ? null : Text;

    internal static Detail Nothing(string? given) => new(given ?? "", "", null, null);

    internal static Detail Meant(string? given, string text, string canonical) =>
        new(given ?? "", text, canonical, null);

    internal static Detail Faulty(string? given, string text, string fault) => new(given ?? "", text, null, fault);
}
