using System.Collections.Immutable;
using System.Diagnostics;

namespace ComplaintsPlatform.Correspondence;

/// <summary>What decisions about a letter that people write need to know.</summary>
public sealed record LetterDraft(DraftBegun Begun, DraftText Text)
{
    /// <summary>Everybody whose words are in it: none of them approves it.</summary>
    public ImmutableHashSet<Guid> Authors { get; init; } = [];

    /// <summary>The approval that holds; none after a change.</summary>
    public DraftApproved? Approval { get; init; }

    /// <summary>What the last reader wanted changed.</summary>
    public DraftReturned? Returned { get; init; }

    public LetterIssued? Issued { get; init; }

    public string Kind => Begun.Kind;

    public string Stage => Begun.Stage;

    public string Template => $"{Kind}-{Stage}.v{Begun.TemplateVersion}";

    /// <summary>A response is read by somebody else before it goes; any other letter when its author asks.</summary>
    public bool NeedsApproval => Kind == LetterKind.Response;

    internal static LetterDraft Of(DraftBegun e) => new(e, e.Text) { Authors = [e.By] };

    internal static Letter Evolve(Letter letter, IDraftEvent happened)
    {
        var draft = letter.Draft!;
        return happened switch
        {
            DraftBegun e => letter with { Draft = Of(e) },
            // Whatever is changed has to be read anew.
            DraftChanged e => letter with
            {
                Status = LetterStatus.Draft,
                Draft = draft with { Text = e.Text, Authors = draft.Authors.Add(e.By), Approval = null },
            },
            DraftWithdrawn => letter with { Status = LetterStatus.Withdrawn },
            ApprovalAskedFor => letter with
            {
                Status = LetterStatus.WaitingForApproval,
                Draft = draft with { Approval = null, Returned = null },
            },
            DraftApproved e =>
                letter with { Status = LetterStatus.Approved, Draft = draft with { Approval = e } },
            DraftReturned e => letter with { Status = LetterStatus.Draft, Draft = draft with { Returned = e } },
            LetterIssued e => letter with { Draft = draft with { Issued = e } },
            // That it was sent is an event of its own.
            LetterWentOut => letter,
            _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into a draft."),
        };
    }

    /// <summary>What is said once it has gone out.</summary>
    internal LetterWentOut WentOut(DateOnly sentOn, string form) => new(
        Begun.ComplaintId, Begun.LetterId, Kind, Stage, sentOn, form, Issued!.Outcome, Text.NewDate, Text.UpdatesEvery,
        Text.ResidentAgreed, Issued.By,
        [.. Issued.Authors.Append(Issued.By).Concat(Issued.ApprovedBy is { } reader ? [reader] : []).Distinct()], Text);
}
