using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>A contact of which something was made, or that was added to something.</summary>
public sealed record MadeOfContact(Guid Id, Guid ResultId, string Outcome);

/// <summary>A contact that a complaint or submission came from; <c>Outcome</c> says how.</summary>
internal sealed record OriginalContact(Guid ContactId, string Channel, DateTimeOffset ArrivedAt, string Outcome);

// From a complaint or another submission back to what was said in a chat or on social media before.
internal static class MadeOfContacts
{
    public static void Add(StoreOptions store)
    {
        store.Schema.For<MadeOfContact>().Duplicate(made => made.ResultId, notNull: true);
        store.Projections.Add(new MadeOfContactRows(), ProjectionLifecycle.Inline);
    }

    // By its name the parameter hides what the complaint is hidden from (Restrictions.cs).
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/waiting-contacts/made-into/{complaintId:guid}", async (
            Guid complaintId, IQuerySession session, CancellationToken ct) =>
        {
            var contacts = new List<OriginalContact>();
            foreach (var made in await session.Query<MadeOfContact>()
                .Where(made => made.ResultId == complaintId).ToListAsync(ct))
                if (await session.Events.AggregateStreamAsync<Contact>(made.Id, token: ct) is { Arrived: { } arrived })
                    contacts.Add(new OriginalContact(made.Id, arrived.Channel, arrived.ArrivedAt, made.Outcome));
            return TypedResults.Ok(new OriginalContacts([.. contacts.OrderBy(contact => contact.ArrivedAt)]));
        })
        .Shows("origin")
        .RequireRoles(Roles.Reading)
        .WithName("ContactsMadeInto").WithTags("Waiting contacts")
        .WithSummary("The contacts that a complaint or another submission was made of, or that were added to it")
        .Produces<OriginalContacts>();

    private sealed class MadeOfContactRows : SingleStreamProjection<MadeOfContact, Guid>
    {
        public MadeOfContactRows() => Name = "made-of-contacts";

        public override MadeOfContact? Evolve(MadeOfContact? snapshot, Guid id, IEvent e) =>
            e.Data is ContactFinished { ResultId: { } result } finished
                ? new MadeOfContact(id, result, finished.Outcome)
                : snapshot;
    }
}

internal sealed record OriginalContacts(IReadOnlyList<OriginalContact> Items);
