namespace ComplaintsPlatform.Identity.Pages;

/// <summary>An input of a page: its name is that of the page's property.</summary>
public sealed record Field(string Name, string Label, string Type, string Autocomplete)
{
    /// <summary>Said again when the form comes back; never for a secret.</summary>
    public string? Value { get; init; }

    public string? Hint { get; init; }

    public string? InputMode { get; init; }

    /// <summary>GOV.UK Frontend's class for a short input.</summary>
    public string? Width { get; init; }
}
