using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>Where something with a reference belongs: the complaint, or the one that it was merged into.</summary>
internal sealed record ComplaintOfReference(Guid ComplaintId, string Reference, string AskedFor, bool Merged);

// Which complaint a reference names, however it was typed. Mail that quotes a merged complaint's reference belongs to
// the one that it goes on in, through as many merges as there were.
internal static class ByReferenceEndpoint
{
    private const int MostMerges = 50;

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/by-reference/{reference}", async (
            string reference, IQuerySession session, Actor actor, CancellationToken ct) =>
            Api.Answer(await FindAsync(Tidy(reference), actor.Id, session, ct), 1))
        .RequireRoles(Roles.Reading, Roles.Module)
        .WithName("ByReference")
        .WithSummary("The complaint that a reference leads to, also after a merge")
        .Produces<ComplaintOfReference>();

    internal static async Task<ComplaintOfReference?> FindAsync(
        string reference, Guid userId, IQuerySession session, CancellationToken ct)
    {
        var entry = await session.Query<ComplaintEntry>()
            .FirstOrDefaultAsync(named => named.Reference == reference, ct);
        for (var merges = 0; entry?.MergedInto is { } survivor && merges < MostMerges; merges++)
            entry = await session.LoadAsync<ComplaintEntry>(survivor, ct);
        return entry is null || entry.IsHiddenFrom(userId)
            ? null
            : new ComplaintOfReference(entry.ComplaintId, entry.Reference, reference, entry.Reference != reference);
    }

    // Read out, typed again, with spaces: letters that look like digits are those digits, as in Crockford's base 32.
    internal static string Tidy(string reference)
    {
        var plain = string.Concat(reference.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        if (plain.StartsWith("CMP", StringComparison.Ordinal)) plain = plain[3..];
        plain = plain.Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return plain.Length == 8 ? $"CMP-{plain[..4]}-{plain[4..]}" : reference;
    }
}
