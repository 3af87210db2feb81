using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>How many gave an answer.</summary>
public sealed record EqualityGroup(string Answer, int People);

/// <summary>
/// The answers to one question. Groups of fewer than ten are put together as "not-shown", with others where it takes
/// them to make ten; what is still too small is left out of the total too, so that nothing can be told by subtraction.
/// </summary>
public sealed record EqualitySummary(string Question, int People, IReadOnlyList<EqualityGroup> Groups)
{
    public const int Smallest = 10;
    private const string NotShown = "not-shown";

    internal static EqualitySummary Of(string question, IEnumerable<string?> answers)
    {
        var groups = answers.OfType<string>().GroupBy(answer => answer)
            .Select(group => new EqualityGroup(group.Key, group.Count()))
            .OrderBy(group => group.People).ThenBy(group => group.Answer, StringComparer.Ordinal).ToList();
        var hidden = groups.TakeWhile(group => group.People < Smallest).ToList();
        while (hidden.Count > 0 && hidden.Count < groups.Count && hidden.Sum(group => group.People) < Smallest)
            hidden.Add(groups[hidden.Count]);
        var shown = groups.Skip(hidden.Count).OrderBy(group => group.Answer, StringComparer.Ordinal).ToList();
        var together = hidden.Sum(group => group.People);
        if (together >= Smallest) shown.Add(new EqualityGroup(NotShown, together));
        return new EqualitySummary(question, shown.Sum(group => group.People), shown);
    }
}

// What people said about themselves for equality monitoring: in figures, in groups of ten or more; and one person's
// answers, to put them right with the person. For compliance officers alone.
internal static class EqualitySummaryEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/people/equality-summary", async (
            string question, IQuerySession session, CancellationToken ct) =>
        {
            if (!EqualityQuestions.Answers.ContainsKey(question))
                return Api.NotValid(new Dictionary<string, string[]>
                {
                    ["question"] = [$"Must be one of: {string.Join(", ", EqualityQuestions.Answers.Keys)}."],
                });
            var entries = await session.Query<EqualityEntry>().ToListAsync(ct);
            return Results.Ok(EqualitySummary.Of(
                question, entries.Select(entry => EqualityQuestions.AnswerTo(question, entry.Answers))));
        })
        .RequireRoles(Roles.ComplianceOfficer)
        .WithName("EqualitySummary").WithTags("Equality").Produces<EqualitySummary>();

        routes.MapGet("/api/people/{personId:guid}/equality", async (
            Guid personId, IQuerySession session, CancellationToken ct) =>
            Api.Answer((await session.LoadAsync<EqualityEntry>(EqualityRecord.IdOf(personId), ct))?.Answers, 1))
        .Shows("equality")
        .RequireRoles(Roles.ComplianceOfficer)
        .WithName("Equality").WithTags("Equality");
    }
}
