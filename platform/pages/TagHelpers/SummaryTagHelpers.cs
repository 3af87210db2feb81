using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ComplaintsPlatform.Pages.TagHelpers;

/// <summary>Everything that is wrong with what was sent, in the order of the page, each with a link to its field;
/// nothing when all is well.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>Where it is shown.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = ViewContext.ViewData.ModelState;
        if (state.ErrorCount == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-error-summary");
        output.Attributes.SetAttribute("data-module", "govuk-error-summary");
        var items = Markup.Join(
            from field in state
            where field.Value!.Errors.Count > 0
            orderby Place(field.Key, ViewContext.ViewData.ModelMetadata)
            from error in field.Value.Errors.Take(1)
            select field.Key.Length == 0
                ? Markup.Of($"<li>{error.ErrorMessage}</li>")
                : Markup.Of($"""<li><a href="#{FieldTagHelper.IdOf(field.Key)}">{error.ErrorMessage}</a></li>"""));
        output.Content.SetHtmlContent(Markup.Of($"""
            <div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2>
            <div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">{items}</ul></div>
            </div>
            """));
    }

    // As the form's properties are declared, which is the order of the page; what belongs to no field comes last. What
    // the browser did not send at all (a radio that nobody chose) would else come after what it did.
    private static string Place(string key, ModelMetadata metadata)
    {
        if (key.Length == 0) return "~";
        var place = new System.Text.StringBuilder();
        foreach (var part in key.Split('.'))
        {
            var name = part.Split('[')[0];
            var at = metadata.Properties.TakeWhile(property => property.PropertyName != name).Count();
            place.Append(CultureInfo.InvariantCulture, $"{at:000}{part[name.Length..].PadLeft(5)}.");
            if (at < metadata.Properties.Count) metadata = metadata.Properties[at]!;
        }

        return place.ToString();
    }
}

/// <summary>Facts: what and how it stands.</summary>
[HtmlTargetElement("summary-list")]
public sealed class SummaryListTagHelper : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "govuk-summary-list");
    }
}

/// <summary>One fact; without content it is not recorded.</summary>
[HtmlTargetElement("summary-row", ParentTag = "summary-list")]
public sealed class SummaryRowTagHelper : TagHelper
{
    /// <summary>What.</summary>
    public string Key { get; set; } = "";

    /// <summary>The page that changes it.</summary>
    public string? Href { get; set => field = Markup.Given(value); }

    /// <summary>The word of that link.</summary>
    public string Action { get; set; } = "Change";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        IHtmlContent value = content.IsEmptyOrWhiteSpace ? Markup.Of($"Not recorded") : content;
        output.TagName = "div";
        output.Attributes.SetAttribute("class",
            $"govuk-summary-list__row{(Href is null ? " govuk-summary-list__row--no-actions" : "")}");
        output.Content.SetHtmlContent(Markup.Of($"""
            <dt class="govuk-summary-list__key">{Key}</dt><dd
            class="govuk-summary-list__value">{value}</dd>{Markup.When(Href is not null, $"""
                <dd class="govuk-summary-list__actions"><a class="govuk-link" href="{Href}">{Action}<span
                class="govuk-visually-hidden"> {Key.ToLowerInvariant()}</span></a></dd>
                """)}
            """));
    }
}
