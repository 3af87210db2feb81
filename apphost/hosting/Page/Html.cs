using System.Globalization;
using System.Net;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using ComplaintsPlatform.Hosting.Running;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.Hosting.Page;

internal static class Html
{
    public const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; color: #0b0c0c; background: #fff }
        table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: 600; padding: .5rem 0 }
        th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #b1b4b6; vertical-align: top } .number { text-align: right }
        a { color: #1d70b8 } :focus { outline: 3px solid #b58105; outline-offset: 1px }
        button { font: inherit; padding: .15rem .7rem; cursor: pointer } .bad { color: #b01300; font-weight: 600 } .good { color: #005a30 }
        pre { background: #f3f2f1; padding: 1rem; overflow-x: auto; font-size: .85rem; line-height: 1.4 }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
        """;

    // Replaces the content every two seconds, keeps the focus, and can be switched off (WCAG 2.2.2).
    public const string Script = """
        const box = document.createElement('label')
        box.innerHTML = '<input type="checkbox" checked> Keep up to date'
        document.querySelector('header').append(box)
        setInterval(async () => {
          if (!box.firstChild.checked || document.hidden) return
          try {
            const text = await (await fetch(location.href)).text()
            const focused = document.activeElement?.id
            document.querySelector('main').replaceWith(new DOMParser().parseFromString(text, 'text/html').querySelector('main'))
            if (focused) document.getElementById(focused)?.focus()
          } catch { document.querySelector('h1').textContent = 'The AppHost does not answer' }
        }, 2000)
        """;

    public static IResult Page(string title, string content) => Results.Text($"""
        <!doctype html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)} – Complaints platform</title>
        <link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script>
        </head>
        <body>
        <header><nav aria-label="Pages"><a href="/">Resources</a></nav></header>
        <main>
        <h1>{Encode(title)}</h1>
        {content}
        </main>
        </body>
        </html>
        """, "text/html; charset=utf-8");

    public static string Resources(IReadOnlyList<Instance> instances, Usage usage)
    {
        var rows = new StringBuilder();
        long total = 0;
        foreach (var instance in instances)
        {
            var (processor, memory) = instance.ProcessId is { } id ? usage.Of(id) : default;
            total += memory;
            var name = Encode(instance.Name);
            rows.Append(CultureInfo.InvariantCulture, $"""
                <tr><th scope="row">{name}</th><td>{State(instance)}</td><td>{Health(instance)}</td><td>{string.Join("<br>", instance.Addresses.Select(Link))}</td>
                <td class="number">{instance.ProcessId}</td><td class="number">{processor:0} %</td><td class="number">{ResourcePage.Megabytes(memory)}</td>
                <td class="number">{(instance.Restarts > 0 ? $"<strong>{instance.Restarts}</strong>" : "0")}</td>
                <td><a id="log-{name}" href="/resources/{name}">Log<span class="hidden"> of {name}</span></a></td>
                <td>{(instance.Resource.IsExternal ? "" : $"""<form method="post" action="/resources/{name}/restart"><button id="restart-{name}">Restart<span class="hidden"> {name}</span></button></form>""")}</td></tr>

                """);
        }
        return $"""
            <table>
            <caption>What runs now, {ResourcePage.Megabytes(total)} of memory together</caption>
            <thead><tr><th scope="col">Resource</th><th scope="col">State</th><th scope="col">Health</th><th scope="col">Addresses</th>
            <th scope="col" class="number">Process</th><th scope="col" class="number">CPU</th><th scope="col" class="number">Memory</th>
            <th scope="col" class="number">Restarts</th><th scope="col">Log</th><th scope="col">Action</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table>
            """;
    }

    public static string Log(Instance instance) => $"""
        <p>{State(instance)}, {Health(instance)}, started again {instance.Restarts} times. The last 500 lines; all of them are in the data directory under logs.</p>
        <pre tabindex="0" aria-label="Log of {Encode(instance.Name)}" id="lines">{string.Join('\n', instance.Log.Lines.Select(Encode))}</pre>
        """;

    private static string State(Instance instance) => instance switch
    {
        { Resource.IsExternal: true } => "Runs elsewhere",
        { State: KnownResourceStates.Restarting } => """<span class="bad">Restarting</span>""",
        _ => Encode(instance.State),
    };

    private static string Health(Instance instance) => instance.Healthy switch
    {
        true => """<span class="good">healthy</span>""",
        false => """<span class="bad">not healthy</span>""",
        null => "–",
    };

    private static string Link(string address) =>
        address.StartsWith("http", StringComparison.Ordinal) ? $"""<a href="{Encode(address)}">{Encode(address)}</a>""" : Encode(address);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
