using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>One point of complaint, in the resident's words, and what was found on it, stage by stage.</summary>
internal sealed record PointDetails(int Number, string Text, IReadOnlyList<FindingDetails> Findings)
{
    public static IReadOnlyList<PointDetails> Of(IReadOnlyList<PointOfComplaint> points) =>
        [.. points.Select(point => new PointDetails(point.Number, point.Text, []))];

    /// <summary>With what was found on its points, and what its responses left open. Points neither come nor go once a
    /// stage was answered or stage 2 was asked for, so those that there are were those to be answered.</summary>
    public static ComplaintDetails Found(ComplaintDetails details, IReadOnlyList<IEvent> events)
    {
        var found = events.Where(e => e.Data is FindingRecorded).ToList();
        if (found.Count == 0) return details;
        var evidence = EvidenceDetails.Of(details, events);
        var findings = found.Select(e => (FindingRecorded)e.Data)
            .Aggregate(Cases.Findings.None, (findings, one) => findings.With(one));
        var numbers = details.Points.Select(point => point.Number).ToList();
        return details with
        {
            Points = [.. details.Points.Select(point => point with
            {
                Findings = [.. Cases.Findings.Stages
                    .Select(stage => found.LastOrDefault(e => IsOn((FindingRecorded)e.Data, stage, point.Number)))
                    .OfType<IEvent>().Select(e => FindingDetails.Of(e, evidence))],
            })],
            Stage1Response = Left(details.Stage1Response, Cases.Findings.Stage1),
            Stage2Response = Left(details.Stage2Response, Cases.Findings.Stage2),
        };

        // Who found at stage 1 point by point has begun for stage 2 as well.
        ResponseDetails? Left(ResponseDetails? response, string stage) =>
            findings.HaveBegun(stage) || findings.HaveBegun(Cases.Findings.Stage1)
                ? response is null ? null : response with { UnansweredPoints = findings.Missing(stage, numbers) }
                : response;

        static bool IsOn(FindingRecorded finding, string stage, int point) =>
            finding.Stage == stage && finding.Point == point;
    }
}

/// <summary>What was found on a point at a stage, by whom and when.</summary>
internal sealed record FindingDetails(
    string Stage, string Finding, string Reasons, IReadOnlyList<EvidenceDetails> Evidence, string? Remedy,
    Guid FoundBy, string? By, DateTimeOffset RecordedAt)
{
    public static FindingDetails Of(IEvent e, IReadOnlyDictionary<Guid, EvidenceDetails> evidence) =>
        e.Data is FindingRecorded found
            ? new FindingDetails(
                found.Stage, found.Finding, found.Reasons,
                [.. found.Evidence.Where(evidence.ContainsKey).Select(id => evidence[id])],
                found.Remedy, found.FoundBy, e.ByWhom(), e.Timestamp)
            : throw new ArgumentException("This is no finding.", nameof(e));
}

/// <summary>What a finding rests on: a document, or a linked record of that kind. <c>CanBeOpened</c> is no more when a
/// document was withdrawn, or put in quarantine, since.</summary>
internal sealed record EvidenceDetails(Guid EvidenceId, string Kind, string Name, bool CanBeOpened)
{
    public static IReadOnlyDictionary<Guid, EvidenceDetails> Of(
        ComplaintDetails details, IReadOnlyList<IEvent> events) =>
        DocumentDetails.Of(events)
            .Select(document => new EvidenceDetails(
                document.DocumentId, "document", document.Name, document.CanBeOpened))
            .Concat(details.LinkedRecords.Select(record => new EvidenceDetails(
                record.RecordId, record.RecordKind, record.ExternalId, CanBeOpened: true)))
            .DistinctBy(one => one.EvidenceId).ToDictionary(one => one.EvidenceId);
}

/// <summary>The points on which nothing is found yet at a stage, and the outcome that follows once there is none left;
/// null before.</summary>
internal sealed record FindingsDetails(IReadOnlyList<int> Missing, string? Outcome)
{
    public static FindingsDetails Of(IReadOnlyList<PointDetails> points, string stage)
    {
        var found = points.ToLookup(
            point => point.Findings.FirstOrDefault(one => one.Stage == stage)?.Finding, point => point.Number);
        return found.Contains(null)
            ? new FindingsDetails([.. found[null]], null)
            : new FindingsDetails([], Findings.OutcomeOf(found.Select(one => one.Key!)));
    }
}
