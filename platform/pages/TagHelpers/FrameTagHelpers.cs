using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ComplaintsPlatform.Pages.TagHelpers;

/// <summary>What tells this case or person from another, on one line.</summary>
[HtmlTargetElement("identity-bar")]
public sealed class IdentityBarTagHelper : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "app-identity");
    }
}

/// <summary>One of the facts on that line.</summary>
[HtmlTargetElement("identity-fact", ParentTag = "identity-bar")]
public sealed class IdentityFactTagHelper : TagHelper
{
    /// <summary>What.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Content.SetHtmlContent(Markup.Of($"<dt>{Name}:</dt> <dd>{content}</dd>"));
    }
}

/// <summary>The pages that a thing has, each with an address of its own.</summary>
[HtmlTargetElement("sub-navigation")]
public sealed class SubNavigationTagHelper : TagHelper
{
    /// <summary>What these pages are about, for who does not see it.</summary>
    public string Label { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "nav";
        output.Attributes.SetAttribute("class", "moj-sub-navigation");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(Markup.Of($"""<ul class="moj-sub-navigation__list">{content}</ul>"""));
    }
}

/// <summary>One of these pages.</summary>
[HtmlTargetElement("sub-link", ParentTag = "sub-navigation")]
public sealed class SubLinkTagHelper : TagHelper
{
    /// <summary>Its address.</summary>
    public string Href { get; set; } = "";

    /// <summary>Whether it is the one that is shown.</summary>
    public bool Current { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "li";
        output.Attributes.SetAttribute("class", "moj-sub-navigation__item");
        output.Content.SetHtmlContent(Markup.Of($"""
            <a class="moj-sub-navigation__link"{FieldTagHelper.Attribute("aria-current", Current ? "page" : null)}
            href="{Href}">{content}</a>
            """));
    }
}

/// <summary>A table with its caption; where it is wider than the screen, it scrolls by itself.</summary>
[HtmlTargetElement("app-table")]
public sealed class TableTagHelper : TagHelper
{
    /// <summary>What it shows.</summary>
    public string Caption { get; set; } = "";

    /// <summary>Whether its rows are cards on a phone: each cell then has <c>data-label</c>.</summary>
    public bool Cards { get; set; }

    /// <summary>Whether the caption is only for who does not see it.</summary>
    public bool HideCaption { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"app-scroll{(Cards ? " app-cards" : "")}");
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", Caption);
        output.Attributes.SetAttribute("tabindex", "0");
        output.Content.SetHtmlContent(Markup.Of($"""
            <table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--m{(HideCaption
                ? " govuk-visually-hidden" : "")}">{Caption}</caption>{content}</table>
            """));
    }
}

/// <summary>The head of a column by which a list can be ordered: a link, since a change of order is a page.</summary>
[HtmlTargetElement("sort-header")]
public sealed class SortHeaderTagHelper : TagHelper
{
    /// <summary>The order that the link asks for.</summary>
    public string Href { get; set; } = "";

    /// <summary>ascending, descending, or null when the list is in another order.</summary>
    public string? Sorted { get; set => field = Markup.Given(value); }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var arrow = Sorted switch { "ascending" => "▲", "descending" => "▼", _ => "" };
        output.TagName = "th";
        output.Attributes.SetAttribute("scope", "col");
        output.Attributes.SetAttribute("class", "govuk-table__header");
        if (Sorted is not null) output.Attributes.SetAttribute("aria-sort", Sorted);
        output.Content.SetHtmlContent(Markup.Of($"""
            <a class="govuk-link govuk-link--no-visited-state app-sort" href="{Href}">{content}</a> <span
            aria-hidden="true">{arrow}</span>
            """));
    }
}

/// <summary>The way to the pages before and after.</summary>
[HtmlTargetElement("app-pagination", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PaginationTagHelper : TagHelper
{
    private const string Left = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2"
        + "h-12.984l4.2931-4.293-1.414-1.414z";

    private const string Right = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 "
        + "1.4492 6.7441-6.4062-6.7246-6.7266z";

    /// <summary>The first page, when this is not it.</summary>
    public string? First { get; set => field = Markup.Given(value); }

    /// <summary>The page after this, or null.</summary>
    public string? Next { get; set => field = Markup.Given(value); }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (First is null && Next is null)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-pagination");
        output.Attributes.SetAttribute("aria-label", "Pages of this list");
        output.Content.SetHtmlContent(Markup.Join([Link(First, "prev", "First page", Left), Link(
            Next, "next", "Next page", Right)]));
    }

    private static IHtmlContent Link(string? href, string kind, string words, string arrow)
    {
        if (href is null) return Markup.None;
        var icon = Markup.Of($"""
            <svg class="govuk-pagination__icon govuk-pagination__icon--{kind}"
            xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false"
            viewBox="0 0 15 13"><path d="{arrow}"></path></svg>
            """);
        var title = Markup.Of($"""<span class="govuk-pagination__link-title">{words}</span>""");
        var rel = kind == "next" ? FieldTagHelper.Attribute("rel", "next") : Markup.None;
        return Markup.Of($"""
            <div class="govuk-pagination__{kind}"><a class="govuk-link govuk-pagination__link" href="{href}"{rel}>{(
                kind == "next" ? title : icon)} {(kind == "next" ? icon : title)}</a></div>
            """);
    }
}

/// <summary>A filter that was chosen and can be taken away.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Href">The list without it.</param>
public sealed record ChosenFilter(string Text, string Href);

/// <summary>The filter of a list: a form that asks with GET, so every choice has an address.</summary>
[HtmlTargetElement("filter-form")]
public sealed class FilterFormTagHelper : TagHelper
{
    /// <summary>What is chosen now.</summary>
    public IReadOnlyList<ChosenFilter> Chosen { get; set; } = [];

    /// <summary>The list without any filter.</summary>
    public string Clear { get; set; } = "?";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var tags = Markup.Join(Chosen.Select(filter => Markup.Of($"""
            <li><a class="moj-filter__tag" href="{filter.Href}"><span class="govuk-visually-hidden">Remove this
            filter:</span> {filter.Text}</a></li>
            """)));
        output.TagName = "details";
        output.Attributes.SetAttribute("class", "govuk-details app-filter");
        output.Attributes.SetAttribute("open", "");
        output.Content.SetHtmlContent(Markup.Of($"""
            <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Filter{(Chosen.Count == 0
                ? "" : $" ({Chosen.Count} chosen)")}</span></summary>
            {Markup.When(Chosen.Count > 0, $"""
                <ul class="moj-filter-tags">{tags}</ul>
                <p class="govuk-body-s"><a class="govuk-link govuk-link--no-visited-state" href="{Clear}">Clear all
                filters</a></p>
                """)}
            <form method="get">{content}<button class="govuk-button govuk-button--secondary"
            data-module="govuk-button">Apply filters</button></form>
            """));
    }
}
