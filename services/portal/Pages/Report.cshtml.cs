using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>Five fields on a phone, for whoever is told something on a staircase. What is missing is asked for later,
/// by those who handle it. Sent twice, it is one complaint.</summary>
internal sealed class ReportModel(Gateway.Complaints complaints, WordLists words, TimeProvider time) : PageModel
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["category"] = "Form.Category",
        ["points"] = "Form.What",
        ["points[]"] = "Form.What",
        ["resident.name"] = "Form.Name",
        ["resident.phone"] = "Form.Contact",
        ["resident.email"] = "Form.Contact",
        ["resident.postalAddress"] = "Form.Where",
    };

    [BindProperty(SupportsGet = true)]
    public ReportForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    public async Task OnGetAsync()
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        Lists = await words.AskAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Form.What)) ModelState.AddModelError("Form.What", "Enter what happened");
        if (string.IsNullOrEmpty(Form.Category)) ModelState.AddModelError("Form.Category", "Choose what it is about");
        if (ModelState.IsValid)
            try
            {
                var isEmail = Form.Contact?.Contains('@', StringComparison.Ordinal) ?? false;
                var taken = await complaints.MakeAsync(new MakeComplaint
                {
                    Channel = "in-person",
                    Category = Form.Category,
                    Resident = new ResidentGiven
                    {
                        Name = Form.Name,
                        Email = isEmail ? Form.Contact : null,
                        Phone = isEmail ? null : Form.Contact,
                        PostalAddress = Form.Where,
                    },
                    Points = [Form.What!],
                    ComplaintId = Form.Key,
                }, Form.Key);
                return Redirect($"/complaints/logged/{taken.ComplaintId}?reference={taken.Reference}");
            }
            catch (ProblemAnswer problem) when (problem.IsMendable)
            {
                problem.AddTo(ModelState, Fields);
            }

        Lists = await words.AskAsync();
        return Page();
    }

    internal sealed class ReportForm
    {
        public Guid Key { get; set; }

        public string? What { get; set; }

        public string? Category { get; set; }

        public string? Where { get; set; }

        public string? Name { get; set; }

        public string? Contact { get; set; }
    }
}
