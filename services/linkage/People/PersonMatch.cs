using ComplaintsPlatform.Contracts.Intake;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Who complains, when the complaint names no person: the one person known by that email address, else by that phone number. With two of them (a household that
/// shares an address) nobody is taken; somebody registered later is not looked up again. How the person was recognised is kept and shown.
/// </summary>
internal static class PersonMatch
{
    private const int FewestDigits = 7;

    public static async Task<(Guid? PersonId, string? By)> OfAsync(Complainant resident, NpgsqlDataSource database, CancellationToken ct)
    {
        if (resident.PersonId is not null) return (resident.PersonId, null);
        await using var connection = await database.OpenConnectionAsync(ct);
        foreach (var key in KeysOf(resident.Email, resident.Phone))
        {
            var known = (await connection.QueryAsync<Guid>(new CommandDefinition(
                "SELECT person_id FROM read.person_contact WHERE key = @key LIMIT 2", new { key }, cancellationToken: ct))).AsList();
            if (known.Count == 1) return (known[0], key[..key.IndexOf('|', StringComparison.Ordinal)]);
        }

        return (null, null);
    }

    /// <summary>+44 20 7946 0000 and 020 7946 0000 are one number.</summary>
    public static IEnumerable<string> KeysOf(string? email, string? phone)
    {
        if (email?.Contains('@', StringComparison.Ordinal) == true) yield return $"email|{email.Trim().ToLowerInvariant()}";
        if (phone is null) yield break;
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (phone.TrimStart().StartsWith("+44", StringComparison.Ordinal)) digits = $"0{digits[2..].TrimStart('0')}";
        if (digits.Length >= FewestDigits) yield return $"phone|{digits}";
    }
}
