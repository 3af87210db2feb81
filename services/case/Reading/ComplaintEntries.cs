using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>
/// What a complaint is found by: its reference, person, home, and keyed hashes of contact details and words
/// (<see cref="Likeness"/>), which say nothing without the master key. The bands stand apart while it is open, since
/// only an open complaint can be joined, and it is looked for before each is made.
/// </summary>
public sealed record ComplaintEntry(
    Guid ComplaintId, string Reference, string Category, DateOnly ReceivedOn, Guid? PersonId, Guid? PropertyId,
    IReadOnlyList<string> Keys, IReadOnlyList<int> Bands, IReadOnlyList<int> Words, bool IsOpen, bool IsAnswered,
    Guid? MergedInto)
{
    /// <summary>The bands of one that is answered or ended: how the like were answered.</summary>
    public IReadOnlyList<int> EndedBands { get; init; } = [];

    public bool IsAtStage2 { get; init; }

    /// <summary>The answer of stage 1, and of stage 2.</summary>
    public string? FirstOutcome { get; init; }

    public string? FinalOutcome { get; init; }

    public string? RootCause { get; init; }

    /// <summary>Members of staff whom it is about.</summary>
    public IReadOnlyList<Guid> HiddenFrom { get; init; } = [];

    /// <summary>The only ones who may know of it; null when everybody else may.</summary>
    public IReadOnlyList<Guid>? OnlyFor { get; init; }

    public DateTimeOffset? RestrictedSince { get; init; }

    /// <summary>Who decided last who may know of it.</summary>
    public Guid? RestrictedBy { get; init; }

    public bool IsHiddenFrom(Guid userId) => Restrictions.Hide(HiddenFrom, OnlyFor, userId);
}

/// <summary>Keeps an entry for each complaint. Inline: whoever joins or merges finds what they did with the next
/// click.</summary>
public sealed class ComplaintEntries : SingleStreamProjection<ComplaintEntry, Guid>
{
    /// <summary>
    /// What the hashes are found by. Marten has no index over a part of a document's JSON. Looked over at once: until
    /// then the database takes every sixth complaint for one with the same words, and reads them all.
    /// </summary>
    public const string Indexes =
        """
        create index if not exists complaint_entries_keys
          on mt_doc_complaintentry using gin ((data -> 'keys') jsonb_path_ops);
        create index if not exists complaint_entries_bands
          on mt_doc_complaintentry using gin ((data -> 'bands') jsonb_path_ops);
        create index if not exists complaint_entries_ended_bands
          on mt_doc_complaintentry using gin ((data -> 'endedBands') jsonb_path_ops);
        create index if not exists complaint_entries_restricted
          on mt_doc_complaintentry (id) where jsonb_typeof(data -> 'onlyFor') = 'array';
        analyze mt_doc_complaintentry;
        """;

    /// <summary>Of a document with a complaint's id: whoever asks, the parameter, may know of that complaint.</summary>
    public static readonly string NotHidden =
        $"not exists (select from mt_doc_complaintentry c where c.id = d.complaint_id and "
        + $"{Restrictions.HideSql("c.data")})";

    private readonly PersonalDataKeys keys;

    public ComplaintEntries(PersonalDataKeys keys)
    {
        this.keys = keys;
        Name = "complaint-entries";
    }

    public static void AddDocuments(StoreOptions store) =>
        store.Schema.For<ComplaintEntry>().Identity(entry => entry.ComplaintId)
            .Duplicate(entry => entry.Reference, notNull: true)
            .Duplicate(entry => entry.PersonId!).Duplicate(entry => entry.PropertyId!)
            .IgnoreIndex("complaint_entries_keys").IgnoreIndex("complaint_entries_bands")
            .IgnoreIndex("complaint_entries_ended_bands").IgnoreIndex("complaint_entries_restricted");

    public override ComplaintEntry? Evolve(ComplaintEntry? snapshot, Guid id, IEvent e) => (snapshot, e.Data) switch
    {
        (_, ComplaintOpened o) => Add(
            new ComplaintEntry(id, o.Reference, o.Category, o.ReceivedOn, o.Resident?.PersonId, o.PropertyId,
                [], [], [], IsOpen: true, IsAnswered: false, null),
            o.Resident, [.. o.Points.Select(point => point.Text), o.Circumstances?.WhatHappened]),
        ({ } entry, ContactJoined o) =>
            Add(entry, o.Contact, [.. o.Points.Select(point => point.Text), o.Words]),
        ({ } entry, DuplicateMergedIn o) => Add(entry, null, [.. o.Points.Select(point => point.Text)]),
        ({ } entry, ComplaintReclassified o) => entry with { Category = o.Category },
        ({ } entry, FactCorrected { Fact: CorrectableFact.ReceivedOn, After.Day: { } day }) =>
            entry with { ReceivedOn = day },
        ({ } entry, ConflictDeclared o) =>
            entry with { HiddenFrom = [.. o.AboutStaff.Select(staff => staff.UserId)] },
        ({ } entry, AccessRestricted { People.Count: 0 }) => entry with
        { OnlyFor = null, RestrictedSince = null, RestrictedBy = null },
        ({ } entry, AccessRestricted o) => entry with
        {
            OnlyFor = o.OnlyFor(),
            RestrictedSince = entry.RestrictedSince ?? e.Timestamp,
            RestrictedBy = Guid.TryParse(e.UserName, out var by) ? by : null,
        },
        // The answer to stage 1 may come after stage 2 was asked for.
        ({ IsAtStage2: false } entry, Stage1ResponseRecorded o) => Set(
            entry with { IsAnswered = true, FirstOutcome = o.Outcome }, isOpen: false),
        ({ } entry, Stage1ResponseRecorded o) => entry with { FirstOutcome = o.Outcome },
        ({ } entry, Stage2ResponseRecorded o) => Set(
            entry with { IsAnswered = true, FinalOutcome = o.Outcome }, isOpen: false),
        ({ } entry, FactCorrected { Fact: CorrectableFact.Stage1Outcome, After.Outcome: { } outcome }) =>
            entry with { FirstOutcome = outcome },
        ({ } entry, FactCorrected { Fact: CorrectableFact.Stage2Outcome, After.Outcome: { } outcome }) =>
            entry with { FinalOutcome = outcome },
        ({ } entry, CauseRecorded o) => entry with { RootCause = o.RootCause },
        ({ } entry, EscalatedToStage2) => Set(entry with { IsAtStage2 = true, IsAnswered = false }, isOpen: true),
        ({ } entry, MergedIntoAnother o) => Set(entry with { MergedInto = o.SurvivorId }, isOpen: false),
        ({ IsAnswered: false } entry, MergeUndone) => Set(entry with { MergedInto = null }, isOpen: true),
        _ => snapshot,
    };

    /// <summary>Earlier complaints of the same person or home in the same category, within twelve months.</summary>
    internal static async Task<IReadOnlyList<RepeatDetails>> RepeatsOf(
        ComplaintDetails complaint, Guid userId, IQuerySession session, CancellationToken ct)
    {
        var (personId, propertyId) = (complaint.Resident?.PersonId, complaint.PropertyId);
        if (personId is null && propertyId is null) return [];
        // One question for each index; a merged one is no complaint beside the one that it goes on in.
        var found = new List<ComplaintEntry>();
        if (personId is not null) found.AddRange(await Earlier("d.person_id = ?", personId.Value));
        if (propertyId is not null) found.AddRange(await Earlier("d.property_id = ?", propertyId.Value));
        return [.. found.DistinctBy(entry => entry.ComplaintId).OrderByDescending(entry => entry.ReceivedOn)
            .Select(entry => new RepeatDetails(entry.ComplaintId, entry.Reference, entry.ReceivedOn,
                [.. Because(entry, personId, propertyId)]))];

        async Task<IEnumerable<ComplaintEntry>> Earlier(string condition, Guid value) =>
            (await session.Query<ComplaintEntry>()
                .Where(entry => entry.MatchesSql(condition, value))
                .Where(entry => entry.Category == complaint.Category && entry.ComplaintId != complaint.ComplaintId)
                .Take(200).ToListAsync(ct))
            .Where(entry => entry.MergedInto is null && !entry.IsHiddenFrom(userId)
                && entry.ReceivedOn <= complaint.ReceivedOn
                && entry.ReceivedOn >= complaint.ReceivedOn.AddMonths(-12)
                && (entry.ReceivedOn, entry.ComplaintId).CompareTo((complaint.ReceivedOn, complaint.ComplaintId)) < 0);
    }

    internal static async Task<Dictionary<Guid, string>> ReferencesOf(
        IEnumerable<Guid> ids, IQuerySession session, CancellationToken ct) =>
        (await session.LoadManyAsync<ComplaintEntry>(ct, [.. ids.Distinct()]))
            .ToDictionary(entry => entry.ComplaintId, entry => entry.Reference);

    /// <summary>Those of these complaints that whoever asks may know nothing of.</summary>
    internal static async Task<IReadOnlyList<Guid>> HiddenAmong(
        IReadOnlyList<Guid> ids, Guid userId, IQuerySession session, CancellationToken ct) => ids.Count == 0
        ? []
        : [.. (await session.LoadManyAsync<ComplaintEntry>(ct, [.. ids]))
            .Where(entry => entry.IsHiddenFrom(userId)).Select(entry => entry.ComplaintId)];

    /// <summary>What an entry shares with a person and a home.</summary>
    internal static IEnumerable<string> Because(ComplaintEntry entry, Guid? personId, Guid? propertyId)
    {
        if (personId is not null && entry.PersonId == personId) yield return "same-person";
        if (propertyId is not null && entry.PropertyId == propertyId) yield return "same-home";
    }

    private ComplaintEntry Add(ComplaintEntry entry, Resident? resident, string?[] texts)
    {
        return Set(
            entry with
            {
                Keys = [.. entry.Keys.Union(Likeness.ContactKeys(resident?.Email, resident?.Phone, keys))],
                Words = [.. entry.Words.Union(Likeness.Words(texts, keys)).Take(Likeness.MostWords)],
            },
            entry.IsOpen);
    }

    private static ComplaintEntry Set(ComplaintEntry entry, bool isOpen)
    {
        var bands = Likeness.Bands(entry.Words);
        return entry with { IsOpen = isOpen, Bands = isOpen ? bands : [], EndedBands = isOpen ? [] : bands };
    }
}
