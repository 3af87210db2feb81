using System.Text.Json;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.PersonalData;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Who complains, when the complaint names no person: the one person known by that email address, else by that phone
/// number. With two of them (a household that shares an address) nobody is taken; somebody registered later is not
/// looked up again. How the person was recognised is kept and shown.
/// </summary>
public sealed record PersonMatch(Guid? PersonId, string? By)
{
    private const int FewestDigits = 7;

    // More than two, since some of them may have been erased.
    private const int Looked = 20;

    public static async Task<PersonMatch> OfAsync(
        Complainant resident, IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
    {
        if (resident.PersonId is not null) return new PersonMatch(resident.PersonId, null);
        foreach (var key in KeysOf(resident.Email, resident.Phone))
        {
            var sought = JsonSerializer.Serialize(new { contacts = new[] { Fingerprint(key, keys) } });
            var entries = await session.Query<PersonEntry>()
                .Where(entry => entry.MatchesSql("d.data @> ?::jsonb", sought))
                .Take(Looked).ToListAsync(ct);
            var known = entries.Where(entry => KeysOf(entry.Person.Email, entry.Person.Phone).Contains(key)).ToList();
            if (known.Count == 1)
                return new PersonMatch(known[0].Id, key[..key.IndexOf('|', StringComparison.Ordinal)]);
        }

        return new PersonMatch(null, null);
    }

    /// <summary>+44 20 7946 0000 and 020 7946 0000 are one number.</summary>
    public static IEnumerable<string> KeysOf(string? email, string? phone)
    {
        if (email?.Contains('@', StringComparison.Ordinal) == true)
            yield return $"email|{email.Trim().ToLowerInvariant()}";
        if (phone is null) yield break;
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (phone.TrimStart().StartsWith("+44", StringComparison.Ordinal)) digits = $"0{digits[2..].TrimStart('0')}";
        if (digits.Length >= FewestDigits) yield return $"phone|{digits}";
    }

    internal static string Fingerprint(string key, PersonalDataKeys keys) =>
        Convert.ToBase64String(keys.Fingerprint(key));
}
