using System.Text.Json;
using ComplaintsPlatform.Replay;

const string Usage = "usage: tests/replay FILE [--url http://localhost:8080] [--user NAME] [--stage-2-user NAME] "
    + "[--password WORD]";
string? file = null;
var settings = new Dictionary<string, string>
{
    ["--url"] = Environment.GetEnvironmentVariable("COMPLAINTS_URL") ?? "http://localhost:8080",
    ["--user"] = Environment.GetEnvironmentVariable("COMPLAINTS_USER") ?? "officer@harbour.example",
    ["--stage-2-user"] =
        Environment.GetEnvironmentVariable("COMPLAINTS_STAGE_2_USER") ?? "leader@harbour.example",
    ["--password"] = Environment.GetEnvironmentVariable("COMPLAINTS_PASSWORD") ?? "Complaints-2026!",
};
for (var n = 0; n < args.Length; n++)
{
    if (settings.ContainsKey(args[n]) && n + 1 < args.Length) settings[args[n]] = args[++n];
    else if (file is null && !args[n].StartsWith('-')) file = args[n];
    else return Fail(Usage, 2);
}

if (file is null) return Fail(Usage, 2);

try
{
    var cases = PublishedCase.ReadAll(await File.ReadAllTextAsync(file));
    using var platform = await Platform.SignIn(
        new Uri(settings["--url"].TrimEnd('/') + "/"), settings["--user"], settings["--stage-2-user"],
        settings["--password"]);
    await Console.Out.WriteLineAsync("# reference\tfrom\tto\tworking days counted\tstated\tverdict");
    foreach (var published in cases)
        foreach (var line in await new CaseReplay(platform, published).Run())
            await Console.Out.WriteLineAsync(line);
    return 0;
}
catch (Exception failure)
    when (failure is IOException or UnauthorizedAccessException or JsonException or UriFormatException
        or HttpRequestException or TaskCanceledException)
{
    return Fail($"{file}: {failure.Message}", 1);
}

static int Fail(string sentence, int code)
{
    Console.Error.WriteLine(sentence);
    return code;
}
