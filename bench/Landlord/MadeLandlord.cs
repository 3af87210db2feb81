using System.Globalization;
using System.Text;

namespace ComplaintsPlatform.Bench;

/// <summary>How many there are of each.</summary>
internal sealed record Size(int People, int Homes, int Complaints)
{
    public static readonly Size Small = Of(1_000), Large = Of(100_000);

    public static Size Of(int people) => new(people, people * 6 / 10, people * 2);

    public string Text => $"{People:#,0} people, {Homes:#,0} homes, {Complaints:#,0} cases";
}

internal sealed record MadeHome(int Number, Guid Id, string Uprn, string Address, string Postcode);

internal sealed record MadePerson(
    int Number, Guid Id, string Reference, string Tenancy, string Name, string Email, string Phone, MadeHome Home);

internal sealed record MadeComplaint(
    int Number, Guid Id, string Reference, string Channel, string Category, DateOnly ReceivedOn, MadePerson? Person,
    MadeHome? Home, IReadOnlyList<string> Points, int Owner, DateOnly? AcknowledgedOn, DateOnly? RespondedOn,
    string Outcome);

/// <summary>
/// A landlord of any size, the same whenever it is made: surnames as unequal as they are, signs and accents in one
/// name of eight; households that share a surname, a telephone, an email address; some people with twenty complaints,
/// some homes with thirty; five years of complaints, the last three weeks' mostly open.
/// </summary>
internal sealed class MadeLandlord
{
    private const int Days = 5 * 365, StillOpen = 21;
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", PostLetters = "ABDEFGHJLNPQRSTUWXYZ";
    private static readonly string[] Channels =
        ["phone", "phone", "phone", "email", "email", "web-form", "letter", "resident-portal", "in-person"];
    private static readonly string[] Mobile = ["74", "75", "77", "78"];
    private static readonly string[] Providers = ["example.com", "example.org", "mail.example.net"];
    private static readonly string[] Outcomes = ["upheld", "partly-upheld", "not-upheld"];

    private readonly int[] homeOf;
    private readonly List<int>[] livesIn;

    public MadeLandlord(Size size, DateOnly today)
    {
        (Size, Today) = (size, today);
        homeOf = [.. Enumerable.Range(0, size.People).Select(n =>
            n < size.Homes ? n : new Dice("home of", n).Below(size.Homes))];
        livesIn = [.. Enumerable.Range(0, size.Homes).Select(_ => new List<int>())];
        for (var n = 0; n < size.People; n++) livesIn[homeOf[n]].Add(n);
    }

    public Size Size { get; }

    public DateOnly Today { get; }

    public static MadeHome Home(int number)
    {
        // Twenty-five doors to a postcode; every third street is a block.
        var (street, door) = (number / 25, (number % 25) + 1);
        var dice = new Dice("street", street);
        var name = dice.Of(Words.Streets).Replace("St-", "St ", StringComparison.Ordinal);
        var postcode = string.Create(CultureInfo.InvariantCulture,
            $"PL{1 + (street / 3600 % 9)} {street / 400 % 9}{PostLetters[street / 20 % 20]}{PostLetters[street % 20]}");
        var line = street % 3 == 0
            ? $"Flat {door}, {dice.Of(Words.Streets).Replace('-', ' ')} House, {1 + dice.Below(90)} {name} "
            : $"{door * 2} {name} ";
        return new MadeHome(number, new Dice("property", number).Id(),
            (100_040_000_000 + (number * 37L)).ToString(CultureInfo.InvariantCulture),
            $"{line}{dice.Of(Words.Ways)}, {dice.Of(Words.Towns)}, {postcode}", postcode);
    }

    public MadePerson Person(int number)
    {
        var home = homeOf[number];
        var (dice, first) = (new Dice("person", number), livesIn[home][0]);
        var isFirst = first == number;
        var given = dice.OftenOf(Words.Given);
        var family = dice.OftenOf(Words.Family);
        var (sharesName, sharesPhone, sharesEmail) = (dice.Below(10) < 6, dice.Below(10) < 4, dice.OneIn(10));
        if (!isFirst && sharesName) family = FamilyOf(first);
        return new MadePerson(number, new Dice("person's id", number).Id(),
            string.Create(CultureInfo.InvariantCulture, $"P-{200_000 + number}"),
            string.Create(CultureInfo.InvariantCulture, $"TEN-{3_000_000 + home}"), $"{given} {family}",
            isFirst || !sharesEmail ? EmailOf(number, given, family) : Person(first).Email,
            PhoneOf(isFirst || !sharesPhone ? number : first), Home(home));
    }

    public MadeComplaint Complaint(int number)
    {
        var dice = new Dice("complaint", number);
        var received = Today.AddDays(-(int)((long)(Size.Complaints - 1 - number) * Days / Size.Complaints));
        var about = number % 67 == 1 ? dice.Below(1 + (Size.Complaints / 2000)) : -1;
        var person = Person(
            about >= 0 ? dice.Of(livesIn[about]) // a home with thirty
            : number % 50 == 0 ? Size.People - 1 - dice.Below(1 + (Size.Complaints / 1000)) // somebody with twenty
            : dice.Below(Size.People));
        var (category, sentences) = dice.OftenOf(Words.Said);
        var points = Enumerable.Range(0, 1 + (dice.Below(10) / 6) + (dice.Below(10) / 9))
            .Select(_ => TextOf(dice, sentences)).Distinct().ToList();
        var ago = Today.DayNumber - received.DayNumber;
        var isOpen = ago <= StillOpen ? dice.Below(100) < 85 : dice.OneIn(250);
        DateOnly? acknowledged = isOpen && dice.OneIn(2)
            ? null
            : received.AddDays(dice.OneIn(9) ? 9 : 1 + dice.Below(6));
        DateOnly? responded = isOpen ? null : acknowledged!.Value.AddDays(dice.OneIn(8) ? 24 : 4 + dice.Below(9));
        var moment = new DateTimeOffset(received.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero)
            .AddSeconds(number % 30_000);
        var code = string.Concat(Enumerable.Range(0, 8).Select(_ => Letters[dice.Below(32)]));
        var isAnonymous = about < 0 && dice.OneIn(60);
        return new MadeComplaint(number, dice.IdAt(moment), $"CMP-{code[..4]}-{code[4..]}", dice.Of(Channels), category,
            received, isAnonymous ? null : person, isAnonymous && dice.OneIn(2) ? null : person.Home, points,
            dice.Below(40), NotLater(acknowledged), NotLater(responded), dice.Of(Outcomes));
    }

    /// <summary>What somebody may write: two to five sentences of a subject.</summary>
    public static string TextOf(Dice dice, IReadOnlyList<string> sentences)
    {
        var text = new StringBuilder();
        foreach (var at in Enumerable.Range(0, 2 + dice.Below(3)).Select(_ => dice.Below(sentences.Count)).Distinct())
            text.Append(sentences[at]
                .Replace("{since}", dice.Of(Words.Since), StringComparison.Ordinal)
                .Replace("{often}", dice.Of(Words.Often), StringComparison.Ordinal)
                .Replace("{room}", dice.Of(Words.Rooms), StringComparison.Ordinal)
                .Replace("{who}", dice.Of(Words.Who), StringComparison.Ordinal)
                .Replace("{sum}", dice.Of(Words.Sums), StringComparison.Ordinal)).Append(' ');
        return text.Append(dice.Of(Words.Ends)).ToString().Trim();
    }

    private DateOnly? NotLater(DateOnly? day) => day > Today ? Today : day;

    private static string FamilyOf(int number)
    {
        var dice = new Dice("person", number);
        dice.OftenOf(Words.Given);
        return dice.OftenOf(Words.Family);
    }

    private static string PhoneOf(int number) => string.Create(CultureInfo.InvariantCulture,
        $"0{Mobile[number % 4]}{((number * 7919L) + 11_000_000) % 100_000_000:00000000}");

    private static string EmailOf(int number, string given, string family)
    {
        var plain = new string([.. $"{given}.{family}".Normalize(NormalizationForm.FormD).ToLowerInvariant()
            .Where(letter => letter is (>= 'a' and <= 'z') or '.' or '-')]);
        return string.Create(CultureInfo.InvariantCulture, $"{plain}{number % 1000}@{Providers[number % 3]}");
    }
}
