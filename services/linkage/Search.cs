using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Linkage;

/// <summary>One field of something that is registered, by the words that it is found by.</summary>
internal sealed record Findable(string Field, string Words)
{
    /// <summary>The words of a text, and all of them as one: Li Wu is LiWu too.</summary>
    public static Findable Of(string field, string? text)
    {
        var words = text == PersonalDataAttribute.Erased ? "" : Clean.Fold(text);
        return new(field, words.Contains(' ', StringComparison.Ordinal) ? $"{words} {Joined(words)}" : words);
    }

    public static Findable OfAddress(string field, string? address) => new(field, string.Join(' ',
    [
        Clean.Fold(address), .. Postcode.In(address).SelectMany(found =>
            new[] { found, Postcode.Read(found).Text }).Select(Clean.Fold),
    ]));

    // As it is dialled at home and from abroad.
    public static Findable OfPhone(string field, string? phone)
    {
        var number = PhoneNumber.Read(phone);
        if (number.Canonical is not { } canonical) return Of(field, phone);
        var (home, abroad) = (Joined(Clean.Fold(number.Text)), Joined(Clean.Fold(canonical)));
        return new(field, $"{home} {abroad}");
    }

    public static string Joined(string words) => words.Replace(" ", "", StringComparison.Ordinal);
}

/// <summary>A condition on an entry of a register, and its parameter.</summary>
internal sealed record Lookup(string Sql, object Value)
{
    public static Lookup OfGrams(int[] grams) => new("d.grams @> ?", grams);

    public static Lookup OfContact(string key, PersonalDataKeys keys) =>
        new("d.contacts @> ?", new[] { PersonMatch.Fingerprint(key, keys) });

    /// <summary>One of them is enough.</summary>
    public static string Any(IEnumerable<Lookup> lookups) => string.Join(" or ", lookups.Select(lookup => lookup.Sql));
}

/// <summary>
/// What somebody typed to find a person or a home, taken in every way in which it can be meant: its words, all of them
/// as one, a phone number, an email address, a UPRN, a postcode.
/// </summary>
internal sealed record Search(IReadOnlyList<string> Words, IReadOnlyList<string> Wholes, IReadOnlyList<string> Contacts)
{
    public static readonly Search Everything = new([], [], []);

    public static Search Read(string? text)
    {
        var folded = Clean.Fold(text);
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wholes = new[]
        {
            words.Length > 1 ? Findable.Joined(folded) : null, Uprn.Read(text).Canonical,
            Postcode.Read(text).Canonical,
        };
        return new Search(words,
            [.. wholes.OfType<string>().Select(Clean.Fold).Where(whole => !words.Contains(whole)).Distinct()],
            [.. PersonMatch.KeysOf(text, text)]);
    }

    /// <summary>What an entry has to fulfil: one of these.</summary>
    public IEnumerable<Lookup> Lookups(PersonalDataKeys keys) =>
        new[] { Words }.Concat(Wholes.Select(whole => new[] { whole }))
            .Select(words => Grams.Sought(words, keys)).Where(grams => grams.Length > 0).Select(Lookup.OfGrams)
            .Concat(Contacts.Select(key => Lookup.OfContact(key, keys)));

    /// <summary>The fields by which an entry is meant; null when it is not.</summary>
    public IReadOnlyList<string>? MatchedOn(IRegistered entry)
    {
        // Reading a number is the dearest part of looking at an entry.
        if (Contacts.Count > 0 && entry.ContactKeys().Intersect(Contacts).FirstOrDefault() is { } contact)
            return [contact[..contact.IndexOf('|', StringComparison.Ordinal)]];
        var fields = entry.Fields().ToList();
        if (Words.All(word => fields.Any(field => Has(field, word))))
            return
            [
                .. fields.Where(field => Words.Any(word => Has(field, word))).Select(field => field.Field).Distinct(),
            ];
        return fields.Where(field => Wholes.Any(whole => Has(field, whole))).Select(field => field.Field).Distinct()
            .ToList() is { Count: > 0 } found ? found : null;
    }

    private static bool Has(Findable field, string word) => field.Words.Contains(word, StringComparison.Ordinal);
}
