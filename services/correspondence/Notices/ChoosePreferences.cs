using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine;
using Wolverine.Http;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>How a kind of notice is told: portal, email or digest.</summary>
public sealed record KindChosen(string Kind, string How);

/// <summary>A digest that is wanted on these days (monday to friday), at that hour in London; <c>EvenIfEmpty</c> when
/// it is to come with nothing to say too.</summary>
public sealed record DigestChosen(string Digest, IReadOnlyList<string> Days, int Hour, bool EvenIfEmpty);

// Everybody chooses for themselves how they are told of what, in which hours no email goes out (London; the same twice
// is never), and which digests they get. What is left out stays as it is. No version: nobody else changes it.
public sealed record ChoosePreferences(
    IReadOnlyList<KindChosen>? Kinds = null, string? QuietFrom = null, string? QuietTo = null,
    IReadOnlyList<DigestChosen>? Digests = null)
{
    public sealed class Validator : AbstractValidator<ChoosePreferences>
    {
        public Validator()
        {
            RuleForEach(command => command.Kinds).ChildRules(kind =>
            {
                kind.RuleFor(one => one.Kind).OneOf(NoticeKind.Names);
                kind.RuleFor(one => one.How).OneOf(HowToTell.All);
            });
            RuleFor(command => command.QuietFrom).Must(IsTime).WithMessage("Give a time such as 20:00.");
            RuleFor(command => command.QuietTo).Must(IsTime).WithMessage("Give a time such as 07:00.");
            RuleForEach(command => command.Digests).ChildRules(digest =>
            {
                digest.RuleFor(one => one.Digest).OneOf(DigestKind.Names);
                digest.RuleFor(one => one.Hour).InclusiveBetween(0, 23).WithMessage("Give an hour from 0 to 23.");
                digest.RuleFor(one => one.Days).NotEmpty().WithMessage("Choose at least one day.")
                    .Must(days => days is null || days.All(day => Days.Any(one => one.Name == day)))
                    .WithMessage($"Days are {string.Join(", ", Days.Select(day => day.Name))}.");
            });
        }

        private static bool IsTime(string? text) => text is null || Time(text) is not null;
    }

    internal static readonly (string Name, DayOfWeek Day)[] Days =
    [
        ("monday", DayOfWeek.Monday), ("tuesday", DayOfWeek.Tuesday), ("wednesday", DayOfWeek.Wednesday),
        ("thursday", DayOfWeek.Thursday), ("friday", DayOfWeek.Friday),
    ];

    internal static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}

public static class ChoosePreferencesEndpoint
{
    /// <summary>What is chosen from now on.</summary>
    public static NoticePreferences Decide(ChoosePreferences command, NoticePreferences state)
    {
        IReadOnlyList<ChosenDigest> digests = command.Digests is null
            ? state.Digests
            :
            [
                .. command.Digests.DistinctBy(one => one.Digest).Select(one => new ChosenDigest(
                    one.Digest,
                    [.. ChoosePreferences.Days.Where(day => one.Days.Contains(day.Name)).Select(day => day.Day)],
                    one.Hour, one.EvenIfEmpty)),
            ];
        var isSame = digests.Count == state.Digests.Count && digests.Zip(state.Digests).All(pair =>
            pair.First with { Days = pair.Second.Days } == pair.Second
            && pair.First.Days.SequenceEqual(pair.Second.Days));
        return With(command, state) with
        {
            Digests = isSame ? state.Digests : digests,
            DigestChoice = isSame ? state.DigestChoice : state.DigestChoice + 1,
        };
    }

    private static NoticePreferences With(ChoosePreferences command, NoticePreferences state) => state with
    {
        How = (command.Kinds ?? []).Aggregate(state.How.ToDictionary(), (all, one) =>
        {
            all[one.Kind] = one.How;
            return all;
        }),
        QuietFrom = ChoosePreferences.Time(command.QuietFrom) ?? state.QuietFrom,
        QuietTo = ChoosePreferences.Time(command.QuietTo) ?? state.QuietTo,
    };

    [WolverinePost("/api/notices/preferences"), ForRoles(Roles.AtWork)]
    [EndpointName("ChoosePreferences"), EndpointSummary("Choose how one is told of what, and which digests one gets")]
    [Tags("Notices")]
    public static async Task<(IResult, OutgoingMessages)> Post(
        ChoosePreferences command, Actor actor, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var before = await session.PreferencesAsync(actor.Id, ct);
        var chosen = Decide(command, before);
        session.Store(chosen);
        OutgoingMessages later = [];
        if (chosen.DigestChoice == before.DigestChoice) return (TypedResults.NoContent(), later);
        var now = time.GetUtcNow();
        foreach (var digest in chosen.Digests)
        {
            var next = digest.NextAfter(now);
            later.Schedule(new SendDigest(actor.Id, digest.Digest, next, chosen.DigestChoice), digest.On(next));
        }

        return (TypedResults.NoContent(), later);
    }
}
