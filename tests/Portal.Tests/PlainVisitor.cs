using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ComplaintsPlatform.EndToEnd.Tests;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>A page as it came, without a browser.</summary>
internal sealed record PlainPage(HttpStatusCode Status, HttpResponseMessage Answer, IHtmlDocument Document)
{
    public string Heading => Document.QuerySelector("h1")!.TextContent.Trim();
}

/// <summary>Somebody who asks for pages without a browser: quick, and sees what a browser hides.</summary>
internal sealed class PlainVisitor : IDisposable
{
    private readonly HttpClientHandler handler = new() { CookieContainer = new CookieContainer() };
    private readonly HttpClient http;

    private PlainVisitor(Uri portal) => http = new HttpClient(handler) { BaseAddress = portal };

    public CookieCollection Cookies => handler.CookieContainer.GetCookies(http.BaseAddress!);

    public static async Task<PlainVisitor> SignedInAsync(Platform platform, string user)
    {
        var visitor = new PlainVisitor(platform.Portal);
        var page = await visitor.GetAsync("/signed-in-first");
        var form = page.Document.QuerySelectorAll<IHtmlFormElement>("form")
            .Single(form => form.QuerySelector("input[type=password]") is not null);
        var fields = FieldsOf(form);
        fields[form.QuerySelector<IHtmlInputElement>("input[type=password]")!.Name!] = "Complaints-2026!";
        fields[form.QuerySelectorAll<IHtmlInputElement>("input").First(input =>
            string.Equals(input.Name, "username", StringComparison.OrdinalIgnoreCase)).Name!]
            = $"{user}@harbour.example";
        var target = new Uri(page.Answer.RequestMessage!.RequestUri!, form.GetAttribute("action") ?? "");
        using var body = new FormUrlEncodedContent(fields);
        using var answer = await visitor.http.PostAsync(target, body);
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/signed-in-first");
        return visitor;
    }

    public static PlainVisitor Stranger(Platform platform) => new(platform.Portal);

    public async Task<PlainPage> GetAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await ReadAsync(await http.SendAsync(request));
    }

    /// <summary>Reads an answer that goes on.</summary>
    public Task<LiveReader> ListenAsync(string address) => LiveReader.OpenAsync(http, address);

    /// <summary>Sends the page's form that has such a button, with these fields changed.</summary>
    public async Task<PlainPage> SendAsync(
        PlainPage page, string button, params (string Name, string Value)[] changes)
    {
        var pressed = page.Document.QuerySelectorAll<IHtmlButtonElement>("button")
            .First(element => element.TextContent.Trim() == button);
        var fields = FieldsOf(pressed.Form!);
        foreach (var (name, value) in changes) fields[name] = value;
        var target = new Uri(page.Answer.RequestMessage!.RequestUri!,
            pressed.GetAttribute("formaction") ?? pressed.Form!.GetAttribute("action") ?? "");
        using var body = new FormUrlEncodedContent(fields);
        return await ReadAsync(await http.PostAsync(target, body));
    }

    public async Task<PlainPage> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
        return await ReadAsync(await http.PostAsync(address, body));
    }

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    private static async Task<PlainPage> ReadAsync(HttpResponseMessage answer) => new(
        answer.StatusCode, answer,
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(), CancellationToken.None));

    private static Dictionary<string, string> FieldsOf(IHtmlFormElement form)
    {
        var fields = new Dictionary<string, string>();
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { Type: "radio" or "checkbox" } choice:
                    if (choice.IsChecked) fields[choice.Name!] = choice.Value;
                    break;
                case IHtmlInputElement { Name: { Length: > 0 } name } input:
                    fields[name] = input.Value;
                    break;
                case IHtmlTextAreaElement area:
                    fields[area.Name!] = area.Value;
                    break;
                case IHtmlSelectElement select:
                    fields[select.Name!] = select.Value ?? "";
                    break;
            }

        return fields;
    }
}
