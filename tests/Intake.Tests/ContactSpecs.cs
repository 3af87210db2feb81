using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Intake.Tests;

public sealed class ContactSpecs
{
    private static readonly Guid ContactId = new("0195b5a0-0000-7000-8000-000000000021");
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly Actor Jo = new(
        new("00000000-0000-7000-8000-0000000000aa"), "Jo Adviser", ["contact-centre-adviser"], []);
    private static readonly Actor Kim = Jo with { Id = new("00000000-0000-7000-8000-0000000000bb"), Name = "Kim" };

    private static readonly ContactArrived Arrived = new(ContactId, "web-chat", Now, "My lift is stuck.", null);
    private static readonly ContactTaken Taken = new(ContactId, Jo.Id, Jo.Name);
    private static readonly ContactPutBack PutBack = new(ContactId, "My shift ends.");
    private static readonly ContactFinished Finished = new(ContactId, "nothing-to-do", null, "An advertisement.");

    private static Testing.Given<Contact, IContactEvent> Given(params IContactEvent[] events) =>
        Testing.Spec.Given<Contact, IContactEvent>(Contact.Evolve, events);

    [Fact]
    public void a_contact_waits_once()
    {
        var command = new AddContact("web-chat", "My lift is stuck.");
        Given().WhenStarting(state => AddContactEndpoint.Decide(command, state, ContactId, Now)).Then(Arrived);
        Given(Arrived).WhenStarting(state => AddContactEndpoint.Decide(command, state, ContactId, Now)).ThenNothing();
    }

    [Fact]
    public void it_is_taken_by_one()
    {
        Given(Arrived).When(state => TakeNextContactEndpoint.Decide(state, Jo)).Then(Taken);
        Given(Arrived, Taken).When(state => TakeNextContactEndpoint.Decide(state, Kim)).ThenNothing();
        Given(Arrived, Taken, PutBack).When(state => TakeNextContactEndpoint.Decide(state, Jo)).Then(Taken);
        Given(Arrived, Finished).When(state => TakeNextContactEndpoint.Decide(state, Jo)).ThenNothing();
    }

    [Fact]
    public void whoever_has_it_puts_it_back_or_a_team_leader_does()
    {
        var command = new PutContactBack(PutBack.Reason);
        Given(Arrived, Taken).When(state => PutContactBackEndpoint.Decide(command, state, Jo)).Then(PutBack);
        Given(Arrived, Taken).When(state => PutContactBackEndpoint.Decide(
            command, state, Kim with { Roles = ["team-leader"] })).Then(PutBack);
        Given(Arrived, Taken).When(state => PutContactBackEndpoint.Decide(command, state, Kim))
            .ThenRefused("contact-of-another");
        Given(Arrived).When(state => PutContactBackEndpoint.Decide(command, state, Jo)).ThenNothing();
        Given(Arrived, Finished).When(state => PutContactBackEndpoint.Decide(command, state, Jo))
            .ThenRefused("contact-finished");
    }

    [Fact]
    public void it_is_finished_once()
    {
        var command = new FinishContact("nothing-to-do", Note: "An advertisement.");
        Given(Arrived, Taken).When(state => FinishContactEndpoint.Decide(command, state)).Then(Finished);
        Given(Arrived, Finished).When(state => FinishContactEndpoint.Decide(command, state)).ThenNothing();
        Given(Arrived, Finished).When(state => FinishContactEndpoint.Decide(
            new("joined", ContactId), state)).ThenRefused("contact-finished");
        new FinishContact.Validator().Validate(new FinishContact("joined")).IsValid.ShouldBeFalse();
        new FinishContact.Validator().Validate(new FinishContact("nothing-to-do")).IsValid.ShouldBeFalse();
        new FinishContact.Validator().Validate(new FinishContact("complaint")).IsValid.ShouldBeFalse();
    }
}
