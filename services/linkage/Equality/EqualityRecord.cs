using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Linkage;

/// <summary>What the person said, as long as their consent stands.</summary>
public sealed record EqualityRecord(Guid EqualityId, Guid PersonId, EqualityAnswered? Answers)
{
    public static Guid IdOf(Guid personId) => DeterministicId.Of("equality", personId.ToString());

    public static EqualityRecord Evolve(EqualityRecord? state, IEqualityEvent happened) => happened switch
    {
        EqualityAnswered e => new EqualityRecord(e.EqualityId, e.PersonId, e),
        EqualityConsentWithdrawn e => new EqualityRecord(e.EqualityId, e.PersonId, null),
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };
}

/// <summary>The answers of one person, to be counted.</summary>
public sealed record EqualityEntry(Guid Id, EqualityAnswered Answers);

/// <summary>Keeps the answers to be counted; who takes the consent back is in it no more.</summary>
public sealed partial class EqualityEntries : EventProjection
{
    public EqualityEntries()
    {
        Name = "equality";
        IncludeType<EqualityAnswered>();
        IncludeType<EqualityConsentWithdrawn>();
    }

    public static void AddDocuments(StoreOptions store) => store.Schema.For<EqualityEntry>();

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is EqualityAnswered answered) operations.Store(new EqualityEntry(answered.EqualityId, answered));
        else if (e.Data is EqualityConsentWithdrawn withdrawn) operations.Delete<EqualityEntry>(withdrawn.EqualityId);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The questions, and the answers that each takes (the harmonised ones of the census).</summary>
internal static class EqualityQuestions
{
    private const string RatherNot = "prefer-not-to-say";

    public static readonly IReadOnlyDictionary<string, string[]> Answers = new Dictionary<string, string[]>
    {
        ["age-group"] = ["under-18", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-and-over", RatherNot],
        ["sex"] = ["female", "male", RatherNot],
        ["gender-same-as-registered-at-birth"] = ["yes", "no", RatherNot],
        ["ethnic-group"] =
        [
            "white-british", "white-irish", "white-gypsy-or-traveller", "white-roma", "white-other", "mixed", "asian",
            "black", "arab", "other", RatherNot,
        ],
        ["religion"] =
        [
            "none", "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "other", RatherNot,
        ],
        ["sexual-orientation"] = ["straight", "gay-or-lesbian", "bisexual", "other", RatherNot],
        ["disability"] = ["yes-a-lot", "yes-a-little", "no", RatherNot],
    };

    public static string? AnswerTo(string question, EqualityAnswered answered) => question switch
    {
        "age-group" => answered.AgeGroup,
        "sex" => answered.Sex,
        "gender-same-as-registered-at-birth" => answered.GenderSameAsRegisteredAtBirth,
        "ethnic-group" => answered.EthnicGroup,
        "religion" => answered.Religion,
        "sexual-orientation" => answered.SexualOrientation,
        "disability" => answered.Disability,
        _ => throw new UnreachableException($"Unknown question {question}."),
    } is { } answer && answer != PersonalDataAttribute.Erased ? answer : null;

    public static IRuleBuilderOptions<T, string?> MustBeAnswer<T>(
        this IRuleBuilder<T, string?> rule, string question) =>
        rule.Must(answer => answer is null || Answers[question].Contains(answer))
            .WithMessage($"Must be left out or one of: {string.Join(", ", Answers[question])}.");
}
