using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A letter went out by correspondence, and the complaint's record says what it was: an acknowledgement (Code 5.6, 5.7),
// an extension (6.4, 6.15) or a response (6.3, 6.14), as if somebody had recorded it by hand, so that the clocks go by
// it. It cannot be refused, since it has gone. Where its place was taken meanwhile it is recorded as another one, and
// no clock goes by that. Once for each letter.
public static class RecordLetterHandler
{
    // Whoever writes these has not acted at the stage that they name (6.13).
    private static readonly string[] DecidesNothing = ["closing", "escalation-refusal", "ombudsman"];

    public static Decision<IComplaintEvent> Decide(LetterWentOut m, Complaint? state)
    {
        var complaint = state ?? new Complaint(m.ComplaintId);
        var issued = new LetterIssued(m.ComplaintId, m.LetterId, m.Kind, m.Stage, m.SentOn, m.Form,
            DecidesNothing.Contains(m.Kind) ? [] : m.By);
        if (complaint.Reported.Contains(((IReportedFact)issued).NaturalKey))
            return Decision<IComplaintEvent>.Nothing();
        if (TakenOn(m, complaint) is { } before)
            return Decision<IComplaintEvent>.Accept(issued, new AnotherLetterIssued(
                m.ComplaintId, m.LetterId, m.Kind, m.Stage, m.SentOn, m.Outcome, before));
        return What(m) is { } act
            ? Decision<IComplaintEvent>.Accept(issued, act)
            : Decision<IComplaintEvent>.Accept(issued);
    }

    public static Events Handle(LetterWentOut m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(m, complaint).ToEvents();

    // The day of what took its place; null while that is free.
    private static DateOnly? TakenOn(LetterWentOut m, Complaint state) => (m.Kind, m.Stage) switch
    {
        ("acknowledgement", Findings.Stage1) => state.Acknowledgement?.AcknowledgedOn,
        ("acknowledgement", _) => state.Stage2Acknowledgement?.AcknowledgedOn,
        ("response" or "extension", _) => state.AnsweredOn(m.Stage),
        _ => null,
    };

    private static IComplaintEvent? What(LetterWentOut m) => (m.Kind, m.Stage) switch
    {
        ("acknowledgement", Findings.Stage1) => new ComplaintAcknowledged(
            m.ComplaintId, m.SentOn, m.Said.Definition ?? "", m.Said.OutcomesSought ?? "", m.Said.ResponsibleFor ?? "",
            m.Said.NotResponsibleFor ?? "", m.IssuedBy),
        ("acknowledgement", _) => new Stage2Acknowledged(
            m.ComplaintId, m.SentOn, m.Said.Definition ?? "", m.Said.OutcomesSought ?? "", m.Said.ResponsibleFor ?? "",
            m.Said.NotResponsibleFor ?? "", m.IssuedBy),
        // The letter names the Ombudsman: its gate sees to that.
        ("extension", _) when m.NewDate is { } day => new ExtensionRecorded(
            m.ComplaintId, m.Stage, m.SentOn, day, m.Said.Reason ?? "", m.Said.GoodReason, m.UpdatesEvery,
            m.ResidentAgreed, OmbudsmanDetailsGiven: true, m.IssuedBy),
        ("response", Findings.Stage1) => new Stage1ResponseRecorded(
            m.ComplaintId, m.SentOn, m.Outcome ?? "", m.Said.Summary ?? "", m.IssuedBy),
        ("response", _) => new Stage2ResponseRecorded(
            m.ComplaintId, m.SentOn, m.Outcome ?? "", m.Said.Summary ?? "", m.IssuedBy),
        _ => null,
    };
}
