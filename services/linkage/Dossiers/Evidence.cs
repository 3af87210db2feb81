using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

/// <summary>A linked record: why it is here, how it stood when it was linked, how it stands now.</summary>
public sealed record EvidenceItem(
    Guid RecordId, string RecordKind, Reference Reference, string Why, DateTimeOffset LinkedAt,
    Repair? WhenLinked, Repair? Now, bool HasChanged, Undone? Undone);

/// <summary>Who may complain, why we think so, and who that is; no name when there is no such person.</summary>
public sealed record PersonSuggested(Guid PersonId, string Why, string? Name, string? HomeAddress);

/// <summary>Who undid a link, when and why.</summary>
public sealed record Undone(DateTimeOffset At, string? By, string Reason);

/// <summary>Who complains, or may, and what belongs to the complaint.</summary>
public sealed record EvidenceOfComplaint(
    Guid ComplaintId, long Version, Guid? PersonId, string? PersonMatchedBy,
    IReadOnlyList<PersonSuggested> SuggestedPersons, IReadOnlyList<EvidenceItem> Items);

// What other modules know that belongs to a complaint, each item with its reason. Prefer: wait=N waits for the dossier,
// and for the joiner to have looked at everything recorded before the question; together with If-None-Match it waits
// for something new.
internal static class EvidenceEndpoint
{
    private const string Recorded = "select coalesce(max(seq_id), 0) from mt_events";

    private const string Joined =
        $"select coalesce(max(last_seq_id), 0) from mt_event_progression where name = '{Joiner.Progress}:All'";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/complaints/{complaintId:guid}/evidence", async (
            Guid complaintId, HttpRequest request, WaitPreference wait,
            IQuerySession session, PersonalDataKeys keys, NpgsqlDataSource database, TimeProvider time,
            CancellationToken ct) =>
        {
            IReadOnlyList<IEvent> dossier = [];
            long? before = null;
            string? known = request.Headers.IfNoneMatch;
            await wait.UntilAsync(async token =>
            {
                dossier = await session.Events.FetchStreamAsync(complaintId, token: token);
                if (dossier.Count == 0 || Tag(dossier) == known) return false;
                if (known is not null || wait.Limit == TimeSpan.Zero) return true;
                before ??= await PositionAsync(database, Recorded, token);
                if (await PositionAsync(database, Joined, token) < before) return false;
                dossier = await session.Events.FetchStreamAsync(complaintId, token: token);
                return true;
            }, time, ct);
            if (dossier.Count == 0) return Api.Answer<object>(null, 0);
            if (Tag(dossier) == known) return Results.StatusCode(StatusCodes.Status304NotModified);
            var opened = (DossierOpened)dossier[0].Data;
            var state = dossier.Select(stored => stored.Data).OfType<IDossierEvent>()
                .Aggregate((Dossier?)null, Dossier.Evolve)!;
            var (version, items) = (dossier[^1].Version, await ItemsOf(dossier, session, keys, ct));
            return Api.Answer(new EvidenceOfComplaint(
                complaintId, version, state.PersonId,
                state.PersonId == opened.PersonId ? opened.PersonMatchedBy : null,
                [.. await SuggestedOf(opened, state, session, ct)], items), version);
        })
        .Shows("evidence")
        .RequireRoles(Roles.Reading)
        .WithName("Evidence").WithTags("Evidence").Produces<EvidenceOfComplaint>();

    private static async Task<long> PositionAsync(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<IEnumerable<PersonSuggested>> SuggestedOf(
        DossierOpened opened, Dossier state, IQuerySession session, CancellationToken ct)
    {
        if (state.Suggested.IsEmpty) return [];
        var known = (await session.LoadManyAsync<PersonEntry>(ct, [.. state.Suggested]))
            .ToDictionary(entry => entry.Id);
        return from suggested in opened.SuggestedPersons ?? []
               where state.Suggested.Contains(suggested.PersonId)
               let entry = known.GetValueOrDefault(suggested.PersonId)
               select new PersonSuggested(suggested.PersonId, suggested.Why, entry?.Person.Name, entry?.Home?.Address);
    }

    private static async Task<List<EvidenceItem>> ItemsOf(
        IReadOnlyList<IEvent> dossier, IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
    {
        var links = dossier.Where(stored => stored.Data is RecordLinked)
            .Select(stored => (Stored: stored, Link: (RecordLinked)stored.Data)).ToList();
        var histories = await Repair.HistoriesOf(links.Select(link => link.Link.RecordId), session, keys, ct);
        return [.. links.Select(link => Item(link.Stored, link.Link, dossier, [.. histories[link.Link.RecordId]]))];
    }

    internal static EvidenceItem Item(
        IEvent linked, RecordLinked link, IReadOnlyList<IEvent> dossier, IReadOnlyList<IEvent> record)
    {
        var why = dossier.Select(stored => stored.Data).OfType<LinkReasonAdded>()
            .LastOrDefault(added => added.RecordId == link.RecordId)?.Why ?? link.Why;
        var undone = dossier.LastOrDefault(
            stored => stored.Data is RecordUnlinked unlinked && unlinked.RecordId == link.RecordId);
        return new EvidenceItem(
            link.RecordId, link.RecordKind, link.External, why, linked.Timestamp,
            Repair.Of(record.Where(stored => stored.Version <= link.RecordVersion)), Repair.Of(record),
            record.Count > 0 && record[^1].Version > link.RecordVersion,
            undone is null
                ? null
                : new Undone(
                    undone.Timestamp, undone.GetHeader("actor")?.ToString(), ((RecordUnlinked)undone.Data).Reason));
    }

    private static string Tag(IReadOnlyList<IEvent> dossier) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{dossier[^1].Version}\"");
}
