using System.Text.Json;
using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Marten.Linq.MatchesSql;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// Before a complaint is saved: which open complaints may be the same one, each with the reasons: the same person, the
// same home, the same email address or phone number, or much the same words. It only shows them; whether to join one is
// a person's decision. What was typed stays in the body, out of addresses and logs, and nothing is stored.
public sealed record FindLikelyDoubles(
    Guid? PersonId = null, Guid? PropertyId = null, string? Email = null, string? Phone = null,
    IReadOnlyList<string>? Texts = null)
{
    public sealed class Validator : AbstractValidator<FindLikelyDoubles>
    {
        public Validator()
        {
            RuleFor(query => query.Email).MaximumLength(500).WithMessage("At most 500 characters are taken.");
            RuleFor(query => query.Phone).MaximumLength(500).WithMessage("At most 500 characters are taken.");
            RuleFor(query => query.Texts).Must(texts => texts is null or { Count: <= 25 })
                .WithMessage("Give at most 25 texts.");
            RuleForEach(query => query.Texts).PlainText(10_000, optional: true);
        }
    }
}

/// <summary>Open complaints that may be the same, the likeliest first; at most 20.</summary>
public sealed record LikelyDoubles(IReadOnlyList<LikelyDouble> Items);

/// <summary>One of them; <c>Because</c> is one or more of same-person, same-home, same-email-or-phone,
/// similar-words.</summary>
public sealed record LikelyDouble(
    Guid ComplaintId, string Reference, string Category, DateOnly ReceivedOn, IReadOnlyList<string> Because,
    string InWords);

public static class FindLikelyDoublesEndpoint
{
    private const int Most = 20, Looked = 200;
    private const double Alike = 0.4;

    [WolverinePost("/api/complaints/likely-doubles"), ForRoles(Roles.Capturing)]
    [EndpointSummary("Open complaints that may be the one about to be made, with the reasons"), Tags("Complaints")]
    public static async Task<LikelyDoubles> Post(
        FindLikelyDoubles query, IQuerySession session, PersonalDataKeys keys, Actor actor, CancellationToken ct)
    {
        string[] contacts = [.. Likeness.ContactKeys(query.Email, query.Phone, keys)];
        var words = Likeness.Words(query.Texts ?? [], keys);
        var bands = Likeness.Bands(words);

        var found = new List<ComplaintEntry>();
        if (query.PersonId is { } personId) await LookAsync("d.person_id = ?", personId);
        if (query.PropertyId is { } propertyId) await LookAsync("d.property_id = ?", propertyId);
        foreach (var key in contacts) await LookAsync("d.data -> 'keys' @> ?::jsonb", Json(key));
        if (bands.Length > 0)
        {
            var (sql, values) = Likeness.Sharing("bands", bands);
            await LookAsync(sql, values);
        }

        return new LikelyDoubles([.. found.DistinctBy(entry => entry.ComplaintId)
            .Where(entry => !entry.IsHiddenFrom(actor.Id))
            .Select(entry => (Entry: entry, Because: Because(entry, query, contacts, words)))
            .Where(match => match.Because.Count > 0)
            .OrderByDescending(match => match.Because.Count).ThenByDescending(match => match.Entry.ReceivedOn)
            .Take(Most)
            .Select(match => new LikelyDouble(
                match.Entry.ComplaintId, match.Entry.Reference, match.Entry.Category, match.Entry.ReceivedOn,
                match.Because, InWords(match.Because)))]);

        async Task LookAsync(string condition, params object[] values)
        {
            var sql = $"({condition})";
            // In no order: of thousands that wrote the same words, any will do, and none are sorted. Those of this
            // person, home or contact are never so many.
            found.AddRange(await session.Query<ComplaintEntry>()
                .Where(entry => entry.MatchesSql(sql, values))
                .Where(entry => entry.IsOpen)
                .Take(Looked).ToListAsync(ct));
        }
    }

    internal static IReadOnlyList<string> Because(
        ComplaintEntry entry, FindLikelyDoubles query, IReadOnlyList<string> contacts, IReadOnlyList<int> words) =>
    [
        .. ComplaintEntries.Because(entry, query.PersonId, query.PropertyId),
        .. entry.Keys.Intersect(contacts).Any() ? ["same-email-or-phone"] : Array.Empty<string>(),
        .. Likeness.Of(entry.Words, words) >= Alike ? ["similar-words"] : Array.Empty<string>(),
    ];

    private static string InWords(IEnumerable<string> because) =>
        $"Open complaint {string.Join(" and ", because.Select(reason => reason switch
        {
            "same-person" => "of the same person",
            "same-home" => "about the same home",
            "same-email-or-phone" => "with the same email address or phone number",
            _ => "in much the same words",
        }))}.";

    private static string Json(string sought) => JsonSerializer.Serialize<string[]>([sought]);
}
