using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ComplaintsPlatform.Pages.TagHelpers;

/// <summary>One line of text.</summary>
[HtmlTargetElement("app-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputTagHelper : FieldTagHelper
{
    /// <summary>text, email, tel, password, search.</summary>
    public string Type { get; set; } = "text";

    /// <summary>Where the person types about themself: what a browser may fill in; else <c>off</c>.</summary>
    public string? Autocomplete { get; set => field = Markup.Given(value); }

    /// <summary>2, 3, 4, 5, 10, 20 or 30 characters wide; else as wide as the column.</summary>
    public int Width { get; set; }

    /// <summary>Which keys a phone shows, such as <c>numeric</c>.</summary>
    public string? Inputmode { get; set => field = Markup.Given(value); }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var classes = $"govuk-input{(Width > 0 ? $" govuk-input--width-{Width}" : "")}"
            + (Error is null ? "" : " govuk-input--error");
        // What names, addresses and codes are made of is not for a spelling checker.
        var spelling = Type is "email" or "password" ? "false" : null;
        var value = Type == "password" ? null : Value;
        WriteGroup(output, Markup.Join([LabelMarkup(), HintAndError(), Markup.Of($"""
            <input class="{classes}" id="{Id}" name="{Name}" type="{Type}" value="{value}"{Attribute(
                "aria-describedby", DescribedBy)}{Attribute("autocomplete", Autocomplete)}{Attribute(
                "inputmode", Inputmode)}{Attribute("spellcheck", spelling)}>
            """)]));
    }
}
