using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ComplaintsPlatform.Pages.TagHelpers;

/// <summary>Several lines of text; with <see cref="Maxlength"/> it says how many characters are left, and cuts
/// nothing.</summary>
[HtmlTargetElement("app-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextareaTagHelper : FieldTagHelper
{
    /// <summary>Lines that are seen at once.</summary>
    public int Rows { get; set; } = 5;

    /// <summary>Characters that are taken; 0 says nothing.</summary>
    public int Maxlength { get; set; }

    /// <summary>Shows the count from this per cent of <see cref="Maxlength"/> on.</summary>
    public int Threshold { get; set; } = 75;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var counts = Maxlength > 0;
        var classes = $"govuk-textarea{(counts ? " govuk-js-character-count" : "")}"
            + (Error is null ? "" : " govuk-textarea--error");
        var described = $"{DescribedBy}{(counts ? $" {Id}-info" : "")}".Trim();
        // A browser takes away the first line break after the tag.
        var area = Markup.Of($"""
            <textarea class="{classes}" id="{Id}" name="{Name}" rows="{Rows}"{Attribute("aria-describedby", described)}>
            {Value}</textarea>
            """);
        var info = Markup.When(counts, $"""
            <div id="{Id}-info" class="govuk-hint govuk-character-count__message">You can enter up to {Maxlength:N0}
            characters</div>
            """);
        WriteGroup(output, Markup.Join([LabelMarkup(), HintAndError(), area, info]),
            counts ? " govuk-character-count" : "");
        if (!counts) return;
        output.Attributes.SetAttribute("data-module", "govuk-character-count");
        output.Attributes.SetAttribute("data-maxlength", Maxlength);
        output.Attributes.SetAttribute("data-threshold", Threshold);
    }
}
