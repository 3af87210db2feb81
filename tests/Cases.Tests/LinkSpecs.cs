using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class LinkSpecs
{
    private static readonly LinkComplaint Link = new(OtherId, LinkedToOther.Reason);
    private static readonly Complaint Other = Given(OtherOpened).State!;

    [Fact]
    public void both_records_say_that_they_have_to_do_with_each_other() =>
        Given(Opened).When(state => LinkComplaintEndpoint.Decide(Link, state, Other)).Then(LinkedToOther,
            LinkedToOther with { ComplaintId = OtherId, OtherId = ComplaintId, OtherReference = Opened.Reference });

    [Fact]
    public void linked_twice_they_are_linked_once() =>
        Given(Opened, LinkedToOther).When(state => LinkComplaintEndpoint.Decide(Link, state, Other)).ThenNothing();

    [Fact]
    public void nothing_is_linked_with_itself_or_with_what_is_not_there()
    {
        Given(Opened).When(state => LinkComplaintEndpoint.Decide(Link, state, state))
            .ThenRefused("linked-with-itself");
        Given(Opened).When(state => LinkComplaintEndpoint.Decide(Link, state, null)).ThenRefused("linked-unknown");
    }

    [Fact]
    public void a_link_is_taken_back_on_both_sides_once()
    {
        UnlinkComplaint unlink = new(OtherId, Unlinked.Reason);
        Given(Opened, LinkedToOther).When(state => UnlinkComplaintEndpoint.Decide(unlink, state, Other)).Then(Unlinked,
            Unlinked with { ComplaintId = OtherId, OtherId = ComplaintId, OtherReference = Opened.Reference });
        Given(Opened, LinkedToOther, Unlinked).When(state => UnlinkComplaintEndpoint.Decide(unlink, state, Other))
            .ThenNothing();
    }
}
