using System.Text.RegularExpressions;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>The reference, and what happens next and by when.</summary>
internal sealed partial class LoggedModel(Gateway.Complaints complaints) : PageModel
{
    public Guid Id { get; private set; }

    public string Reference { get; private set; } = "";

    public DateOnly? AcknowledgeBy { get; private set; }

    public IReadOnlyList<DetailToPutRight> ToPutRight { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, string? reference)
    {
        if (reference is null || !WellFormed().IsMatch(reference)) return NotFound();
        (Id, Reference) = (id, reference);
        // The clocks are set a moment after; who captures for a partner sees none.
        if (!User.Is(Access.Policies[Access.Read])) return Page();
        var clocks = complaints.ClocksAsync(id, wait: 3);
        ToPutRight = (await complaints.OneAsync(id, wait: 3)).Value.ToPutRight;
        AcknowledgeBy = (await clocks)?.Clocks.FirstOrDefault(clock => clock.Clock == "acknowledgement")?.DueOn;
        return Page();
    }

    [GeneratedRegex("^[A-Z]{2,5}-[0-9A-Z]{4}-[0-9A-Z]{4}\\z")]
    private static partial Regex WellFormed();
}
