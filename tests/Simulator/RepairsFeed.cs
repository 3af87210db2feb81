using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Simulator;

/// <summary>Somewhere that things break.</summary>
/// <param name="Person">The tenant's reference at the repairs module, or null for a communal place.</param>
/// <param name="Uprn">Or null.</param>
/// <param name="Property">The landlord's reference, or null.</param>
public sealed record Household(Reference? Person, string? Uprn, Reference? Property);

/// <summary>What to make.</summary>
/// <param name="Seed">The same seed, settings and households give the same messages, byte for byte.</param>
/// <param name="Repairs">How many work orders.</param>
/// <param name="From">The first can be reported on this moment.</param>
/// <param name="Until">Nothing happens after this moment.</param>
public sealed record FeedSettings(int Seed, int Repairs, DateTimeOffset From, DateTimeOffset Until);

/// <summary>A believable life of repairs: raised, visited, not let in, finished; some never finished, some for a
/// communal place, some known by UPRN only.</summary>
public static class RepairsFeed
{
    private const string Module = "Harbour Repairs";

    private static readonly (string Trade, string Name, string[] Jobs)[] Trades =
    [
        ("PL", "Plumbing",
            ["Leak under the kitchen sink", "Toilet does not flush", "No hot water at the bath",
                "Burst pipe in the airing cupboard", "Blocked drain outside the kitchen"]),
        ("GH", "Heating",
            ["Boiler shows fault code and cuts out", "Radiator in the bedroom stays cold",
                "No heating in the whole home", "Heating pressure drops each day"]),
        ("EL", "Electrical",
            ["Sockets in the living room are dead", "Extractor fan in the bathroom does not run",
                "Lights flicker in the hall", "Smoke alarm beeps"]),
        ("CP", "Carpentry",
            ["Front door does not lock", "Window does not close", "Floorboards loose on the landing",
                "Kitchen unit door has come off"]),
        ("DM", "Damp and mould",
            ["Black mould on the bedroom wall", "Damp patch spreading below the window",
                "Condensation and mould in the bathroom"]),
        ("RF", "Roofing",
            ["Water comes through the ceiling when it rains", "Slipped tiles above the bedroom",
                "Gutter overflows at the back"]),
    ];

    /// <summary>The messages in the order in which they happened.</summary>
    public static IReadOnlyList<FeedMessage> Make(FeedSettings settings, IReadOnlyList<Household> households)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(households);
        ArgumentOutOfRangeException.ThrowIfZero(households.Count);
        // Seeded, so always the same sequence; nothing here is a secret.
#pragma warning disable CA5394
        var random = new Random(settings.Seed);
        var messages = new List<FeedMessage>(settings.Repairs * 3);
        for (var number = 1; number <= settings.Repairs; number++) messages.AddRange(
            OneRepair(number, settings, households[random.Next(households.Count)], random));
        return [.. messages.OrderBy(message => message.Time).ThenBy(message => message.Id)];
    }

    private static IEnumerable<FeedMessage> OneRepair(
        int number, FeedSettings settings, Household household, Random random)
    {
        var workOrder =
            new Reference(string.Create(CultureInfo.InvariantCulture, $"WO-{settings.Seed}-{number:000000}"), Module);
        var (trade, name, jobs) = Trades[random.Next(Trades.Length)];
        var priority = random.Next(100) switch { < 10 => 1, < 35 => 2, < 80 => 3, < 95 => 4, _ => 5 };
        var at = settings.From
            + TimeSpan.FromMinutes(random.NextDouble() * (settings.Until - settings.From).TotalMinutes);
        at = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var known = random.Next(100);
        var unit = household switch
        {
            { Uprn: not null } when known < 60 || household.Property is null =>
                new PropertyUnit(household.Uprn, known < 30 ? household.Property : null),
            _ => new PropertyUnit(null, household.Property),
        };
        // Some modules know where, not for whom.
        var customer = household.Person is null || random.Next(100) < 15 ? null : new Customer(household.Person);
        yield return Message(0, new RepairRaised(
            workOrder, at, jobs[random.Next(jobs.Length)],
            new Priority(priority, Words(priority), at + Limit(priority)), new Trade(trade, name), customer, unit));

        var step = 1;
        for (var visit = 0; ; visit++)
        {
            at += TimeSpan.FromHours(2 + random.Next(24 * priority));
            if (at > settings.Until) yield break;
            var day = DateOnly.FromDateTime(at.UtcDateTime).AddDays(1 + random.Next(4 * priority));
            var morning = random.Next(2) == 0;
            yield return Message(step++,
                new RepairAppointmentMade(workOrder, at,
                    new AppointmentWindow(day, morning ? "08:00" : "12:00", morning ? "12:00" : "17:00")));

            at = new DateTimeOffset(day.ToDateTime(new TimeOnly(morning ? 9 : 14, random.Next(60))), TimeSpan.Zero);
            if (at > settings.Until || random.Next(100) < 8) yield break;
            if (visit < 3 && random.Next(100) < 20)
            {
                yield return Message(step++, new RepairNoAccess(workOrder, at, random.Next(4) > 0));
                continue;
            }

            yield return Message(step, new RepairCompleted(workOrder, at.AddMinutes(30 + random.Next(120)), null));
            yield break;
        }

        FeedMessage Message(int which, object data) =>
            FeedMessage.Of(IdOf($"{settings.Seed}/{number}/{which}"), $"{workOrder.AllocatedBy}/{workOrder.Id}",
                which == 0 ? ((RepairRaised)data).DateReported : at, data);
    }
#pragma warning restore CA5394

    private static string Words(int priority) =>
        priority switch { 1 => "Emergency", 2 => "Urgent", 3 => "Routine", 4 => "Planned", _ => "Programme" };

    private static TimeSpan Limit(int priority) => priority switch
    {
        1 => TimeSpan.FromHours(24),
        2 => TimeSpan.FromDays(5),
        3 => TimeSpan.FromDays(28),
        4 => TimeSpan.FromDays(60),
        _ => TimeSpan.FromDays(90),
    };

    private static Guid IdOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
