using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>Compares what is in the databases, and what the platform shows (<see cref="Pages"/>), with what the clients
/// were answered.</summary>
internal sealed class Findings(Platform platform, Databases databases, Record record, int seed, DateTimeOffset since)
{
    private static readonly string[] Rebuildable =
        ["identity", "cases", "sla-clock", "correspondence", "linkage", "reporting"];

    private readonly List<string> found = [];

    public async Task<IReadOnlyList<string>> ListAsync()
    {
        foreach (var name in Databases.Logs) await LogIsWholeAsync(name);
        foreach (var name in Databases.Names.Except(["identity"])) await NothingIsDeadAsync(name);
        await MessagesArrivedOnceAsync();
        await ComplaintsAreThereOnceAsync();
        await CommandsAreThereOnceAsync();
        await RegistersAreThereOnceAsync();
        EmailsWentOnce();
        found.AddRange(await new Pages(platform, databases, record).FindingsAsync());
        await ReadTablesAreWhatTheLogSaysAsync();
        return found;
    }

    /// <summary>The store's own verification, and a second one that shares nothing with it: versions from 1 without
    /// gap, up to where the stream says that it is.</summary>
    private async Task LogIsWholeAsync(string name)
    {
        found.AddRange(
            await databases.ReadAsync(name,
                "select concat_ws(' ', stream_id, version, problem) from record.verify_all()", row =>
                    $"{name}: {row.GetString(0)}"));
        found.AddRange(await databases.ReadAsync(name,
            """
            select s.id::text from mt_streams s left join (
              select stream_id, count(*) as n, min(version) as first, max(version) as last,
                bool_and(type = 'tombstone') as dead from mt_events group by 1) e on e.stream_id = s.id
            where (e.n is distinct from s.version or e.first <> 1 or e.last <> s.version)
              -- Marten keeps a stream for the tombstones of appends that failed.
              and not coalesce(e.dead, s.version = 0)
            """, row => $"{name}: stream {row.GetString(0)} has a gap, or is not at its version"));
    }

    private async Task NothingIsDeadAsync(string name) => found.AddRange(await databases.ReadAsync(name,
        "select concat_ws(' ', message_type, exception_type, exception_message) from "
            + "wolverine.wolverine_dead_letters where sent_at > $1",
        row => $"{name}: dead letter {row.GetString(0)}", since));

    /// <summary>Reporting keeps every message: they are the events of the senders' logs, all of a type or none of it;
    /// and every other consumer's inbox has just those that it asked for.</summary>
    private async Task MessagesArrivedOnceAsync()
    {
        var messages = await databases.ReadAsync("reporting", "select id, source, type from read.messages",
            row => (Id: row.GetGuid(0), Source: row.GetString(1), Type: row.GetString(2)));
        foreach (var sender in messages.GroupBy(message => message.Source))
        {
            var name = DatabaseOf(sender.Key.Split('/')[^1]);
            var events = await databases.ReadAsync(
                name, "select id, type from mt_events", row => (Id: row.GetGuid(0), Type: row.GetString(1)));
            var heard = sender.Select(message => message.Id).ToHashSet();
            var published = events.Where(@event => heard.Contains(@event.Id)).Select(@event => @event.Type).ToHashSet();
            Difference($"reporting, of {name}", events.Where(@event => published.Contains(@event.Type))
                .Select(@event => @event.Id), heard);
        }
        foreach (var (service, exchange, keys) in Topology.Listeners.Where(consumer =>
            consumer.Exchange == Topology.Complaints))
        {
            var wanted = keys.Select(Binding).ToList();
            var inbox = await databases.ReadAsync(DatabaseOf(service),
                "select id::uuid from wolverine.handled_messages where source like '/complaints/%'", row =>
                    row.GetGuid(0));
            Difference($"{service}'s inbox", messages.Where(message => wanted.Exists(key => key.IsMatch(message.Type)))
                .Select(message => message.Id), inbox);
        }
    }

    /// <summary>A routing key of a topic exchange, <c>#</c> for any number of words, as a regular expression.</summary>
    private static Regex Binding(string key)
    {
        var words = Regex.Escape(key)
            .Replace("\\.\\#", "(\\..*)?", StringComparison.Ordinal)
            .Replace("\\#", ".*", StringComparison.Ordinal);
        return new Regex($"^{words}$");
    }

    private async Task ComplaintsAreThereOnceAsync()
    {
        // A request is known by a hash of its caller and key.
        var adviser = await platform.IdOfAsync("adviser");
        var wanted = record.Complaints.ToDictionary(complaint =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{adviser} {complaint.Key(seed)}"))),
            complaint => complaint.Id);
        var taken = await databases.ReadAsync("intake",
            "select id, (data ->> 'complaintId')::uuid from mt_doc_takenrequest", row =>
                (Id: row.GetString(0), ComplaintId: row.GetGuid(1)));
        Difference("intake's requests", wanted.Select(request => (request.Key, request.Value)),
            [.. taken.Where(request => wanted.ContainsKey(request.Id))]);

        var (intake, cases, clocks, linkage) = (await databases.EventsAsync("intake"),
            await databases.EventsAsync("cases"), await databases.EventsAsync("slaclock"),
            await databases.EventsAsync("linkage"));
        var letters = (await databases.ReadAsync("correspondence",
            """
            with letters as (select stream_id, (data ->> 'complaintId')::uuid as complaint_id from mt_events
              where type = 'letter_drafted')
            select complaint_id, e.type, count(*) from letters join mt_events e using (stream_id) group by 1, 2
            """, row => (Id: row.GetGuid(0), Type: row.GetString(1), Count: row.GetInt64(2))))
            .ToDictionary(row => (row.Id, row.Type), row => row.Count);
        foreach (var complaint in record.Complaints)
        {
            var letter = complaint.ByEmail ? "letter_sent" : "letter_to_send_by_hand";
            Once(intake, "intake", "complaint_made");
            Once(cases, "cases", "complaint_opened");
            Once(cases, "cases", complaint.ByEmail ? "receipt_confirmed" : "receipt_to_confirm_by_hand");
            Once(clocks, "slaclock", "receipt_noted");
            Once(letters, "correspondence", "letter_drafted");
            Once(letters, "correspondence", letter);
            Once(linkage, "linkage", "dossier_opened");
            Once(linkage, "linkage", "record_linked", complaint.PropertyId is null ? 0 : 1);
            Once(cases, "cases", "record_linked", complaint.PropertyId is null ? 0 : 1);

            void Once(Dictionary<(Guid, string), long> counted, string name, string type, long times = 1)
            {
                var count = counted.GetValueOrDefault((complaint.Id, type));
                if (count != times)
                    found.Add($"{name}: {type} of complaint {complaint.Number} ({complaint.Id}) is there {count} "
                        + $"times instead of {times}");
            }
        }
    }

    /// <summary>What was answered is there once, and at the version that was answered unless an earlier attempt of
    /// unknown result may have done it; what was not answered once or not at all.</summary>
    private async Task CommandsAreThereOnceAsync()
    {
        var events = (
            await databases.ReadAsync("cases",
                "select stream_id, type, data ->> 'team', version from mt_events where type in "
                + "('complaint_assigned', 'complaint_acknowledged', 'stage_1_response_recorded')",
            row => (Id: row.GetGuid(0), Type: row.GetString(1), Team: row.IsDBNull(2)
                ? null
                : row.GetString(2), Version: row.GetInt64(3))))
                    .ToLookup(row => (row.Id, row.Type, row.Team), row => row.Version);
        foreach (var complaint in record.Complaints)
            foreach (var command in complaint.Commands)
            {
                var versions = events[(complaint.Id, command.EventType, command.Team)].ToList();
                var isRight = (command.Version, command.IsUnsure, versions) switch
                {
                    (null, _, []) or (null, _, [_]) => true,
                    ({ } answered, false, [var version]) => version == answered,
                    ({ } answered, true, [var version]) => version <= answered,
                    _ => false,
                };
                if (!isRight)
                    found.Add($"cases: {command} on complaint {complaint.Number} ({complaint.Id}) is there at "
                        + $"versions [{string.Join(", ", versions)}]");
            }

        // The queue's rows are written with the events; a row without its event, or the other way round, would be half
        // a command.
        found.AddRange(await databases.ReadAsync("cases",
            """
            select coalesce(q.id, e.stream_id)::text from (
              select id from mt_doc_unansweredcomplaint where owner_id is null) q full join (
              select stream_id from mt_events group by 1
              having bool_or(type = 'complaint_opened') and not bool_or(type = 'stage_2_response_recorded')
                and (bool_or(type = 'escalated_to_stage_2') or not bool_or(type = 'stage_1_response_recorded'))
                and coalesce((array_agg(type order by version desc) filter (where type in ('complaint_assigned',
                  'complaint_claimed', 'complaint_released')))[1], 'complaint_released') = 'complaint_released'
            ) e on e.stream_id = q.id
            where q.id is null or e.stream_id is null
            """, row => $"cases: the queue and the log do not agree on {row.GetString(0)}"));
    }

    private async Task RegistersAreThereOnceAsync()
    {
        var (linkage, identity) = (await databases.EventsAsync("linkage"), await databases.EventsAsync("identity"));
        found.AddRange(record.Properties.Where(id => linkage.GetValueOrDefault((id, "property_registered")) != 1)
            .Select(id => $"linkage: property {id} is not there once"));
        found.AddRange(record.Users.Where(id => identity.GetValueOrDefault((id, "user_created")) != 1)
            .Select(id => $"identity: user {id} is not there once"));
        var repairs = await databases.ReadAsync("linkage",
            "select data #>> '{workOrder,id}', string_agg(type, ', ' order by version) from mt_events where type "
                + "like 'repair\\_%' and data #>> '{workOrder,id}' like 'KR-%' group by 1", row =>
                    (row.GetString(0), row.GetString(1)));
        Difference("linkage's repairs", record.Complaints.Where(complaint => complaint.PropertyId is not null)
            .Select(complaint => (complaint.Repair, "repair_raised, repair_completed")), repairs);
    }

    /// <summary>
    /// Once; or again after a kill between sending and noting it, then with the same Message-ID, so that mail programs
    /// show one. The sender can be killed twice in a row, but one letter does not go out time and again.
    /// </summary>
    private void EmailsWentOnce()
    {
        var ids = record.Emails.Values.ToLookup(email =>
            email.To, email => email.MessageId, StringComparer.OrdinalIgnoreCase);
        foreach (var complaint in record.Complaints)
        {
            var (different, sent) = (ids[complaint.Email].Distinct().Count(), ids[complaint.Email].Count());
            if (different != (complaint.ByEmail ? 1 : 0) || sent > 3)
                found.Add($"{different} different emails went to {complaint.Email}, {sent} in all");
        }
    }

    /// <summary>Made again from the log alone, every read table has the rows that it had; and work still to do, which
    /// is not made again, stays as it was.</summary>
    private async Task ReadTablesAreWhatTheLogSaysAsync()
    {
        using var operations = await platform.SignedInAsync("ops");
        foreach (var service in Rebuildable)
        {
            var tables = await databases.ReadAsync(DatabaseOf(service),
                "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'read' or "
                + "tablename like 'mt\\_doc\\_%' order by 1", row => row.GetString(0));
            var before = await RowsAsync();
            using var answer =
                await operations.PostAsync(new Uri($"api/operations/{service}/rebuild", UriKind.Relative), null);
            if (!answer.IsSuccessStatusCode)
                found.Add($"{service}: the rebuild was answered with {(int)answer.StatusCode} "
                    + $"{await answer.Content.ReadAsStringAsync()}");
            foreach (var (table, live, made) in tables.Zip(before, await RowsAsync()))
                Difference($"{service}'s table {table}, rebuilt", live, made);

            async Task<List<List<string>>> RowsAsync()
            {
                var rows = new List<List<string>>();
                // Reporting numbers what it makes, Marten notes when, and a text is encrypted another way each time;
                // the rest of a row is the same.
                foreach (var table in tables)
                    rows.Add(await databases.ReadAsync(DatabaseOf(service),
                        $"""
                        select regexp_replace((to_jsonb(t) - array['generation', 'mt_last_modified', 'mt_version',
                          'mt_dotnet_type'])::text, '(enc:1:[0-9a-f]+):[A-Za-z0-9_-]+', '\1', 'g')
                        from {table} t
                        """, row => row.GetString(0)));
                return rows;
            }
        }
    }

    private void Difference<T>(string where, IEnumerable<T> expected, IReadOnlyCollection<T> actual)
    {
        var wanted = expected.ToHashSet();
        var there = actual.ToHashSet();
        if (there.Count != actual.Count) found.Add($"{where}: {actual.Count - there.Count} are doubled");
        if (wanted.Except(there).ToList() is { Count: > 0 } missing)
            found.Add($"{where}: {missing.Count} are missing, such as {missing[0]}");
        if (there.Except(wanted).ToList() is { Count: > 0 } extra)
            found.Add($"{where}: {extra.Count} should not be there, such as {extra[0]}");
    }

    private static string DatabaseOf(string service) => service.Replace("-", "", StringComparison.Ordinal);
}
