using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;
using Say = ComplaintsPlatform.Contracts.Cases;

namespace ComplaintsPlatform.Cases.Tests.Contacts;

/// <summary>The contact log: recorded, withdrawn, and what was promised in it. Received on Monday 2 March
/// 2026.</summary>
public sealed class ContactSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly Guid Another = new("0195b5a0-0000-7000-8000-00000000000a");
    private static readonly Actor Adviser =
        new(new("00000000-0000-7000-8000-0000000000cc"), "Alex Adviser", ["contact-centre-adviser"], []);

    private static readonly LogContact Ring = new(
        NoteId, ContactKind.Call, Rung.Words, Rung.On, Rung.With, TheyRang: false, Resident: true,
        NextUpdateOn: Rung.NextUpdateOn);

    /// <summary>The same without a promise.</summary>
    private static readonly ContactRecorded Again = Rung with { NoteId = Another, On = Today, NextUpdateOn = null };

    private static readonly LogContact RingAgain = Ring with { NoteId = Another, On = Today, NextUpdateOn = null };

    private static Decision<IComplaintEvent> Recording(
        Complaint state, LogContact command, DateOnly? today = null, Actor? actor = null) =>
        LogContactEndpoint.Decide(command, state, actor ?? Sam, today ?? Today);

    private static Decision<IComplaintEvent> Withdrawing(Complaint state, Guid noteId, Actor? actor = null) =>
        WithdrawContactEndpoint.Decide(
            new(RungByMistake.Reason), state, state.Contacts.Find(noteId)!, actor ?? Sam, Today);

    [Fact]
    public void a_call_is_recorded_with_what_was_promised_in_it() =>
        Given(Opened).When(state => Recording(state, Ring)).Then(Rung, PromisedToRing);

    [Fact]
    public void the_same_entry_sent_again_is_one_whoever_sends_it()
    {
        Given(Opened, Rung, PromisedToRing).When(state => Recording(state, Ring, Today.AddDays(3), Priya))
            .ThenNothing();
        Given(Opened, Rung, PromisedToRing).When(state => Recording(state, Ring with { Words = "Other words." }))
            .ThenRefused("note-id-taken");
        Given(Opened, Rung, PromisedToRing, RungByMistake, NotPromised).When(state => Recording(state, Ring))
            .ThenNothing();
    }

    [Fact]
    public void a_note_needs_no_day_and_has_nobody_who_was_reached() =>
        Given(Opened).When(state => Recording(state, Ring with
        { Kind = ContactKind.Note, On = null, With = " ", NextUpdateOn = null, Reached = true }))
            .Then(Rung with
            {
                Kind = ContactKind.Note,
                On = null,
                With = null,
                WithResident = false,
                Reached = false,
                NextUpdateOn = null,
            });

    [Fact]
    public void a_day_is_one_on_which_it_can_have_been()
    {
        Given(Opened).When(state => Recording(state, Ring with { On = Today.AddDays(1) }))
            .ThenRefused("contact-in-the-future");
        Given(Opened).When(state => Recording(state, Ring with { On = Received.AddDays(-1) }))
            .ThenRefused("contact-before-receipt");
        Given(Opened).When(state => Recording(state, Ring with { NextUpdateOn = Rung.On!.Value.AddDays(-1) }))
            .ThenRefused("update-before-contact");
        Given(Opened).When(state => Recording(state, Ring with
        { Kind = ContactKind.Note, On = null, NextUpdateOn = Today.AddDays(-1) })).ThenRefused("update-before-contact");
    }

    [Fact]
    public void a_document_is_one_of_the_complaint_that_was_not_withdrawn()
    {
        var command = Ring with { Documents = [DocumentId, DocumentId] };
        Given(Opened, Document).When(state => Recording(state, command))
            .Decision.Events.OfType<ContactRecorded>().Single().Documents.ShouldBe([DocumentId]);
        Given(Opened).When(state => Recording(state, command)).ThenRefused("contact-document-unknown");
        Given(Opened, Document, DocumentTakenBack).When(state => Recording(state, command))
            .ThenRefused("contact-document-unknown");
    }

    [Fact]
    public void a_late_call_is_a_fact_of_a_closed_complaint_too_and_not_of_a_merged_one()
    {
        Given(Opened, Responded, Cause, Closed).When(state => Recording(state, Ring)).Then(Rung, PromisedToRing);
        Given(Opened, MergedInto with { ComplaintId = ComplaintId }).When(state => Recording(state, Ring))
            .ThenRefused("merged-into-another");
    }

    [Fact]
    public void the_next_contact_makes_the_promised_update_and_an_attempt_does_not()
    {
        Given(Opened, Rung, PromisedToRing).When(state => Recording(state, RingAgain))
            .Then(Again, RungAgain with { NoteId = Another });
        Given(Opened, Rung, PromisedToRing).When(state => Recording(state, RingAgain with { Reached = false }))
            .Then(Again with { Reached = false });
        Given(Opened, Rung, PromisedToRing).When(state => Recording(state, RingAgain with { Resident = false }))
            .Then(Again with { WithResident = false, Reached = false });
    }

    [Fact]
    public void what_was_before_the_promise_does_not_make_it() =>
        Given(Opened, Rung, PromisedToRing).When(state => Recording(state, RingAgain with { On = Received }))
            .Then(Again with { On = Received });

    [Fact]
    public void a_contact_recorded_late_with_an_earlier_day_is_the_one_that_made_it()
    {
        var late = new Guid("0195b5a0-0000-7000-8000-00000000000b");
        var day = Today.AddDays(-1);
        Given(Opened, Rung, PromisedToRing, Again, RungAgain with { NoteId = Another })
            .When(state => Recording(state, RingAgain with { NoteId = late, On = day }))
            .Then(Again with { NoteId = late, On = day }, RungAgain with { NoteId = late, MadeOn = day });
    }

    [Fact]
    public void an_entry_that_was_made_by_mistake_takes_its_promise_along() =>
        Given(Opened, Rung, PromisedToRing).When(state => Withdrawing(state, NoteId)).Then(RungByMistake, NotPromised);

    [Fact]
    public void what_was_taken_for_the_update_and_was_none_leaves_it_owed_again() =>
        Given(Opened, Rung, PromisedToRing, Again, RungAgain with { NoteId = Another })
            .When(state => Withdrawing(state, Another))
            .Then(RungByMistake with { NoteId = Another }, PromisedToRing with { Round = 2 });

    [Fact]
    public void withdrawn_once_by_whoever_made_it_or_handles_complaints()
    {
        Given(Opened, Rung, RungByMistake).When(state => Withdrawing(state, NoteId)).ThenNothing();
        Given(Opened, Rung).When(state => Withdrawing(state, NoteId, Adviser)).ThenRefused("note-of-another");
        Given(Opened, Rung with { RecordedBy = Adviser.Id, NextUpdateOn = null })
            .When(state => Withdrawing(state, NoteId, Adviser)).Then(RungByMistake);
    }

    [Fact]
    public void an_attempt_that_is_withdrawn_was_no_contact() =>
        Given(Opened, Rung with { Reached = false, NextUpdateOn = null }).When(state => Withdrawing(state, NoteId))
            .Then(RungByMistake with { WasContact = false });

    [Fact]
    public void the_clocks_hear_of_contacts_and_promises_and_of_nothing_else()
    {
        ComplaintMessages.Announce(Rung)!.Message.ShouldBe(
            new Say.ResidentContacted(ComplaintId, NoteId, Rung.On!.Value));
        ComplaintMessages.Announce(Rung with { Reached = false }).ShouldBeNull();
        ComplaintMessages.Announce(RungByMistake)!.Message.ShouldBe(new Say.ContactWithdrawn(ComplaintId, NoteId));
        ComplaintMessages.Announce(RungByMistake with { WasContact = false }).ShouldBeNull();
        ComplaintMessages.Announce(PromisedToRing)!.Message.ShouldBe(
            new Say.TaskDue(ComplaintId, PromiseId, 1, PromisedToRing.DueOn, "promised update", Sam.Id, null, Sam.Id,
                "update"));
        ComplaintMessages.Announce(RungAgain)!.Message.ShouldBe(
            new Say.TaskEnded(ComplaintId, PromiseId, 1, RungAgain.MadeOn));
        ComplaintMessages.Announce(NotPromised)!.Message.ShouldBe(
            new Say.TaskEnded(ComplaintId, PromiseId, null, null));
    }

    [Fact]
    public void what_the_clocks_say_of_a_promise_is_no_task()
    {
        var state = Given(Opened, Rung, PromisedToRing).State;
        RecordReportedFactHandler.Handle(new TaskNear(ComplaintId, PromiseId, PromisedToRing.DueOn, 1), state)
            .ShouldBe([UpdateNear]);
        RecordReportedFactHandler.Handle(new TaskOverdue(ComplaintId, PromiseId, PromisedToRing.DueOn), state)
            .ShouldBe([UpdateLate]);
        RecordReportedFactHandler.Handle(new TaskOverdue(ComplaintId, TaskId, TaskLate.DueOn), state)
            .ShouldBe([TaskLate]);
    }

    [Fact]
    public void the_log_says_who_was_reached_last_and_by_when_they_hear()
    {
        var list = ContactList.Of(ComplaintId, Stored(Opened, Rung, PromisedToRing));
        (list.LastReachedOn, list.PromisedBy).ShouldBe((Rung.On, PromisedToRing.DueOn));
        list = ContactList.Of(
            ComplaintId, Stored(Opened, Rung, PromisedToRing, Again, RungAgain with { NoteId = Another }));
        (list.LastReachedOn, list.PromisedBy).ShouldBe(((DateOnly?)Today, (DateOnly?)null));
        // The newest first.
        list.Contacts.Select(one => one.NoteId).ShouldBe([Another, NoteId]);
        list.Contacts[1].Promise.ShouldBe(new PromiseDetails(PromiseId, PromisedToRing.DueOn, Today));
        list = ContactList.Of(ComplaintId, Stored(Opened, Rung, PromisedToRing, RungByMistake, NotPromised));
        (list.LastReachedOn, list.PromisedBy, list.Contacts[0].Withdrawn!.Reason, list.Contacts[0].Words)
            .ShouldBe((null, null, RungByMistake.Reason, Rung.Words));
    }

    [Theory]
    [InlineData(ContactKind.Call, true, true, true, "The resident rang on 3 March 2026.")]
    [InlineData(ContactKind.Call, true, true, false, "The resident was rung on 3 March 2026.")]
    [InlineData(
        ContactKind.Call, true, false, false, "The resident was rung on 3 March 2026, and not reached.")]
    [InlineData(ContactKind.Call, false, false, false, "Call with Ada Osei on 3 March 2026.")]
    [InlineData(
        ContactKind.Visit, true, false, false, "The resident was to be visited on 3 March 2026, and not met.")]
    [InlineData(ContactKind.Meeting, true, true, false, "Meeting with the resident on 3 March 2026.")]
    [InlineData(ContactKind.Note, false, false, false, "Note made of something on 3 March 2026.")]
    [InlineData(ContactKind.Message, false, false, false, "Message left for colleagues.")]
    public void history_says_it_in_words(
        ContactKind kind, bool withResident, bool reached, bool theyRang, string words) =>
        Change.InWords(Rung with
        { Kind = kind, WithResident = withResident, Reached = reached, TheyRang = theyRang }).ShouldBe(words);
}
