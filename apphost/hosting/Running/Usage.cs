using System.Globalization;

namespace ComplaintsPlatform.Hosting.Running;

/// <summary>Processor time and memory of a process with everything that it started, from /proc.</summary>
internal sealed class Usage(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly Dictionary<int, long> memories = [];
    private Dictionary<int, Sample> samples = [];
    private Dictionary<int, double> percent = [];
    private long sampledAt;

    /// <summary>Percent of one processor since the look before, and resident kilobytes (shared pages counted once per sharer's share).</summary>
    public (double Processor, long Memory) Of(int processId)
    {
        lock (gate)
        {
            if (samples.Count == 0 || time.GetElapsedTime(sampledAt) > Fresh) Look();
            var children = samples.Values.ToLookup(sample => sample.Parent);
            double processor = 0;
            long memory = 0;
            var waiting = new Stack<int>([processId]);
            while (waiting.TryPop(out var id))
            {
                if (!samples.TryGetValue(id, out var sample)) continue;
                processor += percent.GetValueOrDefault(id);
                // The kernel walks all pages of a process for this, and holds it up meanwhile: not more often than the rest is looked at.
                if (!memories.TryGetValue(id, out var its)) memories[id] = its = MemoryOf(id);
                memory += its;
                foreach (var child in children[id]) waiting.Push(child.Id);
            }
            return (processor, memory);
        }
    }

    private void Look()
    {
        var elapsed = time.GetElapsedTime(sampledAt).TotalSeconds;
        var now = new Dictionary<int, Sample>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), CultureInfo.InvariantCulture, out var id) && Read(id) is { } sample) now[id] = sample;
        // The clock of /proc ticks a hundred times a second on every Linux that matters.
        percent = now.Values.Where(sample => samples.ContainsKey(sample.Id)).ToDictionary(
            sample => sample.Id, sample => Math.Max(0, (sample.Ticks - samples[sample.Id].Ticks) / elapsed));
        (samples, sampledAt) = (now, time.GetTimestamp());
        memories.Clear();
    }

    private static Sample? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The name stands in brackets and may hold anything; the fields after it are plain.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Sample(id, int.Parse(fields[1], CultureInfo.InvariantCulture),
                long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long MemoryOf(int id)
    {
        foreach (var (file, field) in (IEnumerable<(string, string)>)[("smaps_rollup", "Pss:"), ("status", "VmRSS:")])
            try
            {
                foreach (var line in File.ReadLines($"/proc/{id}/{file}"))
                    if (line.StartsWith(field, StringComparison.Ordinal))
                        return long.Parse(line.AsSpan(field.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
            }
        return 0;
    }

    private sealed record Sample(int Id, int Parent, long Ticks);
}
