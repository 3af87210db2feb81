using System.Globalization;

namespace ComplaintsPlatform.Bench;

/// <summary>What an adviser types while somebody is on the telephone: one of a hundred in the shares below, the same
/// every time.</summary>
internal static class Searches
{
    /// <summary>The kind, what is typed, and who is meant (nobody certain when null).</summary>
    public static (string Kind, string Text, MadePerson? Meant) At(MadeLandlord landlord, int number)
    {
        var dice = new Dice("search", number);
        var person = landlord.Person(dice.Below(landlord.Size.People));
        var (given, family) = (person.Name.Split(' ')[0], person.Name.Split(' ')[^1]);
        var postcode = person.Home.Postcode;
        return dice.Below(100) switch
        {
            < 25 => ("full name", dice.OneIn(2) ? person.Name : $"  {family.ToLowerInvariant()}   {given} ", null),
            < 35 => ("name and postcode", $"{family} {postcode}", person),
            < 42 => ("surname", family, null),
            < 50 => ("parts of names", $"{given[..Math.Min(3, given.Length)]} {family[..Math.Min(4, family.Length)]}",
                null),
            < 57 => ("misspelt", $"{given} {Misspelt(family)}", null),
            < 67 => ("postcode", dice.OneIn(2) ? postcode.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()
                : $" {postcode[..2]} {postcode[2..]} ", null),
            < 80 => ("telephone", dice.OneIn(2) ? $"{person.Phone[..5]} {person.Phone[5..8]} {person.Phone[8..]}"
                : $"+44 (0){person.Phone[1..]}", person),
            < 86 => ("email", dice.OneIn(2) ? person.Email : person.Email.ToUpperInvariant(), person),
            < 91 => ("UPRN", person.Home.Uprn, null),
            < 96 => ("tenancy", person.Tenancy.ToLowerInvariant(), null),
            _ => ("address", string.Join(' ', person.Home.Address.Split(',')[0].Split(' ').TakeLast(3)), null),
        };
    }

    public static string Path(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/people?limit=25&search={Uri.EscapeDataString(text)}");

    private static string Misspelt(string name) => name.Length < 4 ? name + "e"
        : $"{name[..(name.Length / 2)]}{name[(name.Length / 2) - 1]}{name[(name.Length / 2)..]}";
}
