using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>What every page about one submission begins with: the submission, and what was just done.</summary>
internal abstract class SubmissionPage(Gateway.Submissions submissions) : ChangePage
{
    private static readonly Dictionary<string, string> DoneWords = new()
    {
        ["recorded"] = "It is recorded. Give the person the reference.",
        ["passed"] = "It is with the service.",
        ["resolved"] = "What was done is recorded.",
        ["refused"] = "The refusal is recorded. Now write the letter that says so.",
        ["letter-begun"] = "The letter is begun with what you decided.",
        ["letter-saved"] = "The letter is saved.",
        ["letter-issued"] = "The letter is issued, and kept as it is.",
        ["letter-sent"] = "It is recorded that the letter was sent.",
        ["offered"] = "That the choice to complain was offered is recorded.",
        ["declined"] = "That they do not want to complain is recorded.",
    };

    public SubmissionDetails Submission { get; private set; } = null!;

    public string? Done { get; private set; }

    public bool IsOpen => Submission is { Resolution: null };

    public bool MayBecomeComplaint => Submission is { Complaint: null, Refusal: null };

    public override string Shown => $"/submissions/{RouteData.Values["id"]}";

    protected Gateway.Submissions Submissions { get; } = submissions;

    protected override async Task LoadAsync(Guid id)
    {
        var (submission, version) = await Submissions.OneAsync(id);
        Submission = submission;
        if (Seen == 0) Seen = version;
        Done = Request.Query["done"] is [{ } done] ? DoneWords.GetValueOrDefault(done) : null;
    }
}
