using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A verb about this complaint and another one: one of those that look alike, or any by its
/// reference.</summary>
internal abstract class OtherComplaintPage(Gateway.Complaints complaints, WordLists words, WorkingDays days)
    : VerbPage(complaints, days)
{
    private const string Another = "another";

    [BindProperty(SupportsGet = true)]
    public string? Other { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        await ShowAsync(id);
        await ListAsync(id);
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];

    /// <summary>The other one; empty, with what is wrong said at its field, when there is none.</summary>
    protected async Task<Guid> ChosenAsync(string missing)
    {
        if (Guid.TryParse(Other, out var chosen)) return chosen;
        if (Other is null) ModelState.AddModelError("Other", missing);
        else if (string.IsNullOrWhiteSpace(Reference))
            ModelState.AddModelError("Reference", "Enter the reference of the other complaint");
        else if (await Complaints.ByReferenceAsync(Reference) is { } named) return named.ComplaintId;
        else ModelState.AddModelError("Reference", "No complaint has this reference. Look at it again");
        return Guid.Empty;
    }

    protected async Task ListAsync(Guid id)
    {
        var here = (await Complaints.OneAsync(id)).Value;
        var alike = await Complaints.DoublesAsync(new FindLikelyDoubles
        {
            PersonId = here.Resident?.PersonId,
            PropertyId = here.PropertyId,
            Email = here.Resident?.Email,
            Phone = here.Resident?.Phone,
            Texts = [.. here.Points.Select(point => point.Text).Take(25)],
        });
        var lists = await words.TryAskAsync();
        Choices =
        [
            .. alike.Where(one => one.ComplaintId != id).Select(one => new Choice(
                $"{one.ComplaintId}", $"{one.Reference}, {lists.NameOf(one.Category)}",
                $"{one.InWords} Received on {Words.Day(one.ReceivedOn)}.")),
            new(Another, "Another one"),
        ];
    }
}
