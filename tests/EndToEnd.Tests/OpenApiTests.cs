using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>
/// The description of the API from which the portal's client is made: docs/openapi.json. After a change of the API, run
/// this with UPDATE_OPENAPI=1 and commit the document with the change.
/// </summary>
public sealed class OpenApiTests(Platform platform)
{
    private static readonly JsonSerializerOptions Readable = new()
    { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task the_gateway_describes_what_the_clients_were_made_from()
    {
        var document = JsonNode.Parse(await platform.Gateway.GetStringAsync("openapi/v1.json"))!;
        var served = document.ToJsonString(Readable) + "\n";
        var file = Path.Combine(Root(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") is null)
            served.ShouldBe(await File.ReadAllTextAsync(file));
        else await File.WriteAllTextAsync(file, served);
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "global.json"))) directory = directory.Parent;
        return directory.FullName;
    }
}
