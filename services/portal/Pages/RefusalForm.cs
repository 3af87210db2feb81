using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A page on which somebody refuses, on a ground of section 2 of the Code: its part <c>_Refusal</c>.</summary>
internal interface IRefusalPage
{
    RefusalForm Form { get; }

    WordListsAnswer Lists { get; }
}

/// <summary>The ground of a refusal, with what belongs to it, the reasons and the look at the person.</summary>
internal sealed class RefusalForm
{
    /// <summary>Where the fields of the command stand on the page.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["ground"] = "Form.Ground",
        ["groundDate"] = "Form.Ground",
        ["earlierReference"] = "Form.EarlierReference",
        ["reasons"] = "Form.Reasons",
        ["circumstancesConsidered"] = "Form.Circumstances",
    };

    public string? Ground { get; set; }

    public DateParts AroseOn { get; set; } = new();

    public DateParts FiledOn { get; set; } = new();

    public string? EarlierReference { get; set; }

    public string? Reasons { get; set; }

    public string? Circumstances { get; set; }

    /// <summary>Notes what is missing; gives the day and the reference that belong to the ground.</summary>
    public (DateOnly? GroundDate, string? EarlierReference) Check(ModelStateDictionary faults, WordListsAnswer lists)
    {
        var ground = lists.RefusalGrounds.FirstOrDefault(ground => ground.Ground == Ground);
        if (ground is null) faults.AddModelError("Form.Ground", "Choose the ground of the Code");
        var (day, field) = Ground == "legal-proceedings" ? (FiledOn, "Form.FiledOn") : (AroseOn, "Form.AroseOn");
        if (ground is { NeedsDate: true } && day.Read() is null)
            faults.AddModelError(field, "Enter the day, like 27 3 2025");
        if (ground is { NeedsEarlierReference: true })
            faults.Need("Form.EarlierReference", EarlierReference, "Enter the reference of the earlier complaint");
        faults.Need("Form.Reasons", Reasons, "Enter the reasons in this case");
        faults.Need("Form.Circumstances", Circumstances, "Enter what you looked at of their circumstances");
        return (ground is { NeedsDate: true } ? day.Read() : null,
            ground is { NeedsEarlierReference: true } ? EarlierReference : null);
    }
}
