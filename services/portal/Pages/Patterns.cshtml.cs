using ComplaintsPlatform.Pages;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>Each part of a page once, for designers and tests.</summary>
internal sealed class PatternsModel(TimeProvider time) : PageModel
{
    [BindProperty]
    public PatternForm Form { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => London.DayOf(Now);

    /// <summary>Nothing is kept: it shows every field with an error.</summary>
    public void OnPost()
    {
        ModelState.AddModelError("Form.Name", "Enter the full name");
        ModelState.AddModelError("Form.Words", "Enter what happened");
        ModelState.AddModelError("Form.Contact", "Choose how they want to be answered");
        ModelState.AddModelError("Form.Roles", "Choose at least one role");
        ModelState.AddModelError("Form.Day", "Enter the day of receipt, like 27 3 2026");
        ModelState.AddModelError("Form.Theme", "Choose what it is about");
        ModelState.AddModelError("", "Something that belongs to no field");
    }

    internal sealed class PatternForm
    {
        public string? Name { get; set; }

        public string? Words { get; set; }

        public string? Contact { get; set; }

        public string? Email { get; set; }

        public List<string> Roles { get; set; } = [];

        public DateParts Day { get; set; } = new();

        public string? Theme { get; set; }
    }
}
