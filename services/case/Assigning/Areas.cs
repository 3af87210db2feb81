using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>An administrator said into which areas the landlord's homes fall: these, and no others.</summary>
public sealed record AreasSet(Guid AreasId, IReadOnlyList<Area> Items);

/// <summary>Homes that belong together: those in these postcodes (PL1 2AB), sectors (PL1 2) and districts
/// (PL1).</summary>
public sealed record Area(string Name, IReadOnlyList<string> Postcodes);

/// <summary>The areas as they are now, with their version.</summary>
public sealed record Areas(Guid AreasId, IReadOnlyList<Area> Items, long Version) : IWholeList
{
    /// <summary>There is one set of areas.</summary>
    public static readonly Guid TheAreas = DeterministicId.Of("cases:areas");

    public static readonly Areas None = new(TheAreas, [], 0);

    public static Areas Evolve(Areas? state, AreasSet set) => new(set.AreasId, set.Items, (state?.Version ?? 0) + 1);

    public static async Task<Areas> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<Areas>(TheAreas, token: ct) ?? None;

    /// <summary>The area of a place as the areas are now; null when there are none.</summary>
    public static async Task<PlacedIn?> OfAsync(Place place, IQuerySession session, CancellationToken ct)
    {
        var areas = await NowAsync(session, ct);
        var home = areas.Items.Count > 0 && place.PropertyId is { } propertyId
            ? await session.LoadAsync<Home>(propertyId, ct)
            : null;
        return areas.Of(place, home);
    }

    /// <summary>The area of a place, by the longest part of its postcode that an area has; null when there are no
    /// areas.</summary>
    public PlacedIn? Of(Place place, Home? home)
    {
        if (Items.Count == 0) return null;
        var postcode = place.PropertyId is null ? place.Postcode : home?.Postcode;
        if (postcode is null)
            return new PlacedIn(null, (place.PropertyId, home) switch
            {
                (null, _) => "None: it is about no home that is known.",
                (_, null) => "None: its home is not known yet.",
                _ => "None: the address of its home has no postcode.",
            });
        var found = PartsOf(postcode)
            .Select(part => (Part: part, Area: Items.FirstOrDefault(area => area.Postcodes.Contains(part))))
            .FirstOrDefault(match => match.Area is not null);
        return found.Area is { } area
            ? new PlacedIn(area.Name, $"{area.Name}, which has {found.Part}.")
            : new PlacedIn(null, $"None: no area has {postcode}.");
    }

    // The longest first: PL1 2AB, PL1 2, PL1. In London EC1 is all of EC1A, EC1M and so on.
    private static IEnumerable<string> PartsOf(string postcode)
    {
        var district = postcode.Split(' ')[0];
        yield return postcode;
        yield return postcode[..^2];
        yield return district;
        if (char.IsAsciiLetter(district[^1])) yield return district[..^1];
    }
}

/// <summary>The area in which a complaint's home lies, or none, and why.</summary>
public sealed record PlacedIn(string? Name, string InWords);
