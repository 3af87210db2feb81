using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ComplaintsPlatform.Pages.TagHelpers;

/// <summary>A field of a form: label, hint, the error that belongs to it, and what was typed, which is never
/// lost.</summary>
public abstract class FieldTagHelper : TagHelper
{
    /// <summary>The property that it is for.</summary>
    [HtmlAttributeName("for")]
    public ModelExpression For { get; set; } = null!;

    /// <summary>What it is called.</summary>
    public string Label { get; set; } = "";

    /// <summary>Classes of the label or legend, such as <c>govuk-label--m</c>.</summary>
    public string? LabelClass { get; set; }

    /// <summary>What helps to fill it in.</summary>
    public string? Hint { get; set => field = Markup.Given(value); }

    /// <summary>Where it is shown.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The name under which it is sent.</summary>
    protected string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    /// <summary>Its id, to which the error summary leads.</summary>
    protected string Id => IdOf(Name);

    /// <summary>What is wrong with it, or null.</summary>
    protected string? Error => ErrorOf(ViewContext, Name);

    /// <summary>The ids of hint and error, for <c>aria-describedby</c>.</summary>
    protected string DescribedBy =>
        string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", Error is null ? null : $"{Id}-error" }
            .OfType<string>());

    /// <summary>What was typed, or what the model has.</summary>
    protected string? Value => ViewContext.ViewData.ModelState.TryGetValue(Name, out var entry)
        && entry.AttemptedValue is { } typed
            ? typed
            : Convert.ToString(For.Model, CultureInfo.InvariantCulture);

    /// <summary>The id of a field with this name.</summary>
    /// <param name="name">The name.</param>
    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    internal static string? ErrorOf(ViewContext context, string name) =>
        context.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0
            ? entry.Errors[0].ErrorMessage
            : null;

    internal void WriteGroup(TagHelperOutput output, IHtmlContent content, string classes = "")
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class",
            $"govuk-form-group{(Error is null ? "" : " govuk-form-group--error")}{classes}");
        output.Content.SetHtmlContent(content);
    }

    internal IHtmlContent LabelMarkup() =>
        Markup.Of($"""<label class="govuk-label {LabelClass}" for="{Id}">{Label}</label>""");

    internal IHtmlContent HintAndError() => Markup.Join(
    [
        Markup.When(Hint is not null, $"""<div id="{Id}-hint" class="govuk-hint">{Hint}</div>"""),
        Markup.When(Error is not null, $"""
            <p id="{Id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {Error}</p>
            """),
    ]);

    internal IHtmlContent Fieldset(IHtmlContent content, string? role = null) => Markup.Of($"""
        <fieldset class="govuk-fieldset"{Attribute("role", role)}{Attribute("aria-describedby", DescribedBy)}>
        <legend class="govuk-fieldset__legend {LabelClass}">{Label}</legend>{HintAndError()}{content}</fieldset>
        """);

    internal static IHtmlContent Attribute(string name, string? value) =>
        string.IsNullOrEmpty(value) ? Markup.None : Markup.Of($" {new HtmlString(name)}=\"{value}\"");
}
