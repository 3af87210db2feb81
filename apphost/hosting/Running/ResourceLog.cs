namespace ComplaintsPlatform.Hosting.Running;

/// <summary>What a resource writes: the last lines in memory, everything in a file that starts anew at 20 MB (the one before is kept).</summary>
internal sealed class ResourceLog(string path) : IDisposable
{
    private const int Kept = 500;
    private const long Limit = 20_000_000;
    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private StreamWriter? file;

    public string FilePath => path;

    public void Add(string line)
    {
        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > Kept) lines.Dequeue();
            if (file is null || file.BaseStream.Length > Limit) Roll();
            file!.WriteLine(line);
        }
    }

    /// <summary>The lines kept in memory, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate) return [.. lines];
        }
    }

    public void Dispose()
    {
        lock (gate) file?.Dispose();
    }

    private void Roll()
    {
        var full = file is not null;
        file?.Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (full) File.Move(path, path + ".1", true);
        file = new StreamWriter(path, append: true) { AutoFlush = true };
    }
}
