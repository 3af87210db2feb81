using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>What may be said in a chat, by whom, and until when.</summary>
public sealed class ChatSpecs
{
    private static readonly Guid ContactId = new("0195b5a0-0000-7000-8000-000000000031");
    private static readonly Guid First = new("0195b5a0-0000-7000-8000-000000000032");
    private static readonly Guid Second = new("0195b5a0-0000-7000-8000-000000000033");
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly Actor Jo = new(
        new("00000000-0000-7000-8000-0000000000aa"), "Jo Adviser", ["contact-centre-adviser"], []);
    private static readonly Actor Kim = Jo with { Id = new("00000000-0000-7000-8000-0000000000bb"), Name = "Kim Lee" };

    private static readonly ContactArrived Begun = new(
        ContactId, "web-chat", Now, "My lift is stuck.", new(null, "Ada", null, null, null), null, "a-hash");
    private static readonly ContactTaken Taken = new(ContactId, Jo.Id, Jo.Name);
    private static readonly CustomerWrote Wrote = new(ContactId, First, "It is the third floor.");
    private static readonly StaffAnswered Answered = new(ContactId, Second, "Is anybody in it?", Jo.Id, Jo.Name);
    private static readonly CustomerLeft Left = new(ContactId);
    private static readonly ContactFinished Finished = new(ContactId, "nothing-to-do", null, "It runs again.");

    private static Testing.Given<Contact, IContactEvent> Given(params IContactEvent[] events) =>
        Testing.Spec.Given<Contact, IContactEvent>(Contact.Evolve, events);

    [Fact]
    public void a_chat_begins_once_and_waits_like_any_contact()
    {
        var command = new StartChat(ContactId, "My lift is stuck.", new("Ada"));
        Given().WhenStarting(state => StartChatEndpoint.Decide(command, state, "a-hash", Now)).Then(Begun);
        Given(Begun).WhenStarting(state => StartChatEndpoint.Decide(command, state, "a-hash", Now)).ThenNothing();
        Given(Begun).WhenStarting(state => StartChatEndpoint.Decide(
            command with { Words = "And dark." }, state, "a-hash", Now)).ThenRefused("chat-begun");
        Given(Begun).When(state => TakeNextContactEndpoint.Decide(state, Jo)).Then(Taken);
    }

    [Fact]
    public void a_detail_that_cannot_be_used_is_kept_to_be_put_right()
    {
        var command = new StartChat(ContactId, "My lift is stuck.", new("Ada", Email: "ada at example"));
        var begun = (ContactArrived)StartChatEndpoint.Decide(command, null, "a-hash", Now).Events.Single();
        begun.From!.Email.ShouldBeNull();
        begun.ToPutRight!.Single().Given.ShouldBe("ada at example");
    }

    [Fact]
    public void whoever_began_it_writes_more_before_and_after_it_is_taken_and_put_back()
    {
        var command = new WriteInChat(First, Wrote.Text);
        IContactEvent[][] open = [[Begun], [Begun, Taken], [Begun, Taken, new ContactPutBack(ContactId, "My shift.")]];
        foreach (var history in open)
            Given(history).When(state => WriteInChatEndpoint.Decide(command, state)).Then(Wrote);
    }

    [Fact]
    public void a_message_is_written_once_also_when_its_repeat_comes_after_the_end()
    {
        var command = new WriteInChat(First, Wrote.Text);
        Given(Begun, Wrote).When(state => WriteInChatEndpoint.Decide(command, state)).ThenNothing();
        Given(Begun, Wrote, Finished).When(state => WriteInChatEndpoint.Decide(command, state)).ThenNothing();
        Given(Begun, Wrote).When(state => WriteInChatEndpoint.Decide(command with { Text = "Or the fourth." }, state))
            .ThenRefused("message-id-reused");
        Given(Begun, Taken, Answered).When(state => WriteInChatEndpoint.Decide(new(Second, Answered.Text), state))
            .ThenRefused("message-id-reused");
    }

    [Fact]
    public void after_the_end_nothing_more_is_written()
    {
        var command = new WriteInChat(First, Wrote.Text);
        Given(Begun, Taken, Finished).When(state => WriteInChatEndpoint.Decide(command, state))
            .ThenRefused("chat-ended");
        Given(Begun, Left).When(state => WriteInChatEndpoint.Decide(command, state)).ThenRefused("chat-ended");
    }

    [Fact]
    public void each_side_has_200_messages()
    {
        var many = Enumerable.Range(0, WriteInChatEndpoint.MostMessages)
            .Select(n => new CustomerWrote(ContactId, DeterministicId.Of("message", $"{n}"), "More."));
        var history = new IContactEvent[] { Begun, Taken }.Concat(many).ToArray();
        Given(history).When(state => WriteInChatEndpoint.Decide(new(First, Wrote.Text), state))
            .ThenRefused("chat-full");
        Given(history[..^1]).When(state => WriteInChatEndpoint.Decide(new(First, Wrote.Text), state)).Then(Wrote);
        Given(history).When(state => AnswerContactEndpoint.Decide(new(Second, Answered.Text), state, Jo))
            .Then(Answered);
    }

    [Fact]
    public void only_who_took_it_answers_and_once()
    {
        var command = new AnswerContact(Second, Answered.Text);
        Given(Begun, Taken).When(state => AnswerContactEndpoint.Decide(command, state, Jo)).Then(Answered);
        Given(Begun, Taken, Answered).When(state => AnswerContactEndpoint.Decide(command, state, Jo)).ThenNothing();
        Given(Begun, Taken).When(state => AnswerContactEndpoint.Decide(command, state, Kim))
            .ThenRefused("contact-of-another");
        Given(Begun).When(state => AnswerContactEndpoint.Decide(command, state, Jo)).ThenRefused("contact-not-taken");
        Given(Begun, Taken, new ContactPutBack(ContactId, "My shift."))
            .When(state => AnswerContactEndpoint.Decide(command, state, Jo)).ThenRefused("contact-not-taken");
    }

    [Fact]
    public void nobody_answers_where_nobody_reads()
    {
        var command = new AnswerContact(Second, Answered.Text);
        Given(Begun with { ChatKeyHash = null }, Taken)
            .When(state => AnswerContactEndpoint.Decide(command, state, Jo)).ThenRefused("contact-not-a-chat");
        Given(Begun, Taken, Left).When(state => AnswerContactEndpoint.Decide(command, state, Jo))
            .ThenRefused("chat-left");
        Given(Begun, Taken, Finished).When(state => AnswerContactEndpoint.Decide(command, state, Jo))
            .ThenRefused("contact-finished");
    }

    [Fact]
    public void whoever_leaves_is_still_waited_on()
    {
        Given(Begun, Taken).When(EndChatEndpoint.Decide).Then(Left);
        Given(Begun, Left).When(EndChatEndpoint.Decide).ThenNothing();
        Given(Begun, Finished).When(EndChatEndpoint.Decide).ThenNothing();
        Given(Begun, Left).When(state => TakeNextContactEndpoint.Decide(state, Jo)).Then(Taken);
        Given(Begun, Taken, Left).When(state => FinishContactEndpoint.Decide(
            new("nothing-to-do", Note: Finished.Note), state)).Then(Finished);
    }

    [Fact]
    public void the_shape_of_what_is_said()
    {
        new StartChat.Validator().Validate(new StartChat(ContactId, "A lift.")).IsValid.ShouldBeTrue();
        new StartChat.Validator().Validate(new StartChat(Guid.Empty, "A lift.")).IsValid.ShouldBeFalse();
        new StartChat.Validator().Validate(new StartChat(ContactId, "\u200B")).IsValid.ShouldBeFalse();
        new StartChat.Validator().Validate(new StartChat(ContactId, "A lift.", new("Ada", PersonId: First)))
            .IsValid.ShouldBeFalse();
        new WriteInChat.Validator().Validate(new WriteInChat(First, new string('a', 4000))).IsValid.ShouldBeTrue();
        new WriteInChat.Validator().Validate(new WriteInChat(First, new string('a', 4001))).IsValid.ShouldBeFalse();
        new WriteInChat.Validator().Validate(new WriteInChat(Guid.Empty, "A lift.")).IsValid.ShouldBeFalse();
        new AnswerContact.Validator().Validate(new AnswerContact(First, " ")).IsValid.ShouldBeFalse();
        new AnswerContact.Validator().Validate(new AnswerContact(Guid.Empty, "A lift.")).IsValid.ShouldBeFalse();
    }
}
