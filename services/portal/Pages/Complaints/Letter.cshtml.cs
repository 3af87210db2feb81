using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A letter as it is written: part by part beside the case, with standard lines to put in.</summary>
internal sealed class LetterModel(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : LetterPage(complaints, letters, days)
{
    [BindProperty(SupportsGet = true)]
    public DraftForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Lines { get; private set; } = [];

    public IReadOnlyList<MergeField> Fields { get; private set; } = [];

    public IReadOnlyList<Choice> Into => [.. Letter.Parts.Select(part => new Choice(part.Name, part.Label))];

    public bool MayWrite => User.Is(Access.Policies[Access.Handle])
        && !(Letter is { Stage: "stage-2", Kind: not ("closing" or "ombudsman") }
            && Case.ActedAtStage1.Any(userId => $"{userId}" == User.Id()));

    public string NewDateHint => Letter.Kind == "clarification"
        ? Preview is { DueOn: { } answer }
            ? $"The response is due on {Words.Day(answer)} all the same."
            : "Like 27 3 2026"
        : Preview is { DueOn: { } due, ExtendableUntil: { } until }
        ? $"It is due on {Words.Day(due)}. Without a good reason it can be extended to {Words.Day(until)} at most."
        : "Like 27 3 2026";

    public async Task<IActionResult> OnGetAsync(Guid id, Guid letterId)
    {
        if (!await LoadAsync(id, letterId)) return NotFound();
        // What comes back after a session had ended is as it was sent.
        if (Request.Query["resume"] is not [{ }]) Form = DraftForm.Of(Letter);
        await ChoicesAsync();
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Guid id, Guid letterId, string? go) => SaveAsync(id, letterId,
        go == "preview" ? $"/complaints/{id}/letters/{letterId}/preview"
            : $"/complaints/{id}/letters/{letterId}?letter=saved");

    public async Task<IActionResult> OnPostInsertAsync(Guid id, Guid letterId)
    {
        ModelState.Need("Form.Line", Form.Line, "Choose a standard line");
        ModelState.Need("Form.Into", Form.Into, "Choose the part that it goes into");
        if (ModelState.IsValid
            && (await Letters.LinesAsync()).Value.Items.FirstOrDefault(one => $"{one.LineId}" == Form.Line) is { } line
            && Form.Parts.Find(part => part.Name == Form.Into) is { } into)
        {
            into.Text = string.IsNullOrWhiteSpace(into.Text) ? line.Text : $"{into.Text.TrimEnd()}\n\n{line.Text}";
            Form.Lines = [.. Form.Lines.Append(line.LineId).Distinct()];
        }

        return await SaveAsync(id, letterId, $"/complaints/{id}/letters/{letterId}?letter=inserted");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, Guid letterId)
    {
        var answer = await SendAsync(id, letterId, $"/complaints/{id}/correspondence?done=letter-withdrawn",
            () => Letters.WithdrawAsync(id, letterId, Seen));
        if (answer is not RedirectResult) await ChoicesAsync();
        if (Form.Parts.Count == 0 && Letter is not null) Form = DraftForm.Of(Letter);
        return answer;
    }

    private async Task<IActionResult> SaveAsync(Guid id, Guid letterId, string next)
    {
        ModelState.NeedDay("Form.NewDate", Form.NewDate, "Enter the day, like 27 3 2026");
        var every = int.TryParse(Form.UpdatesEvery, out var number) ? number : (int?)null;
        if (every is null && !string.IsNullOrWhiteSpace(Form.UpdatesEvery))
            ModelState.AddModelError("Form.UpdatesEvery", "Enter a number of working days, like 5");
        if (string.IsNullOrWhiteSpace(Form.ToName) && !string.IsNullOrWhiteSpace(Form.ToEmail + Form.ToAddress))
            ModelState.AddModelError("Form.ToName", "Enter to whom the letter goes");
        var answer = await SendAsync(id, letterId, next, () => Letters.ChangeAsync(id, letterId, new ChangeDraft
        {
            Parts = [.. Form.Parts.Select(part => new DraftPart { Name = part.Name ?? "", Text = part.Text ?? "" })],
            NewDate = Form.NewDate.Read(),
            UpdatesEvery = every,
            ResidentAgreed = Form.ResidentAgreed,
            To = string.IsNullOrWhiteSpace(Form.ToName)
                ? null
                : new LetterRecipient { Name = Form.ToName, Email = Form.ToEmail, PostalAddress = Form.ToAddress },
            Lines = Form.Lines,
        }, Seen), new Dictionary<string, string>
        {
            ["updatesEvery"] = "Form.UpdatesEvery",
            ["parts[]"] = "Form.Parts",
        });
        if (answer is not RedirectResult) await ChoicesAsync();
        return answer;
    }

    private async Task ChoicesAsync()
    {
        if (!MayWrite) return;
        Lines = [.. (await Letters.LinesAsync()).Value.Items.Where(line => line.MayBeUsed(Today))
            .Select(line => new Choice($"{line.LineId}", $"{line.Topic}: {line.Title}"))];
        Fields = [.. (await Letters.TemplatesAsync()).Value.Items
            .First(template => template.Kind == "other" && template.Stage == Letter.Stage).Fields
            .Where(field => field.OfCase)];
    }

    internal sealed class DraftForm
    {
        public List<PartField> Parts { get; set; } = [];

        public DateParts NewDate { get; set; } = new();

        public string? UpdatesEvery { get; set; }

        public bool? ResidentAgreed { get; set; }

        public string? ToName { get; set; }

        public string? ToEmail { get; set; }

        public string? ToAddress { get; set; }

        public string? Line { get; set; }

        public string? Into { get; set; }

        public List<Guid> Lines { get; set; } = [];

        public static DraftForm Of(DraftShown letter) => new()
        {
            Parts =
            [
                .. letter.Parts.Select(part => new PartField
                {
                    Name = part.Name,
                    Text = letter.Text.Parts.FirstOrDefault(one => one.Name == part.Name)?.Text,
                }),
            ],
            NewDate = letter.Text.NewDate is { } day ? DateParts.Of(day) : new DateParts(),
            UpdatesEvery = letter.Text.UpdatesEvery?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ResidentAgreed = letter.Text.ResidentAgreed,
            ToName = letter.Text.To?.Name,
            ToEmail = letter.Text.To?.Email,
            ToAddress = letter.Text.To?.PostalAddress,
            Lines = [.. letter.Text.Lines ?? []],
        };
    }

    internal sealed class PartField
    {
        public string? Name { get; set; }

        public string? Text { get; set; }
    }
}
