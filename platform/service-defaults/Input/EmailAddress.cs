using System.Globalization;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// An email address: one plain mailbox that can stand in a mail header. As pasted it may have spaces around it or
/// beside the @ and the dots, invisible characters, mailto:, a name before it, a full stop after it.
/// </summary>
public static partial class EmailAddress
{
    private const int Longest = 254, LongestMailbox = 64;

    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "noreply", "no-reply", "no.reply", "no_reply", "donotreply", "do-not-reply", "do.not.reply", "do_not_reply",
        "noemail", "no-email", "no.email", "none", "nobody", "unknown", "notknown", "not-known", "notgiven", "null",
        "mailer-daemon",
    };

    private static readonly HashSet<string> Nowhere = new(StringComparer.Ordinal)
    { "noemail.com", "none.com", "email.com", "invalid", "noreply.com", "nomail.com", "unknown.com", "localhost" };

    /// <summary>Reads an address. Its canonical form has small letters and the domain in ASCII.</summary>
    public static Detail Read(string? given)
    {
        var line = Clean.Narrow(given);
        if (NothingGiven.Is(line)) return Detail.Nothing(given);
        var bare = Bare(line);
        var at = bare.LastIndexOf('@');
        if (at < 0 || bare.Length > Longest || at > LongestMailbox || !Mailbox().IsMatch(bare)
            || Ascii(bare[(at + 1)..]) is not { } domain)
            return Detail.Faulty(
                given, Clean.Line(given), "This is no email address such as name@example.org. Ask for it again.");
        var text = $"{bare[..at]}@{bare[(at + 1)..].ToLowerInvariant()}";
        return IsRead(bare[..at].ToLowerInvariant(), domain)
            ? Detail.Meant(given, text, $"{bare[..at].ToLowerInvariant()}@{domain}")
            : Detail.Faulty(given, Clean.Line(given), "Nobody reads this address. Ask for another.");
    }

    private static bool IsRead(string mailbox, string domain) => !Unread.Contains(mailbox)
        && !Nowhere.Contains(domain) && !domain.EndsWith(".invalid", StringComparison.Ordinal);

    private static string Bare(string line)
    {
        var named = Named().Match(line);
        var bare = named.Success ? named.Groups["address"].Value : line;
        bare = BesideSigns().Replace(bare, "$1").Trim(' ', '<', '>', '"', '\'', ',', ';', ':', '.', '(', ')', '[', ']');
        return bare.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? bare["mailto:".Length..].Trim() : bare;
    }

    private static string? Ascii(string domain)
    {
        try
        {
            var ascii = new IdnMapping().GetAscii(domain.ToLowerInvariant()).ToLowerInvariant();
            return ascii.Length > 253 ? null : ascii;
        }
        catch (ArgumentException)
        {
            // A label that is too long or cannot be written in ASCII: the library says so in no other way.
            return null;
        }
    }

    // No spaces, quotes, commas, brackets or line breaks, no two dots in a row.
    [GeneratedRegex(
        @"\A[^\s@<>()\[\]\\,;:""\p{C}.]+(\.[^\s@<>()\[\]\\,;:""\p{C}.]+)*"
        + @"@[^\s@<>()\[\]\\,;:""'\p{C}.]+(\.[^\s@<>()\[\]\\,;:""'\p{C}.]+)+\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Mailbox();

    [GeneratedRegex(@"\A[^<>]*<(?<address>[^<>]+)>[^<>]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    // "ada @example. org": a space beside a sign is a slip; one between two words may be two addresses.
    [GeneratedRegex(@" *([@.]) *", RegexOptions.NonBacktracking)]
    private static partial Regex BesideSigns();
}
