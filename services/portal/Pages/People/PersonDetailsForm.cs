using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>How somebody is called, reached and where they live; the home is found in the register.</summary>
internal sealed class PersonDetailsForm
{
    public Guid Key { get; set; }

    public string? Name { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? FindHome { get; set; }

    /// <summary>The home, or "none".</summary>
    public string? Home { get; set; }

    public string? PostalAddress { get; set; }

    public Guid? PropertyId => Guid.TryParse(Home, out var id) ? id : null;
}

/// <summary>Homes to choose from: the one that is chosen, and those that were found.</summary>
internal sealed record HomeChoices(IReadOnlyList<Choice> Choices, string? Said)
{
    public static async Task<HomeChoices> OfAsync(PersonDetailsForm form, Register register)
    {
        var choices = new List<Choice>();
        string? said = null;
        if (form.PropertyId is { } chosen && await register.HomeAsync(chosen) is { } home)
            choices.Add(new Choice($"{chosen}", home.Address));
        if (!string.IsNullOrWhiteSpace(form.FindHome))
            try
            {
                var found = await register.FindHomesAsync(form.FindHome.Trim());
                said = found.Count == 0
                    ? "No home found. Try less of the address, or give a postal address below."
                    : $"{found.Count} found. Choose one.";
                choices.AddRange(found.Where(one => choices.TrueForAll(choice => choice.Value != $"{one.PropertyId}"))
                    .Select(one => new Choice($"{one.PropertyId}", one.Address)));
            }
            catch (ProblemAnswer problem) when (problem.IsMendable)
            {
                said = "Type at least three characters of the address.";
            }

        if (choices.Count > 0) choices.Add(new Choice("none", "None of ours"));
        return new HomeChoices(choices, said);
    }
}
