using System.Text.Json;
using ComplaintsPlatform.ServiceDefaults;
using Shouldly;

namespace ComplaintsPlatform.Testing;

/// <summary>
/// Given events, when a decision, then events. On the production <c>Evolve</c>:
/// <c>Spec.Given&lt;Complaint, IComplaintEvent&gt;(Complaint.Evolve, opened).When(state =>
/// …Decide(…)).Then(acknowledged)</c>.
/// </summary>
public static class Spec
{
    /// <summary>What has happened so far; nothing when the stream does not exist yet.</summary>
    public static Given<TState, TEvent> Given<TState, TEvent>(
        Func<TState?, TEvent, TState> evolve, params TEvent[] events)
        where TState : class where TEvent : notnull => new(evolve, events);
}

/// <summary>A history.</summary>
public sealed class Given<TState, TEvent>(Func<TState?, TEvent, TState> evolve, IReadOnlyList<TEvent> events)
    where TState : class where TEvent : notnull
{
    /// <summary>The state that the history folds into; null when there is none.</summary>
    public TState? State { get; } = events.Aggregate((TState?)null, (state, happened) => evolve(state, happened));

    /// <summary>Adds to the history.</summary>
    public Given<TState, TEvent> And(params TEvent[] more) => new(evolve, [.. events, .. more]);

    /// <summary>Decides on an existing stream.</summary>
    public Decided<TEvent> When(Func<TState, Decision<TEvent>> decide) =>
        new(decide(State ?? throw new InvalidOperationException("Nothing happened yet: use WhenStarting.")));

    /// <summary>Decides where the stream may not exist.</summary>
    public Decided<TEvent> WhenStarting(Func<TState?, Decision<TEvent>> decide) => new(decide(State));
}

/// <summary>A decision to be checked.</summary>
public sealed class Decided<TEvent>(Decision<TEvent> decision) where TEvent : notnull
{
    // Records that hold arrays are not equal by ==, so events are compared by type and JSON.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The decision itself, for what the other members do not express.</summary>
    public Decision<TEvent> Decision => decision;

    /// <summary>Exactly these events, in this order.</summary>
    public void Then(params TEvent[] expected)
    {
        decision.Refusal?.Code.ShouldBeNull($"Refused: {decision.Refusal.Sentence}");
        Text(decision.Events).ShouldBe(Text(expected));
        expected.ShouldNotBeEmpty("Nothing happened: say ThenNothing().");
    }

    /// <summary>Accepted, and nothing was to be done.</summary>
    public void ThenNothing()
    {
        decision.Refusal?.Code.ShouldBeNull($"Refused: {decision.Refusal.Sentence}");
        Text(decision.Events).ShouldBe("");
    }

    /// <summary>Refused with this code, and with a sentence for a person.</summary>
    public void ThenRefused(string code)
    {
        decision.IsRefused.ShouldBeTrue($"Accepted: {Text(decision.Events)}");
        decision.Refusal!.Code.ShouldBe(code);
        decision.Refusal.Sentence.ShouldEndWith(".");
        Text(decision.Events).ShouldBe("");
    }

    private static string Text(IEnumerable<TEvent> events) => string.Join('\n', events.Select(
        happened => $"{happened.GetType().Name} {JsonSerializer.Serialize(happened, happened.GetType(), Json)}"));
}
