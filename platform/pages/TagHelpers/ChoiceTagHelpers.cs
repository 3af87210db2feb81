using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ComplaintsPlatform.Pages.TagHelpers;

/// <summary>One of several that can be chosen.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">What helps to choose.</param>
public sealed record Choice(string Value, string Text, string? Hint = null)
{
    /// <summary>Codes, each under its own words.</summary>
    /// <param name="codes">Words in kebab case.</param>
    public static IReadOnlyList<Choice> Of(params IEnumerable<string> codes) =>
        [.. codes.Select(code => new Choice(code, Words.Sentence(code)))];
}

/// <summary>Radios and checkboxes: choices under a legend, each with what is asked besides once it is
/// chosen.</summary>
public abstract class ChoicesTagHelper : FieldTagHelper
{
    /// <summary>What can be chosen, in order.</summary>
    public IReadOnlyList<Choice> Choices { get; set; } = [];

    /// <summary>Smaller, for filters.</summary>
    public bool Small { get; set; }

    /// <summary>Beside each other where there is room; for two or three short ones.</summary>
    public bool Inline { get; set; }

    internal abstract string Kind { get; }

    internal abstract string Type { get; }

    /// <summary>What is chosen.</summary>
    protected abstract IReadOnlyCollection<string> Chosen { get; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var details = new Dictionary<string, IHtmlContent>();
        context.Items[typeof(ChoiceDetailTagHelper)] = details;
        await output.GetChildContentAsync();
        var chosen = Chosen;
        var items = Choices.Select(
            (choice, index) => Item(choice, index, chosen, details.GetValueOrDefault(choice.Value)));
        var classes = $"govuk-{Kind}{(Small ? $" govuk-{Kind}--small" : "")}{(Inline ? $" govuk-{Kind}--inline" : "")}";
        WriteGroup(output, Fieldset(Markup.Of($"""
            <div class="{classes}" data-module="govuk-{Kind}">{Markup.Join(items)}</div>
            """)));
    }

    // The first has the id that the error summary leads to.
    private IHtmlContent Item(Choice choice, int index, IReadOnlyCollection<string> chosen, IHtmlContent? detail)
    {
        var id = index == 0 ? Id : string.Create(CultureInfo.InvariantCulture, $"{Id}-{index + 1}");
        var isChosen = chosen.Contains(choice.Value);
        var hint = choice.Hint is null ? null : $"{id}-item-hint";
        return Markup.Of($"""
            <div class="govuk-{Kind}__item"><input class="govuk-{Kind}__input" id="{id}" name="{Name}" type="{Type}"
            value="{choice.Value}"{new HtmlString(isChosen ? " checked" : "")}{Attribute(
                "aria-describedby", hint)}>
            <label class="govuk-label govuk-{Kind}__label" for="{id}">{choice.Text}</label>{Markup.When(
                hint is not null,
                $"""<div id="{hint}" class="govuk-hint govuk-{Kind}__hint">{choice.Hint}</div>""")}</div>
            {Markup.When(detail is not null, $"""
                <div class="govuk-{Kind}__conditional app-detail">{detail}</div>
                """)}
            """);
    }
}

/// <summary>Exactly one of a few.</summary>
[HtmlTargetElement("app-radios")]
public sealed class RadiosTagHelper : ChoicesTagHelper
{
    internal override string Kind => "radios";

    internal override string Type => "radio";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Chosen => [Value ?? ""];
}

/// <summary>Any of a few.</summary>
[HtmlTargetElement("app-checkboxes")]
public sealed class CheckboxesTagHelper : ChoicesTagHelper
{
    internal override string Kind => "checkboxes";

    internal override string Type => "checkbox";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Chosen => For.Model switch
    {
        IEnumerable<string> several => [.. several],
        true => ["true"],
        _ => [],
    };
}

/// <summary>What is asked besides when a choice is taken; within radios or checkboxes.</summary>
[HtmlTargetElement("choice-detail", ParentTag = "app-radios")]
[HtmlTargetElement("choice-detail", ParentTag = "app-checkboxes")]
public sealed class ChoiceDetailTagHelper : TagHelper
{
    /// <summary>The value of the choice.</summary>
    public string Value { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var details = (Dictionary<string, IHtmlContent>)context.Items[typeof(ChoiceDetailTagHelper)];
        details[Value] = await output.GetChildContentAsync();
        output.SuppressOutput();
    }
}

/// <summary>One of many.</summary>
[HtmlTargetElement("app-select", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectTagHelper : FieldTagHelper
{
    /// <summary>What can be chosen, in order.</summary>
    public IReadOnlyList<Choice> Choices { get; set; } = [];

    /// <summary>The words for none, or null when there is always one.</summary>
    public string? None { get; set => field = Markup.Given(value); }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var value = Value;
        IEnumerable<Choice> all = None is null ? Choices : Choices.Prepend(new Choice("", None));
        var options = Markup.Join(all.Select(choice => Markup.Of($"""
            <option value="{choice.Value}"{Selected(choice.Value == value)}>{choice.Text}</option>
            """)));
        WriteGroup(output, Markup.Join([LabelMarkup(), HintAndError(), Markup.Of($"""
            <select class="govuk-select{(Error is null ? "" : " govuk-select--error")}" id="{Id}"
            name="{Name}"{Attribute("aria-describedby", DescribedBy)}>{options}</select>
            """)]));
    }

    private static HtmlString Selected(bool isSo) => new(isSo ? " selected" : "");
}

/// <summary>A date in three fields, for a property of type <see cref="DateParts"/>.</summary>
[HtmlTargetElement("app-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTagHelper : FieldTagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var parts = For.Model as DateParts;
        var fields = Markup.Join(
        [
            Part("Day", Id, 2, parts?.Day), Part("Month", $"{Id}-month", 2, parts?.Month),
            Part("Year", $"{Id}-year", 4, parts?.Year),
        ]);
        WriteGroup(output, Fieldset(Markup.Of($"""<div class="govuk-date-input">{fields}</div>"""), role: "group"));
    }

    // A month may be a word, so its keys are not only digits.
    private IHtmlContent Part(string part, string id, int width, string? value) => Markup.Of($"""
        <div class="govuk-date-input__item"><div class="govuk-form-group">
        <label class="govuk-label govuk-date-input__label" for="{id}">{part}</label>
        <input class="govuk-input govuk-date-input__input govuk-input--width-{width}{(Error is null
            ? "" : " govuk-input--error")}" id="{id}" name="{Name}.{part}" type="text" inputmode="{(part == "Month"
            ? "text" : "numeric")}" value="{value}"></div></div>
        """);
}
