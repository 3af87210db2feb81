using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>What is found on one point, at the stage at which the complaint is, or at stage 1 while its response is
/// still owed.</summary>
internal sealed class RecordFindingModel(
    Gateway.Complaints complaints, Gateway.Documents documents, WorkingDays days) : VerbPage(complaints, days)
{
    public static readonly IReadOnlyList<Choice> Findings =
    [
        new("upheld", "Upheld", "It is as they say, and we failed."),
        new("partly-upheld", "Partly upheld", "Some of it is as they say."),
        new("not-upheld", "Not upheld", "We did what we had to do."),
    ];

    [BindProperty(SupportsGet = true, Name = "number")]
    public int Number { get; set; }

    [BindProperty(SupportsGet = true, Name = "stage")]
    public string? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public FindingForm Form { get; set; } = new();

    /// <summary>Documents that can be read, and repairs that are linked.</summary>
    public IReadOnlyList<Choice> Evidence { get; private set; } = [];

    /// <summary>False when the repairs cannot be asked for just now.</summary>
    public bool AllEvidence { get; private set; } = true;

    /// <summary>Null when it went to another complaint meanwhile.</summary>
    public PointDetails? Point => Case.Points.FirstOrDefault(point => point.Number == Number);

    /// <summary>What stage 1 found, when it is stage 2 that finds.</summary>
    public FindingDetails? Before => Stage == "stage-2" ? Point?.FindingAt("stage-1") : null;

    /// <summary>What holds so far.</summary>
    public FindingDetails? Now => Stage is null ? null : Point?.FindingAt(Stage);

    /// <summary>Until when it may be changed; said once there is a finding.</summary>
    public string? Open => Now is null
        ? null
        : $"{Now.By ?? "Somebody"} found: {Words.Sentence(Now.Finding).ToLowerInvariant()}. Until the response is "
            + "recorded it may be found otherwise, and the timeline keeps both.";

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["finding"] = "Form.Finding",
        ["reasons"] = "Form.Reasons",
        ["evidence"] = "Form.Evidence",
        ["remedy"] = "Form.Remedy",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["evidence-unknown"] = "Form.Evidence", ["evidence-not-usable"] = "Form.Evidence" };

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        // What comes back after a session had ended names its version.
        var isNew = Seen == 0;
        await ShowAsync(id);
        Stage = StageOf(Stage) ?? Case.Stage;
        if (Point is null) return NotFound();
        if (isNew && Now is { } found)
            Form = new FindingForm
            {
                Finding = found.Finding,
                Reasons = found.Reasons,
                Evidence = [.. found.Evidence.Select(one => $"{one.EvidenceId}")],
                Remedy = found.Remedy,
            };
        await ChoicesAsync(id);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await LoadAsync(id);
        Stage = StageOf(Stage) ?? Case.Stage;
        await ChoicesAsync(id);
        ModelState.Need("Form.Finding", Form.Finding, "Choose what you find");
        ModelState.Need("Form.Reasons", Form.Reasons, "Enter the reasons");
        return await SendAsync(id, "found", () => Complaints.RecordFindingAsync(id, new RecordFinding
        {
            Point = Number,
            Finding = Form.Finding,
            Reasons = Form.Reasons,
            Evidence = [.. Form.Evidence.Select(one => Guid.TryParse(one, out var evidence) ? evidence : Guid.Empty)],
            Remedy = Form.Remedy,
            Stage = Stage,
        }, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
    [
        ("Owner", "", Case.Owner?.Name ?? ""),
        ("Finding", Form.Finding is null ? "" : Words.Sentence(Form.Finding),
            Now is null ? "" : Words.Sentence(Now.Finding)),
        ("Reasons", Form.Reasons ?? "", Now?.Reasons ?? ""),
        ("Evidence",
            string.Join(", ", Evidence.Where(one => Form.Evidence.Contains(one.Value)).Select(one => one.Text)),
            string.Join(", ", Now?.Evidence.Select(one => one.Name) ?? [])),
        ("What we do", Form.Remedy ?? "", Now?.Remedy ?? ""),
    ];

    private static string? StageOf(string? stage) => stage is "stage-1" or "stage-2" ? stage : null;

    private async Task ChoicesAsync(Guid id)
    {
        var known = documents.ListAsync(id);
        var linked = await LinkedAsync(id);
        AllEvidence = linked is not null;
        List<Choice> choices =
        [
            .. from document in await known
               where document is { Withdrawn: null, Scan: not "infected" }
               select new Choice($"{document.DocumentId}", document.Name, document.Description),
            .. from record in linked ?? []
               where record.Undone is null
               select new Choice($"{record.RecordId}", $"{Words.Sentence(record.RecordKind)} {record.Reference.Id}",
                   record.Now?.Description),
        ];
        // Without the list of repairs, those that were chosen are offered all the same.
        choices.AddRange(from one in Now?.Evidence ?? []
                         where one.CanBeOpened && choices.TrueForAll(choice => choice.Value != $"{one.EvidenceId}")
                         select new Choice($"{one.EvidenceId}", $"{Words.Sentence(one.Kind)} {one.Name}"));
        Evidence = choices;
    }

    private async Task<IReadOnlyList<EvidenceItem>?> LinkedAsync(Guid id)
    {
        try
        {
            return (await Complaints.EvidenceAsync(id))?.Items ?? [];
        }
        catch (ProblemAnswer problem) when (problem.Status >= 500)
        {
            return null;
        }
    }

    internal sealed class FindingForm
    {
        public string? Finding { get; set; }

        public string? Reasons { get; set; }

        public List<string> Evidence { get; set; } = [];

        public string? Remedy { get; set; }
    }
}
