using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Cases;

/// <summary>Codes of what an administrator puts into a list, made once of the first name.</summary>
internal static class Codes
{
    private const int Longest = 40;

    /// <summary>The first code that nothing else has.</summary>
    public static string Made(string name, IReadOnlyCollection<string> taken, string nameless)
    {
        var words = string.Concat(Clean.Fold(name).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = string.Join('-', words);
        code = code[..Math.Min(code.Length, Longest)].Trim('-');
        if (code.Length == 0) code = nameless;
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? code : $"{code}-{n}")
            .First(free => !taken.Contains(free));
    }
}
