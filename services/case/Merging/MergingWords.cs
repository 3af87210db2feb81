using System.Diagnostics;
using static ComplaintsPlatform.Cases.Reading.Change;

namespace ComplaintsPlatform.Cases;

/// <summary>How complaints became one or two, or have to do with each other, in the words of the history.</summary>
internal static class MergingWords
{
    /// <summary>The other complaint that an event names; null of anything else.</summary>
    public static Guid? LinkedBy(object happened) => happened switch
    {
        DuplicateMergedIn e => e.DuplicateId,
        MergedIntoAnother e => e.SurvivorId,
        DuplicateTakenOut e => e.DuplicateId,
        MergeUndone e => e.SurvivorId,
        ComplaintSplit e => e.NewComplaintId,
        ComplaintLinked e => e.OtherId,
        LinkRemoved e => e.OtherId,
        _ => null,
    };

    public static string Of(IMergingEvent happened, Categories? then) => happened switch
    {
        DuplicateMergedIn e => $"{e.DuplicateReference} was merged into this complaint, as {Points(e.Points)}.",
        MergedIntoAnother e => $"Merged into {e.SurvivorReference}, where it goes on.",
        DuplicateTakenOut e => $"{e.DuplicateReference} was taken out again: it goes on by itself.",
        MergeUndone e => $"Taken out of {e.SurvivorReference} again: it goes on by itself.",
        ComplaintSplit e =>
            $"A complaint of its own, about {Category(e.Category, then)}, was made of {Points(e.Points)}.",
        ComplaintLinked e => $"{e.OtherReference} has to do with it.",
        LinkRemoved e => $"{e.OtherReference} has nothing to do with it after all.",
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };
}
