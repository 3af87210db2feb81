using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.StandardLines;

/// <summary>The standard lines for letters, and one of them, or a new one, to be written.</summary>
internal sealed class IndexModel(Gateway.Letters letters, WorkingDays days, TimeProvider time) : WholeListPage
{
    [BindProperty(SupportsGet = true)]
    public LineForm Form { get; set; } = new();

    public IReadOnlyList<StandardLine> Items { get; private set; } = [];

    public DateOnly Today => days.Today;

    public bool IsNew => Items.All(line => line.LineId != Form.LineId);

    public override string What => "the standard lines";

    public async Task OnGetAsync(Guid? change)
    {
        await LoadAsync();
        if (Request.Query["resume"] is [{ }]) return;
        Form = Items.FirstOrDefault(line => line.LineId == change) is { } line
            ? new LineForm
            {
                LineId = line.LineId,
                Topic = line.Topic,
                Title = line.Title,
                Text = line.Text,
                ExpiresOn = line.ExpiresOn is { } last ? DateParts.Of(last) : new DateParts(),
                Retired = !line.InUse,
            }
            : new LineForm { LineId = Guid.CreateVersion7(time.GetUtcNow()) };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = await LoadForChangeAsync();
        ModelState.Need("Form.Topic", Form.Topic, "Enter the topic");
        ModelState.Need("Form.Title", Form.Title, "Enter a title");
        ModelState.Need("Form.Text", Form.Text, "Enter the text");
        ModelState.NeedDay("Form.ExpiresOn", Form.ExpiresOn, "Enter the last day, like 27 3 2027, or leave it out");
        return await SendAsync(
            () => letters.WriteLineAsync(new WriteStandardLine
            {
                LineId = Form.LineId,
                Topic = Form.Topic,
                Title = Form.Title,
                Text = Form.Text,
                ExpiresOn = Form.ExpiresOn.Read(),
                InUse = !Form.Retired,
            }, seen),
            new()
            {
                ["topic"] = "Form.Topic",
                ["title"] = "Form.Title",
                ["text"] = "Form.Text",
            },
            new() { ["line-title-taken"] = "Form.Title", ["merge-field-unknown"] = "Form.Text" });
    }

    protected override async Task LoadAsync()
    {
        var lines = await letters.LinesAsync();
        (Items, Version) = (lines.Value.Items, lines.Version);
    }

    internal sealed class LineForm
    {
        public Guid LineId { get; set; }

        public string? Topic { get; set; }

        public string? Title { get; set; }

        public string? Text { get; set; }

        public DateParts ExpiresOn { get; set; } = new();

        public bool Retired { get; set; }
    }
}
