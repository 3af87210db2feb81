using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>What a newcomer types first does what is written.</summary>
public sealed partial class ReadmeTests(Platform platform)
{
    [Fact]
    public async Task the_first_complaint_by_curl_is_opened_and_acknowledged()
    {
        var readme = await File.ReadAllTextAsync(Path.GetFullPath("../../../../README.md", AppContext.BaseDirectory));
        var section = readme.Split("## ").Single(part => part.StartsWith("A first complaint by curl", default));
        var commands = section.Split("```sh\n").Skip(1).Select(part => part.Split("```")[0])
            .Select(block => block.Replace(
                "http://localhost:8080", platform.Gateway.BaseAddress!.ToString().TrimEnd('/'), default));

        var output = await ChildProcess.RunAsync(
            new ProcessCommand("bash", "-euc", string.Join('\n', commands)));

        using var officer = await platform.SignedInAsync("officer");
        await officer.ReadUntilAsync($"api/complaints/{Id().Match(output).Groups[1].Value}/clocks",
            clocks => clocks.GetProperty("acknowledgedOn").ValueKind == JsonValueKind.String, output);
    }

    [GeneratedRegex("\"complaintId\":\"([^\"]+)\"")]
    private static partial Regex Id();
}
