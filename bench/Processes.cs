using System.Globalization;

namespace ComplaintsPlatform.Bench;

/// <summary>Every process that <c>./run</c> started, by the name of its part.</summary>
internal static class Processes
{
    public static Dictionary<int, string> Ours()
    {
        var parents = new Dictionary<int, int>();
        foreach (var directory in Directory.GetDirectories("/proc")
            .Where(path => int.TryParse(Path.GetFileName(path), out _)))
            try
            {
                var stat = File.ReadAllText($"{directory}/stat");
                parents[int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture)] =
                    int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }

        // The orchestrator is no child of the AppHost; PostgreSQL writes over its environment, but is a child of who
        // has it.
        bool IsOurs(int process) =>
            HasOurData(process) || (parents.TryGetValue(process, out var parent) && parent > 1 && IsOurs(parent));
        return parents.Keys.Where(IsOurs).Select(process => (Process: process, Name: NameOf(process)))
            .Where(found => found.Name is not null).ToDictionary(found => found.Process, found => found.Name!);
    }

    /// <summary>Processor time by part, that of children which have ended included.</summary>
    public static Dictionary<string, TimeSpan> ProcessorTime() => Ours().GroupBy(found => found.Value).ToDictionary(
        part => part.Key, part => part.Aggregate(TimeSpan.Zero, (sum, found) => sum + Machine.OwnTimeOf(found.Key)));

    /// <summary>Waits until they do next to nothing for five seconds: what was accepted is done.</summary>
    public static async Task AreQuietAsync()
    {
        TimeSpan Spent() => ProcessorTime().Values.Aggregate(TimeSpan.Zero, (sum, part) => sum + part);
        for (var before = Spent(); ;)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            var now = Spent();
            if (now - before < TimeSpan.FromSeconds(2)) return;
            before = now;
        }
    }

    private static bool HasOurData(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Split('\0').Contains($"DATA_DIRECTORY={Platform.Data}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? NameOf(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
            if (line.Contains("ComplaintsPlatform.", StringComparison.Ordinal))
                return new string(
                    [.. line[(line.LastIndexOf("ComplaintsPlatform.", StringComparison.Ordinal) + 19)..]
                        .TakeWhile(char.IsLetter)]);
            if (line.Contains("/dcp ", StringComparison.Ordinal)) return "Aspire's orchestrator";
            if (line.Contains("Aspire.Dashboard", StringComparison.Ordinal)) return "Aspire's dashboard";
            if (line.Contains("postgres", StringComparison.Ordinal)) return "PostgreSQL";
            if (line.Contains("beam", StringComparison.Ordinal) || line.Contains("erl", StringComparison.Ordinal)
                || line.Contains("epmd", StringComparison.Ordinal)
                || line.Contains("rabbitmq", StringComparison.Ordinal)) return "RabbitMQ";
            return line.Length == 0 ? null : "other";
        }
        catch (IOException)
        {
            return null;
        }
    }
}
