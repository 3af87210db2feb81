using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class RecordExtensionModel(Gateway.Complaints complaints, WorkingDays days)
    : VerbPage(complaints, days)
{
    public static readonly IReadOnlyList<Choice> Agreed = [new("true", "Yes"), new("false", "No")];

    [BindProperty(SupportsGet = true)]
    public ExtensionForm Form { get; set; } = new();

    /// <summary>The clock of the response that is owed at this stage.</summary>
    public ClockShown? Limit => Clocks?.Clocks.FirstOrDefault(clock =>
        clock.Clock == (Case.Escalation is null ? "stage-1-response" : "stage-2-response"));

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["newDate"] = "Form.NewDate",
        ["reason"] = "Form.Reason",
        ["goodReason"] = "Form.GoodReason",
        ["updatesEvery"] = "Form.UpdatesEvery",
        ["toldOn"] = "Form.ToldOn",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["extended-in-the-future"] = "Form.ToldOn",
        ["extended-before-receipt"] = "Form.ToldOn",
        ["extended-after-response"] = "Form.ToldOn",
        ["extended-into-the-past"] = "Form.NewDate",
        ["already-extended"] = "Form.NewDate",
    };

    public async Task OnGetAsync(Guid id)
    {
        await ShowAsync(id);
        if (Form.ToldOn.IsEmpty) Form.ToldOn = DateParts.Of(Today);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await LoadAsync(id);
        var newDate = Form.NewDate.Read();
        if (newDate is null)
            ModelState.AddModelError("Form.NewDate", "Enter the day by which the response comes, like 27 3 2026");
        ModelState.Need("Form.Reason", Form.Reason, "Enter why the response comes later");
        if (newDate > Limit?.ExtendableUntil && string.IsNullOrWhiteSpace(Form.GoodReason))
            ModelState.AddModelError("Form.GoodReason",
                $"Enter the good reason for a day after {Words.Day(Limit!.ExtendableUntil!.Value)}, or an earlier day");
        var every = int.TryParse(Form.UpdatesEvery, out var number) ? number : (int?)null;
        if (every is null && !string.IsNullOrWhiteSpace(Form.UpdatesEvery))
            ModelState.AddModelError("Form.UpdatesEvery", "Enter a number of working days, like 5");
        ModelState.NeedDay("Form.ToldOn", Form.ToldOn, "Enter the day on which they were told, like 27 3 2026");
        return await SendAsync(id, "extended", () => Complaints.RecordExtensionAsync(id,
            new RecordExtension
            {
                Reason = Form.Reason,
                NewDate = newDate.GetValueOrDefault(),
                ToldOn = Form.ToldOn.Read(),
                GoodReason = Form.GoodReason,
                UpdatesEvery = every,
                ResidentAgreed = Form.ResidentAgreed,
                OmbudsmanDetailsGiven = Form.OmbudsmanDetailsGiven,
            },
            Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare()
    {
        var now = Case.Extensions is [.., { } last] ? last : null;
        return
        [
            ("Owner", "", Case.Owner?.Name ?? ""),
            ("Day by which it comes", Form.NewDate.Read() is { } day ? Words.Day(day) : "",
                now is null ? "" : Words.Day(now.NewDate)),
            ("Why it comes later", Form.Reason ?? "", now?.Reason ?? ""),
        ];
    }

    internal sealed class ExtensionForm
    {
        public DateParts NewDate { get; set; } = new();

        public string? Reason { get; set; }

        public string? GoodReason { get; set; }

        public string? UpdatesEvery { get; set; } = "5";

        public bool? ResidentAgreed { get; set; }

        public bool OmbudsmanDetailsGiven { get; set; }

        public DateParts ToldOn { get; set; } = new();
    }
}
