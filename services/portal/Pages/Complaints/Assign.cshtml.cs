using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class AssignModel(Gateway.Complaints complaints, Colleagues colleagues, WorkingDays days)
    : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public OwnerForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public IReadOnlyList<Choice> Knowingly { get; } =
        [new("true", "Give it to them even if they are away")];

    public bool SomebodyIsAway { get; private set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["ownerId"] = "Form.OwnerId" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = OwnerForm.Codes;

    public async Task OnGetAsync(Guid id)
    {
        await ListAsync();
        await ShowAsync(id);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync();
        if (Form.Chosen is null) ModelState.AddModelError("Form.OwnerId", "Choose who takes the complaint.");
        return await SendAsync(id, "assigned", () => Complaints.AssignAsync(
            id, new AssignComplaint { OwnerId = Form.Chosen!.Value, EvenIfAbsent = Form.EvenIfAbsent }, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
    [
        ("Owner", Choices.FirstOrDefault(choice => choice.Value == Form.OwnerId)?.Text ?? "", Case.Owner?.Name ?? ""),
    ];

    private async Task ListAsync()
    {
        var atWork = await colleagues.AtWorkAsync();
        SomebodyIsAway = atWork.Any(somebody => somebody.IsAway);
        Choices = OwnerForm.ChoicesOf(atWork);
    }
}

/// <summary>Who takes one complaint or many.</summary>
internal sealed class OwnerForm
{
    /// <summary>What the API says about the person stands beside them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["owner-unknown"] = "Form.OwnerId",
        ["owner-disabled"] = "Form.OwnerId",
        ["owner-does-not-handle"] = "Form.OwnerId",
        ["owner-concerned"] = "Form.OwnerId",
        ["owner-absent"] = "Form.OwnerId",
        ["another-officer-wanted"] = "Form.OwnerId",
    };

    public string? OwnerId { get; set; }

    public bool EvenIfAbsent { get; set; }

    public Guid? Chosen => Guid.TryParse(OwnerId, out var id) ? id : null;

    public static IReadOnlyList<Choice> ChoicesOf(IReadOnlyList<ColleagueRow> atWork) =>
        [.. atWork.Select(somebody => new Choice(somebody.UserId.ToString(), somebody.Name, somebody.InWords()))];
}
