using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Who began a chat ends it. It keeps its place in the queue, or stays with who took it: what was written may be a
// complaint, and a complaint does not go away because somebody had to leave.
public static class EndChatEndpoint
{
    public static Decision<IContactEvent> Decide(Contact state) => state.HasLeft || state.Finished is not null
        ? Decision<IContactEvent>.Nothing()
        : Decision<IContactEvent>.Accept(new CustomerLeft(state.ContactId));

    [WolverinePost("/api/chats/{contactId}/end"), AnyVersion, AllowAnonymous]
    [EndpointSummary("End a chat, with its key; what was written is still dealt with"), Tags("Chats")]
    [TakesHeader(ChatKey.Header, "The key that the chat was begun with.")]
    public static (IResult, Events) Post([WriteAggregate] IEventStream<Contact> contact, HttpRequest request) =>
        ChatKey.Opens(request, contact.Aggregate)
            ? Decide(contact.Aggregate!).Answer(contact)
            : (ChatKey.NotFound(), []);
}
