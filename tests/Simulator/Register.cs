using System.Net.Http.Headers;
using System.Net.Http.Json;
using ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Simulator;

/// <summary>Reads people and properties from the platform, as the repairs module would: with its own client
/// id.</summary>
public static class Register
{
    public static async Task<IReadOnlyList<Household>> HouseholdsAsync(
        HttpClient gateway, string clientId, string secret, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret });
        using var answer = await gateway.PostAsync(new Uri("connect/token", UriKind.Relative), form, cancellationToken);
        var token = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Token>(cancellationToken);
        gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token!.access_token);

        var properties = await AllAsync<PropertyPage, Property>(
            gateway, "api/properties", page => (page.Properties, page.Next), cancellationToken);
        var people = await AllAsync<PeoplePage, Person>(
            gateway, "api/people", page => (page.People, page.Next), cancellationToken);
        var homes = properties.ToDictionary(property => property.PropertyId);
        var lived = people.Select(person => person.PropertyId).ToHashSet();
        return
        [
            .. people.Select(person =>
                (Person: person, Home: person.PropertyId is { } id ? homes.GetValueOrDefault(id) : null))
                .Where(pair => pair.Home is not null && pair.Person.References.Count > 0)
                .Select(pair => new Household(pair.Person.References[0], pair.Home!.Uprn, First(pair.Home.References))),
            .. properties.Where(property => !lived.Contains(property.PropertyId))
            .Select(property => new Household(null, property.Uprn, First(property.References))),
        ];
    }

    private static async Task<List<TItem>> AllAsync<TPage, TItem>(
        HttpClient gateway, string path, Func<TPage, (IReadOnlyList<TItem> Items, string? Next)> read,
        CancellationToken cancellationToken)
    {
        var all = new List<TItem>();
        for (string? cursor = null; ;)
        {
            var page = await gateway.GetFromJsonAsync<TPage>(
                new Uri($"{path}?limit=100{(cursor is null ? "" : $"&cursor={cursor}")}", UriKind.Relative),
                cancellationToken);
            var (items, next) = read(page!);
            all.AddRange(items);
            if (next is null) return all;
            cursor = next;
        }
    }

    private static Reference? First(IReadOnlyList<Reference> references) => references.Count == 0
        ? null
        : references[0];

    // Names as the answers have them.
    private sealed record Token(string access_token);

    private sealed record Person(IReadOnlyList<Reference> References, Guid? PropertyId);

    private sealed record PeoplePage(IReadOnlyList<Person> People, string? Next);

    private sealed record Property(Guid PropertyId, string? Uprn, IReadOnlyList<Reference> References);

    private sealed record PropertyPage(IReadOnlyList<Property> Properties, string? Next);
}
