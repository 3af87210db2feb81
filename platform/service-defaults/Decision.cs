using System.Diagnostics.CodeAnalysis;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// The result of a rule: events to append, nothing to do, or a refusal. The only way in which a rule answers; it never
/// throws.
/// </summary>
/// <typeparam name="TEvent">The marker interface of the stream's events.</typeparam>
public sealed record Decision<TEvent> where TEvent : notnull
{
    private Decision(IReadOnlyList<TEvent> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>What happened; empty when there was nothing to do or the command was refused.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    /// <summary>Why the command was refused, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when the command was refused.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    /// <summary>Accepts, with the events that it leads to, in order.</summary>
    public static Decision<TEvent> Accept(params TEvent[] events) => new(events, null);

    /// <summary>Accepts without events: what was asked is already so.</summary>
    public static Decision<TEvent> Nothing() => new([], null);

    /// <summary>Refuses.</summary>
    /// <param name="code">Stable kebab-case code, listed in docs/problems.md.</param>
    /// <param name="sentence">A sentence for a person that says what stands in the way and what to do.</param>
    public static Decision<TEvent> Refuse(string code, string sentence) => new([], new Refusal(code, sentence));
}

/// <summary>Why a rule said no.</summary>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Sentence">A sentence for a person.</param>
public sealed record Refusal(string Code, string Sentence);
