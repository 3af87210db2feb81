using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

internal sealed class PassToServiceModel(Gateway.Submissions submissions, WordLists words) : SubmissionPage(submissions)
{
    // Whose work orders the landlord's own repairs module numbers.
    private const string RepairsModule = "housing-repairs";

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? WorkOrder { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Note { get; set; }

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["service"] = "Service", ["repair.id"] = "WorkOrder", ["note"] = "Note" };

    public async Task OnGetAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await LoadAsync(id);
        Service ??= Submission.Service;
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Lists = await words.AskAsync();
        ModelState.Need("Service", Service, "Choose the service");
        return await SendAsync(id, "passed", () => Submissions.PassOnAsync(id, new PassToService
        {
            Service = Service,
            Repair = string.IsNullOrWhiteSpace(WorkOrder)
                ? null
                : new RecordReference { Id = WorkOrder.Trim(), AllocatedBy = RepairsModule },
            Note = string.IsNullOrWhiteSpace(Note) ? null : Note,
        }, Seen));
    }
}
