using System.Globalization;
using System.Net;

namespace ComplaintsPlatform.Mailbox;

/// <summary>The page of the mailbox, and the same as JSON for tests and benchmarks.</summary>
internal static class MailboxPage
{
    private const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem }
        body { color: #0b0c0c; background: #fff }
        table { border-collapse: collapse; width: 100% }
        caption { text-align: left; font-weight: 600; padding: .5rem 0 }
        th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #b1b4b6 } a { color: #1d70b8 }
        pre { white-space: pre-wrap; background: #f3f2f1; padding: 1rem; font: inherit }
        """;

    public static void MapMailbox(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'self'; frame-ancestors 'none'";
            context.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        app.MapGet("/alive", () => Results.Ok());
        app.MapGet("/mailbox.css", () => Results.Text(Style, "text/css"));
        app.MapGet("/api/count", (MailStore store) => Results.Json(new { store.Count }));
        app.MapGet("/api/messages", (MailStore store, string? to) => Results.Json(store.Find(to)));
        app.MapGet("/", (MailStore store) => Page("Mailbox", $"""
            <p><a href="/">Look again</a></p>
            <table><caption>{store.Count} emails came in; the last ones, newest first</caption>
            <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
            <tbody>
            {string.Join('\n', store.Find(null).Select(Row))}
            </tbody></table>
            """));
        app.MapGet("/messages/{number:long}", (MailStore store, long number) =>
            store.Find(null).FirstOrDefault(mail => mail.Number == number) is { } mail
                ? Page(mail.Subject, Message(mail))
                : Results.NotFound());
    }

    private static string Row(Mail mail) => string.Create(CultureInfo.InvariantCulture,
        $"""
        <tr><th scope="row"><a href="/messages/{mail.Number}">{Encode(mail.Subject)}</a></th>
        <td>{Encode(string.Join(", ", mail.To))}</td><td>{mail.ReceivedAt:yyyy-MM-dd HH:mm:ss} UTC</td></tr>
        """);

    private static string Message(Mail mail) => $"""
        <p><a href="/">Mailbox</a></p>
        <pre>{Encode(mail.Text ?? mail.Html ?? "")}</pre>
        <table><caption>Headers</caption>
        <thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead>
        <tbody>
        {string.Join('\n', mail.Headers.Select(Header))}
        </tbody></table>
        """;

    private static string Header(KeyValuePair<string, string> header) =>
        $"""<tr><th scope="row">{Encode(header.Key)}</th><td>{Encode(header.Value)}</td></tr>""";

    private static IResult Page(string title, string content) => Results.Text($"""
        <!doctype html>
        <html lang="en-GB">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)} – development mailbox</title><link rel="stylesheet" href="/mailbox.css"></head>
        <body><main>
        <h1>{Encode(title)}</h1>
        {content}
        </main></body></html>
        """, "text/html; charset=utf-8");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
