using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>About whom a complaint is: one member of staff here, several by the API.</summary>
internal sealed class DeclareConflictModel(Gateway.Complaints complaints, Colleagues colleagues, WorkingDays days)
    : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public ConflictForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["aboutStaff"] = "Form.UserId", ["reason"] = "Form.Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["conflict-of-your-own"] = "Form.UserId", ["staff-unknown"] = "Form.UserId" };

    public async Task OnGetAsync(Guid id)
    {
        await ListAsync();
        await ShowAsync(id);
        Form.UserId ??= Case.AboutStaff is [var first, ..] ? first.UserId.ToString() : null;
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync();
        ModelState.Need("Form.Reason", Form.Reason, "Say why");
        IReadOnlyList<Guid> about = Guid.TryParse(Form.UserId, out var userId) ? [userId] : [];
        return await SendAsync(id, "conflict", () => Complaints.DeclareConflictAsync(id, about, Form.Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
    [
        ("About", Choices.FirstOrDefault(choice => choice.Value == Form.UserId)?.Text ?? "Nobody",
            string.Join(", ", Case.AboutStaff.Select(staff => staff.Name))),
    ];

    // Nobody chooses themselves: they would lose sight of it.
    private async Task ListAsync() => Choices =
    [
        .. (await colleagues.AtWorkAsync(all: true)).Where(somebody => somebody.UserId.ToString() != User.Id())
            .Select(somebody => new Choice(somebody.UserId.ToString(), somebody.Teams.Count == 0
                ? somebody.Name
                : $"{somebody.Name}, {string.Join(", ", somebody.Teams)}")),
    ];

    internal sealed class ConflictForm
    {
        public string? UserId { get; set; }

        public string? Reason { get; set; }
    }
}
