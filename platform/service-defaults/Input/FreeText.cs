namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>What people write in their own words, of one line or many.</summary>
public static class FreeText
{
    /// <summary>Reads a text. Its canonical form is the same however lines are broken, spaces are set, accents are
    /// composed or apostrophes are typed.</summary>
    public static Detail Read(string? given)
    {
        var text = Clean.Lines(given);
        return Clean.Shows(text)
            ? Detail.Meant(given, text, WithPlainQuotes(Clean.Line(text)))
            : Detail.Nothing(given);
    }

    private static string WithPlainQuotes(string line) => string.Concat(line.Select(letter => letter switch
    {
        '“' or '”' or '„' or '«' or '»' => '"',
        _ when Letters.IsApostrophe(letter) => '\'',
        _ => letter,
    }));
}
