using ComplaintsPlatform.Pages;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>What a form needs, with the sentence that shows at the field when it lacks it.</summary>
internal static class FormNeeds
{
    public static void Need(this ModelStateDictionary form, string field, string? value, string sentence)
    {
        if (string.IsNullOrWhiteSpace(value)) form.AddModelError(field, sentence);
    }

    /// <summary>A day that may be left out, but is one when it is given.</summary>
    public static void NeedDay(this ModelStateDictionary form, string field, DateParts day, string sentence)
    {
        if (!day.IsEmpty && day.Read() is null) form.AddModelError(field, sentence);
    }
}
