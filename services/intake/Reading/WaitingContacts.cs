using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>A contact in the queue, or with whoever took it. Goes when something was made of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Channel">Where it came.</param>
/// <param name="ArrivedAt">When.</param>
/// <param name="Words">What it began with.</param>
/// <param name="TakenBy">Who has it.</param>
/// <param name="TakenByName">Their name.</param>
/// <param name="IsChat">Whether it can be answered here.</param>
/// <param name="WaitsForAnswer">Who began the chat wrote last.</param>
/// <param name="HasLeft">Who began the chat ended it.</param>
public sealed record WaitingContact(
    Guid Id, string Channel, DateTimeOffset ArrivedAt, [property: PersonalData] string Words, Guid? TakenBy,
    string? TakenByName, bool IsChat = false, bool WaitsForAnswer = false, bool HasLeft = false);

// Contacts that wait, the longest waiting first, and those that somebody has taken.
internal static class WaitingContacts
{
    private const int Most = 200;

    // Inline, since who takes the next one asks this table.
    public static void Add(StoreOptions store)
    {
        store.Schema.For<WaitingContact>()
            .Duplicate(contact => contact.Channel, notNull: true)
            .Duplicate(contact => contact.ArrivedAt, notNull: true)
            .Duplicate(contact => contact.TakenBy!);
        store.Projections.Add(new WaitingContactRows(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/waiting-contacts", async (
            string? channel, bool? mine, Actor actor, IQuerySession session, CancellationToken ct) =>
        {
            IQueryable<WaitingContact> contacts = session.Query<WaitingContact>();
            if (channel is not null) contacts = contacts.Where(contact => contact.Channel == channel);
            if (mine == true) contacts = contacts.Where(contact => contact.TakenBy == actor.Id);
            return TypedResults.Ok(new WaitingList(
                await contacts.OrderBy(contact => contact.ArrivedAt).Take(Most).ToListAsync(ct)));
        })
        .RequireRoles(Roles.Capturing)
        .StatesPosition()
        .WithName("ListWaitingContacts").WithTags("Waiting contacts")
        .WithSummary("Contacts that wait in a channel, the longest waiting first; at most 200")
        .Produces<WaitingList>();

    private sealed class WaitingContactRows : SingleStreamProjection<WaitingContact, Guid>
    {
        public WaitingContactRows() => Name = "waiting-contacts";

        public override WaitingContact? Evolve(WaitingContact? snapshot, Guid id, IEvent e) => (snapshot, e.Data) switch
        {
            (_, ContactArrived arrived) => new WaitingContact(
                id, arrived.Channel, arrived.ArrivedAt, arrived.Words, null, null, arrived.ChatKeyHash is not null,
                arrived.ChatKeyHash is not null),
            ({ } row, ContactTaken taken) => row with { TakenBy = taken.TakenBy, TakenByName = taken.TakenByName },
            ({ } row, ContactPutBack) => row with { TakenBy = null, TakenByName = null },
            ({ } row, CustomerWrote) => row with { WaitsForAnswer = true },
            ({ } row, StaffAnswered) => row with { WaitsForAnswer = false },
            ({ } row, CustomerLeft) => row with { HasLeft = true },
            (_, ContactFinished) => null,
            _ => snapshot,
        };
    }
}

internal sealed record WaitingList(IReadOnlyList<WaitingContact> Items);
