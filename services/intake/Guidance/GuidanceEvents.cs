using System.Diagnostics;

namespace ComplaintsPlatform.Intake;

/// <summary>What can happen to an article or a call script that staff read while they capture.</summary>
public interface IGuidanceEvent
{
    Guid ArticleId { get; }
}

/// <summary>It was written, or written otherwise: each is a version that can be read again.</summary>
public sealed record GuidanceWritten(
    Guid ArticleId, string Kind, string Title, string Body, IReadOnlyList<string> Categories) : IGuidanceEvent;

/// <summary>It no longer holds.</summary>
public sealed record GuidanceWithdrawn(Guid ArticleId, string Reason) : IGuidanceEvent;

/// <summary>What decisions about an article need to know.</summary>
public sealed record Article(Guid ArticleId)
{
    public GuidanceWritten? Current { get; init; }

    public bool IsWithdrawn { get; init; }

    public static Article Evolve(Article? state, IGuidanceEvent @event)
    {
        var article = state ?? new Article(@event.ArticleId);
        return @event switch
        {
            GuidanceWritten e => article with { Current = e, IsWithdrawn = false },
            GuidanceWithdrawn => article with { IsWithdrawn = true },
            _ => throw new UnreachableException($"{@event.GetType().Name} is not folded into an article."),
        };
    }

    /// <summary>Whether writing this says nothing new.</summary>
    internal bool Says(GuidanceWritten written) => !IsWithdrawn && Current is { } current
        && current with { Categories = written.Categories } == written
        && current.Categories.SequenceEqual(written.Categories);
}
