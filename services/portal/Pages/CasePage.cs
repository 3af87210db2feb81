using System.Globalization;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>What every page about one complaint begins with: the complaint, its clocks, and what to do next.</summary>
internal abstract class CasePage(Gateway.Complaints complaints, WorkingDays days) : PageModel
{
    public const string First = "first-contact";

    private static readonly Dictionary<string, string> DoneWords = new()
    {
        ["joined"] = "What was said is added to this complaint. Tell the resident its reference.",
        ["reclassified"] = "The complaint is classified otherwise. Its limits stay as they are.",
        ["merged"] = "The other complaint is merged into this one. It can be undone.",
        ["unmerged"] = "The other complaint goes on by itself again.",
        ["split"] = "The new complaint is made. It shows below in a moment.",
        ["linked"] = "Both complaints say that they have to do with each other.",
        ["unlinked"] = "The link is taken back.",
        ["assigned"] = "The complaint has another owner now.",
        ["released"] = "The complaint is back in the queue.",
        ["another-officer"] = "It is recorded, and the complaint waits for another officer.",
        ["officer-allowed"] = "The officer may have the complaint again.",
        ["taken-over"] = "The complaint is yours.",
        ["conflict"] = "It is recorded whom the complaint is about. They cannot see it.",
        ["restricted"] = "Only the people named may know of this complaint now.",
        ["restriction-lifted"] = "Everybody who reads complaints may know of this one again.",
        ["claimed"] = "The complaint is yours.",
        ["acknowledged"] = "The acknowledgement is recorded. The 5-day clock has stopped and the 10 days run.",
        ["found"] = "The finding is recorded. It can be changed until the response is recorded.",
        ["responded"] = "The stage 1 response is recorded.",
        ["extended"] = "The extension is recorded. The clocks say whether it moves the limit.",
        ["escalated"] = "The request for stage 2 is recorded. Somebody who had no part in stage 1 takes it.",
        ["escalation-refused"] = "The refusal of stage 2 is recorded. A letter has to say so: write it now.",
        ["acknowledged-at-stage-2"] = "The stage 2 acknowledgement is recorded, and the 20 days run.",
        ["responded-at-stage-2"] = "The final response is recorded.",
        ["letter-came-back"] = "It is recorded that the letter came back. It is listed until it is put right.",
        ["letter-put-right"] = "It is recorded how the letter was put right.",
        ["task-set"] = "The task is set. It stands in the lists of whoever does it.",
        ["taken"] = "The complaint is yours.",
        ["withdrawn"] = "It is recorded that the resident takes it back. Nothing falls due any more.",
        ["cause-recorded"] = "The root cause is recorded.",
        ["closed"] = "The complaint is closed.",
        ["reopened"] = "The complaint is open again.",
        ["contact-recorded"] = "The contact is recorded.",
        ["contact-withdrawn"] = "The entry is withdrawn. It counts no more.",
        ["promised"] = "It is recorded, and followed up until it is done.",
        ["approved"] = "You have agreed to the amount. It can be paid.",
        ["finished"] = "It is recorded that it was done.",
        ["replanned"] = "It is planned otherwise.",
        ["dropped"] = "It is recorded that it will not be done.",
        ["cost-recorded"] = "The amount is recorded.",
        ["review-opened"] = "It is recorded that they look at it. Record what they ask for, each with its day.",
        ["determined"] = "The decision is recorded. Record each order and recommendation, with its day.",
        ["review-closed"] = "It is recorded that their review is over.",
        ["correction-proposed"] = "The correction waits for somebody else who leads.",
        ["corrected"] = "It is put right. The clocks go by it in a moment.",
        ["correction-rejected"] = "It stays as it was recorded.",
        ["documents-added"] = "The files are added to the complaint.",
        ["letter-withdrawn"] = "The draft is withdrawn. It will not be sent.",
        ["letter-issued"] = "The letter is issued. The complaint's record goes by the day on which it is sent.",
        ["letter-sent"] = "It is recorded that the letter was sent.",
        ["document-withdrawn"] = "The document is withdrawn. Nobody can open it any more.",
    };

    public ComplaintDetails Case { get; private set; } = null!;

    /// <summary>The version that a form on this page was made from.</summary>
    public long Version { get; private set; }

    public ClocksShown? Clocks { get; private set; }

    public Func<DateOnly, bool> WorkingDay { get; private set; } = null!;

    public DateOnly Today => days.Today;

    /// <summary>What was done on the page before.</summary>
    public string? Done { get; private set; }

    public string Resident =>
        Case.Anonymous ? "A resident who gave no name" : Case.Resident?.Name ?? "Name erased";

    /// <summary>The clock that runs and ends first; none once it is answered.</summary>
    public ClockShown? Running => Case.IsAnswered || Case.HasEnded
        ? null
        : Clocks?.Clocks
            .Where(clock => clock.StoppedOn is null && clock.State is "running" or "due-soon" or "breached"
                && clock.Clock != First)
            .OrderBy(clock => clock.DueOn).FirstOrDefault();

    /// <summary>The landlord's own target, which is none of the Code's limits; null where it has none.</summary>
    // The log knows of a contact at once, the clock a moment later.
    public ClockShown? FirstContact => Log?.LastReached is null
        ? Clocks?.Clocks.FirstOrDefault(clock => clock.Clock == First)
        : null;

    /// <summary>The contact log, on the pages that show it.</summary>
    public ContactList? Log { get; protected set; }

    protected Gateway.Complaints Complaints { get; } = complaints;

    /// <summary>The complaint is shown as it was known at a past moment: nothing is done there.</summary>
    public bool IsPast { get; private set; }

    protected async Task LoadAsync(Guid id, DateTimeOffset? asAt = null)
    {
        IsPast = asAt is not null;
        // Right after it was logged, the case may be a moment behind.
        var clocks = IsPast ? Task.FromResult<ClocksShown?>(null) : Complaints.ClocksAsync(id);
        var working = days.AskAsync();
        (Case, Version) = await Complaints.OneAsync(id, wait: IsPast ? 0 : 2, asAt) is var one
            ? (one.Value, one.Version)
            : default;
        (Clocks, WorkingDay) = (await clocks, await working);
        Done = Request.Query["done"] is [{ } done] ? DoneWords.GetValueOrDefault(done) : null;
    }

    private string Waits => Case.QueuedFor is { } team ? $"It waits in the queue of {team}. " : "";

    /// <summary>Whether whoever looks may still find on points at that stage.</summary>
    public bool MayFind(string? stage) => !IsPast && MayHandle && Case.MergedInto is null
        && Case.ResponseAt(stage) is null
        && !(stage == "stage-2" && HadPartInStage1);

    private bool MayHandle => User.Is(Access.Policies[Access.Handle]);

    /// <summary>Whoever looks acted at stage 1, and so does nothing at stage 2.</summary>
    private bool HadPartInStage1 => Case.ActedAtStage1.Any(userId => $"{userId}" == User.Id());

    /// <summary>The one thing to do next, for whom it is.</summary>
    public NextAction? Next() => Case switch
    {
        { MergedInto: not null } or { HasEnded: true } => null,
        { IsAnswered: true } when !MayHandle => null,
        { IsAnswered: true, LacksCause: true } => new("It is answered",
            "The resident may come back. Say why it went wrong, so that the landlord learns from it.",
            "Record the root cause", "record-cause"),
        { IsAnswered: true } => new("It is answered",
            "The resident may come back. Close it when nothing more is to be done.", "Close the complaint", "close"),
        { Owner: null } when HadPartInStage1 => new("Nobody has this complaint at stage 2",
            $"{Waits}You acted on it at stage 1, so somebody else takes it.", null, null),
        { Owner: null } when MayHandle =>
            new("Nobody has this complaint", $"{Waits}Take it, or give it to somebody.", "Claim this complaint",
                "claim"),
        { Owner: null } => new("Nobody has this complaint", Waits is "" ? "It waits in the queue." : Waits, null, null),
        { Escalation: not null, Stage2Acknowledgement: null } => Send("The stage 2 acknowledgement is to be sent",
            "Send the resident what you understand to be unresolved, then record it here.",
            "Record the stage 2 acknowledgement", "acknowledge-stage-2"),
        { Escalation: not null } => Answer("The final response is to be sent", " It is the landlord's last word.",
            "Record the final response", "record-stage-2-response"),
        { Acknowledgement: null } => Send("The acknowledgement is to be sent",
            "Send the resident the complaint definition, then record it here. The confirmation of receipt does not "
                + "count.",
            "Record the acknowledgement", "acknowledge"),
        _ => Answer("The stage 1 response is to be sent", "", "Record the stage 1 response", "record-stage-1-response"),
    };

    /// <summary>First what is found on every point, then the response.</summary>
    private NextAction Answer(string title, string more, string button, string page)
    {
        if (Case.FindingsAt(Case.Stage) is not { Missing: [var first, ..] missing })
            return Send(title, "Every point has its finding, and they give: "
                + $"{Words.Sentence(Case.FindingsAt(Case.Stage).Outcome).ToLowerInvariant()}. Send the response, then "
                + $"record it here.{more}", button, page);
        var next = Send(Found(missing.Count),
            "Find on each point with clear reasons (Code 6.7). The outcome of the response follows from them.",
            $"Record a finding on point {first.ToString(CultureInfo.InvariantCulture)}", FindingOn(first));
        return next.Page is null ? next : next with { Or = (button, page) };
    }

    /// <summary>The letter that is to be written next, when somebody has the complaint.</summary>
    public string? LetterToWrite => Case switch
    {
        { IsAnswered: true } or { HasEnded: true } or { MergedInto: not null } or { Owner: null } => null,
        { Escalation: not null, Stage2Acknowledgement: null } or { Escalation: null, Acknowledgement: null } =>
            "acknowledgement",
        _ => Case.FindingsAt(Case.Stage).Missing.Count == 0 ? "response" : null,
    };

    private string Found(int missing) => missing == Case.Points.Count
        ? "No point has a finding yet"
        : $"{Words.Count(missing, "point has", "points have")} no finding yet";

    private static string FindingOn(int point) =>
        $"points/{point.ToString(CultureInfo.InvariantCulture)}/finding";

    private NextAction Send(string title, string how, string button, string page) => MayHandle && !HadPartInStage1
        ? new(title, how, button, page)
        : new(title, $"{Case.Owner!.Name} does it.", null, null);
}

/// <summary>What to do next, and the button for it when it is for whoever looks.</summary>
internal sealed record NextAction(string Title, string Why, string? Button, string? Page)
{
    /// <summary>What may be done instead, as a link beside the button.</summary>
    public (string Text, string Page)? Or { get; init; }
}

/// <summary>The points of a complaint with what was found on them: at one stage, or at each.</summary>
internal sealed record PointsShown(CasePage Page, string? OnlyStage = null);
