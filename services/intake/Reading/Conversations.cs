using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>Where a contact is.</summary>
internal enum ContactState
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>With a member of staff.</summary>
    Taken,

    /// <summary>Something was made of it, or nothing was to be done.</summary>
    Finished,
}

/// <summary>A contact as staff read it, in the order in which it was written.</summary>
internal sealed record Conversation(
    Guid ContactId, string Channel, DateTimeOffset ArrivedAt, ContactState State, bool IsChat, bool HasLeft,
    Guid? TakenBy, string? TakenByName, Resident? From, IReadOnlyList<DetailToPutRight> ToPutRight, string? Outcome,
    Guid? ResultId, string? Reference, string? Note, IReadOnlyList<Said> Messages, long Version);

/// <summary>One message; the first has the contact's id. <c>By</c> is the member of staff.</summary>
internal sealed record Said(Guid MessageId, DateTimeOffset At, string? Text, string? By);

/// <summary>A chat as who began it reads it: of staff the first name, of their notes nothing.</summary>
internal sealed record Chat(
    Guid ContactId, DateTimeOffset StartedAt, ContactState State, bool HasLeft, int? Place, string? With,
    string? Outcome, string? Reference, IReadOnlyList<Said> Messages, long Version);

// One contact with all that was said; a chat also for who has its key.
internal static class Conversations
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/waiting-contacts/{contactId:guid}", async (
            Guid contactId, Actor actor, IQuerySession session, CancellationToken ct) =>
        {
            var events = await session.Events.FetchStreamAsync(contactId, token: ct);
            var found = StateOf(events) is { } state && !await IsHiddenAsync(session, state, actor, ct)
                ? await ForStaffAsync(session, state, events, ct)
                : null;
            return Api.Answer(found, found?.Version ?? 0);
        })
            .Shows("conversation")
            .RequireRoles(Roles.Reading)
            .WithName("OneWaitingContact").WithTags("Waiting contacts")
            .WithSummary("A contact and what was said, also after something was made of it")
            .Produces<Conversation>();

        app.MapLooks("/api/waiting-contacts/{contactId:guid}/views")
            .RequireRoles(Roles.SeeingLooks)
            .WithName("WaitingContactViews").WithTags("Waiting contacts");

        app.MapGet("/api/chats/{contactId:guid}", async (
            Guid contactId, HttpRequest request, IQuerySession session, CancellationToken ct) =>
        {
            var events = await session.Events.FetchStreamAsync(contactId, token: ct);
            var state = StateOf(events);
            var found = ChatKey.Opens(request, state) ? await ForCustomerAsync(session, state!, events, ct) : null;
            return Api.Answer(found, found?.Version ?? 0);
        })
            .AllowAnonymous()
            .WithMetadata(new TakesHeaderAttribute(ChatKey.Header, "The key that the chat was begun with."))
            .WithName("OneChat").WithTags("Chats")
            .WithSummary("A chat, its place in the queue and what was said, with its key")
            .Produces<Chat>();
    }

    /// <summary>A complaint that is hidden from somebody hides what it was made of.</summary>
    public static async Task<bool> IsHiddenAsync(
        IQuerySession session, Contact state, Actor actor, CancellationToken ct) =>
        state.Finished?.ResultId is { } result
        && await session.IsHiddenFromAsync(result, actor.Id, ct);

    private static Contact? StateOf(IReadOnlyList<IEvent> events) =>
        events.Select(e => e.Data).OfType<IContactEvent>().Aggregate((Contact?)null, Contact.Evolve) is
        { Arrived: not null } state ? state : null;

    private static async Task<Conversation> ForStaffAsync(
        IQuerySession session, Contact state, IReadOnlyList<IEvent> events, CancellationToken ct)
    {
        var arrived = state.Arrived!;
        return new Conversation(
            state.ContactId, arrived.Channel, arrived.ArrivedAt, WhereIs(state), state.IsChat, state.HasLeft,
            state.Taken?.TakenBy, state.Taken?.TakenByName, arrived.From, arrived.ToPutRight ?? [],
            state.Finished?.Outcome, state.Finished?.ResultId, await ReferenceAsync(session, state, ct),
            state.Finished?.Note, SaidIn(events, static name => name), events[^1].Version);
    }

    private static async Task<Chat> ForCustomerAsync(
        IQuerySession session, Contact state, IReadOnlyList<IEvent> events, CancellationToken ct)
    {
        var (arrived, where) = (state.Arrived!, WhereIs(state));
        int? place = where != ContactState.Waiting ? null : 1 + await session.Query<WaitingContact>()
            .CountAsync(other => other.TakenBy == null && other.ArrivedAt < arrived.ArrivedAt, ct);
        return new Chat(
            state.ContactId, arrived.ArrivedAt, where, state.HasLeft, place,
            where == ContactState.Taken ? FirstName(state.Taken!.TakenByName) : null, state.Finished?.Outcome,
            await ReferenceAsync(session, state, ct), SaidIn(events, FirstName), events[^1].Version);
    }

    private static ContactState WhereIs(Contact state) => state switch
    {
        { Finished: not null } => ContactState.Finished,
        { Taken: not null } => ContactState.Taken,
        _ => ContactState.Waiting,
    };

    private static async Task<string?> ReferenceAsync(IQuerySession session, Contact state, CancellationToken ct) =>
        state.Finished?.ResultId is { } result
            ? await session.Query<TakenRequest>().Where(request => request.ComplaintId == result)
                .Select(request => request.Reference).SingleOrDefaultAsync(ct)
            : null;

    private static IReadOnlyList<Said> SaidIn(IReadOnlyList<IEvent> events, Func<string, string> named) =>
        [.. events.Select(e => e.Data switch
        {
            ContactArrived said => new Said(said.ContactId, said.ArrivedAt, said.Words, null),
            CustomerWrote said => new Said(said.MessageId, e.Timestamp, said.Text, null),
            StaffAnswered said => new Said(said.MessageId, e.Timestamp, said.Text, named(said.AnsweredByName)),
            _ => null,
        }).OfType<Said>()];

    // What staff are called among strangers.
    private static string FirstName(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is
    [{ } first, ..]
        ? first
        : "A member of staff";
}
