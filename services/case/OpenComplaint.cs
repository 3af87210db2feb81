using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A complaint made at intake opens a case at stage 1, once, whatever the channel: the Code knows no informal stage
// (6.1). The case keeps what the resident said, so that it can be read and answered without asking intake.
public static class OpenComplaintHandler
{
    public static Decision<IComplaintEvent> Decide(ComplaintMade made, Complaint? state)
    {
        if (state is { IsOpened: true })
            return Decision<IComplaintEvent>.Nothing();

        var (personId, name, email, phone, postalAddress) = made.Resident;
        var isNobody = made.Anonymous && (personId, email, phone, postalAddress) is (null, null, null, null);
        return Decision<IComplaintEvent>.Accept(new ComplaintOpened(
            made.ComplaintId, made.Reference, made.Channel, made.Category, made.ReceivedOn, made.PropertyId,
            isNobody ? null : new Resident(personId, made.Anonymous ? null : name, email, phone, postalAddress),
            [.. made.Points.Select(point => new PointOfComplaint(point.Number, point.Text))],
            made.DesiredOutcome,
            made.PreferredContact,
            made.Circumstances is { } told ? new Circumstances(told.WhatHappened, told.When, told.HappenedOn) : null,
            made.Wishes is { } wishes ? new ContactWishes(wishes.Times, wishes.Frequency, wishes.Availability) : null,
            made.Classification is { } kind ? new Classification(kind.Services, kind.Nature, kind.Priority) : null,
            made.ToPutRight is { } odd
                ? [.. odd.Select(detail => new DetailToPutRight(personId, detail.Field, detail.Given, detail.Why))]
                : null,
            made.WhatWasDone,
            made.FromSubmissionId,
            made.SplitFromId));
    }

    public static async Task<(Events, OutgoingMessages)> Handle(
        ComplaintMade made, [WriteAggregate(Required = false)] Complaint? complaint, IDocumentSession session,
        CancellationToken ct)
    {
        var opened = Decide(made, complaint).ToEvents();
        // Split off from a complaint that is about somebody or for named people only, it stays hidden as that is; whom
        // the resident did not want there is not wanted here.
        if (opened.Count > 0 && made.SplitFromId is { } splitFrom
            && await session.Events.FetchLatest<Complaint>(splitFrom, ct) is { } source)
        {
            var (split, why) = (new Complaint(made.ComplaintId), $"It was split off from {source.Reference}.");
            opened.AddRange(NamedPeople.Carried(source, split, why));
        }

        var hasRules = opened.Count > 0 && (await AssignmentRules.NowAsync(session, ct)).Rules.Count > 0;
        return (opened, hasRules ? [new AssignOnArrival(made.ComplaintId)] : []);
    }
}
