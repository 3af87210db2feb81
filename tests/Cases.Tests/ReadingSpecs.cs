using ComplaintsPlatform.Cases.Reading;
using FsCheck;
using FsCheck.Fluent;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class ReadingSpecs
{
    [Fact]
    public void a_complaint_is_nothing_to_read_before_its_case_is_opened() =>
        ComplaintDetails.Of(Stored(Receipt)).ShouldBeNull();

    [Theory]
    [InlineData(1, "new")]
    [InlineData(2, "assigned")]
    [InlineData(3, "acknowledged")]
    [InlineData(4, "responded")]
    public void the_status_follows_from_the_last_thing_that_happened(int version, string status)
    {
        IComplaintEvent[] life = [Opened, ClaimedBySam, Acknowledged, Responded];
        ComplaintDetails.Of(Stored(life[..version]))!.ShouldSatisfyAllConditions(
            details => details.Status.ShouldBe(status),
            details => details.Version.ShouldBe(version));
    }

    [Fact]
    public void what_other_services_reported_shows()
    {
        var details = ComplaintDetails.Of(Stored(ReceiptByHand, Opened, Warned, Breached, Linked))!;
        details.ConfirmationOfReceipt!.WhyByHand.ShouldBe("No email address is known.");
        details.Warnings.ShouldHaveSingleItem().WorkingDaysLeft.ShouldBe(2);
        details.Breaches.ShouldHaveSingleItem().Cause.ShouldBe("limit-passed");
        details.LinkedRecords.ShouldHaveSingleItem().ExternalId.ShouldBe("WO-1042");
    }

    [Fact]
    public void a_breach_that_was_withdrawn_says_so_and_stays_readable() =>
        ComplaintDetails.Of(
            Stored(Opened, Breached, Withdrawn))!.Breaches.ShouldHaveSingleItem().WithdrawnBecause.ShouldBe(
                "acknowledgement-recorded");

    [Fact]
    public void history_says_who_when_what_and_why()
    {
        var change = Change.Of(Stored(Opened, ClaimedBySam)[1], Categories.Standard);
        change.ShouldSatisfyAllConditions(
            () => change.What.ShouldBe("Claimed by Sam Carter (Repairs complaints)."),
            () => change.Kind.ShouldBe("complaint_claimed"),
            () => change.Who.ShouldBe("Sam Carter"),
            () => change.CorrelationId.ShouldBe("conversation"),
            () => change.CausationId.ShouldBe("request"));
    }

    [Fact]
    public void words_of_history_are_plain() =>
        Change.InWords(Warned).ShouldBe("The acknowledgement is due on 9 March 2026: 2 working days left.");

    [Fact]
    public void any_place_in_the_queue_survives_the_journey_to_a_client_and_back() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<Guid>(),
            ArbMap.Default.ArbFor<int>(),
            (id, day) =>
            {
                var cursor = new QueueCursor(DateOnly.FromDayNumber(Math.Abs(day % 3_000_000)), id);
                return QueueCursor.TryParse(cursor.ToString(), out var back) && back == cursor;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void no_text_from_outside_breaks_the_queue() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            QueueCursor.TryParse(text, out var cursor) || cursor == default).QuickCheckThrowOnFailure();
}
