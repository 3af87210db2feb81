using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>The corrections of a complaint, in the order in which they were proposed; and what each fact is now, of
/// those that there are.</summary>
internal sealed record CorrectionList(
    Guid ComplaintId, IReadOnlyList<CorrectionDetails> Corrections, IReadOnlyList<FactNow> Facts);

/// <summary>A fact that can be put right, as it stands: its value as it is sent, and in words.</summary>
internal sealed record FactNow(string Fact, string Name, string Value, string InWords);

/// <summary>One correction as a person reads it. <c>State</c> is open, approved or rejected.</summary>
internal sealed record CorrectionDetails(
    Guid CorrectionId, string Fact, string Name, string Before, string After, string Reason, string ProposedBy,
    Guid ProposedById, DateTimeOffset ProposedAt, CorrectionState State)
{
    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was not agreed to.</summary>
    public string? Words { get; init; }

    public static IReadOnlyList<CorrectionDetails> Of(IReadOnlyList<IEvent> events)
    {
        var all = new Dictionary<Guid, CorrectionDetails>();
        foreach (var e in events.Where(e => e.Data is ICorrectionEvent))
            all[((ICorrectionEvent)e.Data).CorrectionId] = e.Data switch
            {
                CorrectionProposed one => new CorrectionDetails(
                    one.CorrectionId, one.Fact, CorrectableFact.Words(one.Fact), CorrectableFact.Words(one.Before),
                    CorrectableFact.Words(one.After), one.Reason, one.ProposedByName, one.ProposedBy, e.Timestamp,
                    CorrectionState.Open),
                FactCorrected one => all[one.CorrectionId] with
                {
                    State = CorrectionState.Approved,
                    DecidedBy = one.ApprovedByName,
                    DecidedAt = e.Timestamp,
                },
                CorrectionRejected one => all[one.CorrectionId] with
                {
                    State = CorrectionState.Rejected,
                    DecidedBy = one.RejectedByName,
                    DecidedAt = e.Timestamp,
                    Words = one.Words,
                },
                _ => all[((ICorrectionEvent)e.Data).CorrectionId],
            };
        return [.. all.Values];
    }

    /// <summary>What a correction changes of the complaint as it is read.</summary>
    public static ComplaintDetails Into(ComplaintDetails details, ICorrectionEvent happened) =>
        happened switch
        {
            CorrectionProposed e => details with { CorrectionsOpen = [.. details.CorrectionsOpen, e.CorrectionId] },
            FactCorrected e => Right(details, e.Fact, e.After) with
            { CorrectionsOpen = Without(details, e.CorrectionId) },
            _ => details with { CorrectionsOpen = Without(details, happened.CorrectionId) },
        };

    private static IReadOnlyList<Guid> Without(ComplaintDetails details, Guid id) =>
        [.. details.CorrectionsOpen.Where(one => one != id)];

    private static ComplaintDetails Right(ComplaintDetails it, string fact, FactValue right) => (fact, right.Day) switch
    {
        (CorrectableFact.ReceivedOn, { } day) => it with { ReceivedOn = day },
        (CorrectableFact.AcknowledgedOn, { } day) =>
            it with { Acknowledgement = it.Acknowledgement! with { AcknowledgedOn = day } },
        (CorrectableFact.RespondedOn, { } day) =>
            it with { Stage1Response = it.Stage1Response! with { RespondedOn = day } },
        (CorrectableFact.EscalatedOn, { } day) => it with { Escalation = it.Escalation! with { RequestedOn = day } },
        (CorrectableFact.Stage2AcknowledgedOn, { } day) =>
            it with { Stage2Acknowledgement = it.Stage2Acknowledgement! with { AcknowledgedOn = day } },
        (CorrectableFact.Stage2RespondedOn, { } day) =>
            it with { Stage2Response = it.Stage2Response! with { RespondedOn = day } },
        (CorrectableFact.Stage1Outcome, _) =>
            it with { Stage1Response = it.Stage1Response! with { Outcome = right.Outcome ?? "" } },
        (CorrectableFact.Stage2Outcome, _) =>
            it with { Stage2Response = it.Stage2Response! with { Outcome = right.Outcome ?? "" } },
        _ => it with { Resident = it.Resident! with { Name = right.Name } },
    };
}

// What was put right of a complaint, what waits for somebody to agree, and what can be put right.
internal static class ComplaintCorrections
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/corrections", async (
            Guid complaintId, IQuerySession session, CancellationToken ct) =>
        {
            var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
            return Api.Answer(ComplaintDetails.Of(events) is null ? null : Of(complaintId, events), events.Count);
        })
        .Shows("corrections")
        .RequireRoles(Roles.Reading)
        .WithName("ComplaintCorrections").WithTags("Corrections")
        .WithSummary("Corrections of what was recorded, and the facts that can be put right")
        .Produces<CorrectionList>();

    internal static CorrectionList Of(Guid complaintId, IReadOnlyList<IEvent> events)
    {
        var state = events.Select(e => (IComplaintEvent)e.Data).Aggregate((Complaint?)null, Complaint.Evolve)!;
        return new CorrectionList(complaintId, CorrectionDetails.Of(events),
        [
            .. from fact in CorrectableFact.All
               let value = CorrectableFact.Of(state, fact)
               where value is not null
               select new FactNow(fact, CorrectableFact.Words(fact),
                   value.Day?.ToString("O") ?? value.Outcome ?? value.Name ?? "", CorrectableFact.Words(value)),
        ]);
    }
}
