using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ComplaintsPlatform.Seed;

internal sealed record SeedProperty(Guid PropertyId, string Uprn, string Address);

internal sealed record SeedArea(string Name, IReadOnlyList<string> Postcodes);

internal sealed record SeedPerson(
    Guid PersonId, string TenantReference, string Name, string? Email, string Phone, SeedProperty Home);

/// <summary>The people and homes of Harbour Homes, a landlord that does not exist. The same on every machine.</summary>
internal sealed class Landlord
{
    public const string Allocator = "harbour-homes";

    private static readonly string[] FirstNames =
    [
        "Margaret", "Amina", "David", "Siobhan", "Tunde", "Priya", "Gareth", "Chloe", "Mohammed", "Eileen", "Kwame",
        "Agnieszka", "Derek", "Fatima", "Liam",
        "Beverley", "Huw", "Ngozi", "Patricia", "Imran", "Gwen", "Callum", "Yusuf", "Dorothy", "Sanjay", "Leanne",
        "Errol", "Maeve", "Stephen", "Zainab",
    ];

    private static readonly string[] LastNames =
    [
        "Hughes", "Okafor", "Begum", "Whitfield", "Kowalska", "Thompson", "Patel", "Doyle", "Campbell", "Ahmed",
        "Price", "Mensah", "Barker", "Singh", "Fletcher",
        "Osei", "Lewis", "Khan", "Murray", "Adeyemi", "Sutton", "Rahman", "Griffiths", "Clarke", "Nowak", "Brennan",
        "Iqbal", "Walker", "Francis", "Stubbs",
    ];

    private static readonly (string Street, string Postcode)[] Streets =
    [
        ("Cooper's Yard", "PL4 0AA"), ("Lighthouse Court", "PL4 0AB"), ("Ropewalk", "PL4 0AD"),
        ("Chandler House, Quay Road", "PL4 0AE"), ("Fishergate", "PL4 0AF"),
    ];

    /// <summary>The longest part of a postcode decides: Fishergate lies in the second, not in the first.
    /// </summary>
    public static readonly IReadOnlyList<SeedArea> Areas =
    [
        new("Cooper's Yard and Ropewalk", ["PL4 0"]), new("Quay Road and Fishergate", ["PL4 0AE", "PL4 0AF"]),
        new("Rest of Plymouth", ["PL1", "PL2", "PL3", "PL4", "PL5", "PL6", "PL7", "PL9"]),
    ];

    public IReadOnlyList<SeedProperty> Properties { get; }

    public IReadOnlyList<SeedPerson> People { get; }

    public Landlord(Random random)
    {
        Properties = [.. Enumerable.Range(0, 50).Select(n => new SeedProperty(
            SeedId.Of($"property:{n}"), (100_023_330_000 + n).ToString(CultureInfo.InvariantCulture),
            AddressOf(Streets[n / 10].Street, Streets[n / 10].Postcode, (n % 10 * 2) + 1)))];
        People = [.. Enumerable.Range(0, 60).Select(n =>
        {
            var (first, last) =
                (FirstNames[n % FirstNames.Length], LastNames[((n * 7) + (n / FirstNames.Length)) % LastNames.Length]);
            return new SeedPerson(
                SeedId.Of($"person:{n}"), string.Create(CultureInfo.InvariantCulture, $"T{20_100 + n}"),
                $"{first} {last}",
                random.Next(8) == 0
                    ? null
                    : string.Create(CultureInfo.InvariantCulture, $"{first}.{last}{n}@example.org").ToLowerInvariant(),
                string.Create(CultureInfo.InvariantCulture, $"07700 900{n + 100}"), Properties[n % Properties.Count]);
        })];
    }

    private static string AddressOf(string street, string postcode, int number) =>
        $"{(street.Contains("House", StringComparison.Ordinal) ? "Flat " : "")}{number} {street}, Plymouth, {postcode}";
}

/// <summary>Ids that are the same whenever the landlord is seeded, so that a second time adds nothing.</summary>
internal static class SeedId
{
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("harbour-homes:" + name))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
