using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ComplaintsPlatform.Pages.TagHelpers;

/// <summary>A state as a word in a tag; the colour repeats the word.</summary>
[HtmlTargetElement("status-tag", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StatusTagHelper : TagHelper
{
    /// <summary>The state, in kebab case.</summary>
    public string? Status { get; set; }

    /// <summary>Other words than the state's own.</summary>
    public string? Text { get; set => field = Markup.Given(value); }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var colour = Status switch
        {
            "new" or "waiting-to-be-sent" or "due-soon" or "provisional" or "appointment-made"
                or "open" or "waiting-for-approval" or "waiting-to-be-scanned" or "no-finding-yet" => "yellow",
            "assigned" or "running" or "on-track" or "raised" or "with-service"
                or "upheld" or "partly-upheld" or "not-upheld" => "blue",
            "acknowledged" => "teal",
            "responded" or "approved" or "in-time" or "answered-in-time" or "sent" or "sent-by-hand" or "completed"
                or "resolved" or "clean" => "green",
            "overdue" or "late" or "breached" or "answered-late" or "delivery-failed" or "no-access"
                or "infected" => "red",
            "to-send-by-hand" or "waiting-to-be-sent-by-hand" or "complaint-offered" => "orange",
            _ => "grey",
        };
        output.TagName = "strong";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"govuk-tag govuk-tag--{colour}");
        output.Content.SetContent(Text ?? Words.Sentence(Status));
    }
}

/// <summary>A limit seen from today: due in 3 working days, 2 working days late.</summary>
[HtmlTargetElement("due-tag", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DueTagHelper : TagHelper
{
    /// <summary>The last day in time.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>The day in London.</summary>
    public DateOnly Today { get; set; }

    /// <summary>Whether work is done on a day.</summary>
    public Func<DateOnly, bool> WorkingDay { get; set; } = static _ => true;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var colour = DueOn < Today ? "red" : DueOn <= Today.AddDays(1) ? "orange" : "grey";
        output.TagName = "strong";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"govuk-tag govuk-tag--{colour}");
        output.Content.SetContent(Words.Due(DueOn, Today, WorkingDay));
    }
}

/// <summary>A moment or a day, for people and machines.</summary>
[HtmlTargetElement("app-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeTagHelper : TagHelper
{
    /// <summary>An instant.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>A day.</summary>
    public DateOnly? On { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At is { } instant
            ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        output.Content.SetContent(At is { } at ? Words.Moment(at) : On is { } day ? Words.Day(day) : "Not recorded");
    }
}

/// <summary>Something that whoever looks at the page has to know: information, success, warning or error.</summary>
[HtmlTargetElement("app-alert")]
public sealed class AlertTagHelper : TagHelper
{
    private const string Tick = "M11.2869 24.6726 2.00415 15.3899 4.62189 12.7722 11.2869 19.4186 25.3781 5.32739 "
        + "27.9958 7.96369Z";

    private const string Triangle = "M15 2.5 28.7 26.2H1.3ZM13.5 9.5 13.8 17.8H16.2L16.5 9.5ZM15 20A1.8 1.8 0 1 1 15 "
        + "23.7 1.8 1.8 0 1 1 15 20";

    private const string Circle = "M15 2.5A12.5 12.5 0 1 0 15 27.5 12.5 12.5 0 1 0 15 2.5ZM13.4 9.2V7.6H16.6V9.2ZM13.6 "
        + "13H16.4V22.4H13.6Z";

    /// <summary>information, success, warning or error.</summary>
    public string Kind { get; set; } = "information";

    /// <summary>What it is about, for who does not see it.</summary>
    public string Title { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var icon = Kind switch { "success" => Tick, "information" => Circle, _ => Triangle };
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"moj-alert moj-alert--{Kind}");
        output.Attributes.SetAttribute("role", Kind == "success" ? "status" : "region");
        output.Attributes.SetAttribute("aria-label", $"{Kind}: {Title}");
        output.Content.SetHtmlContent(Markup.Of($"""
            <div><svg class="moj-alert__icon" role="presentation" focusable="false" xmlns="http://www.w3.org/2000/svg"
            viewBox="0 0 30 30" height="30" width="30"><path fill-rule="evenodd" d="{icon}" fill="currentColor"/></svg>
            </div>
            <div class="moj-alert__content">{content}</div>
            """));
    }
}

/// <summary>What happened, one after the other.</summary>
[HtmlTargetElement("app-timeline")]
public sealed class TimelineTagHelper : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "moj-timeline");
    }
}

/// <summary>One thing that happened: what, who, when, and more about it as content.</summary>
[HtmlTargetElement("timeline-item", ParentTag = "app-timeline")]
public sealed class TimelineItemTagHelper : TagHelper
{
    /// <summary>What happened.</summary>
    public string Title { get; set; } = "";

    /// <summary>Who did it.</summary>
    public string? By { get; set => field = Markup.Given(value); }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var instant = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "moj-timeline__item");
        output.Content.SetHtmlContent(Markup.Of($"""
            <div class="moj-timeline__header"><h2 class="moj-timeline__title">{Title}</h2>{Markup.When(By is not null,
                $"""<p class="moj-timeline__byline"> by {By}</p>""")}</div>
            <p class="moj-timeline__date"><time datetime="{instant}">{Words.Moment(At)}</time></p>{Markup.When(
                !content.IsEmptyOrWhiteSpace, $"""<div class="moj-timeline__description">{content}</div>""")}
            """));
    }
}
