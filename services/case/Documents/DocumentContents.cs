using System.Runtime.InteropServices;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>
/// Where contents lie: bytes under a name, written once, never changed. What is written here is encrypted already.
/// </summary>
public interface IDocumentContents
{
    /// <summary>Writes them; when it returns they survive a kill and a loss of power.</summary>
    Task WriteAsync(string name, IAsyncEnumerable<ReadOnlyMemory<byte>> parts, CancellationToken ct);

    /// <summary>The bytes; null when there are none under this name.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken ct);

    /// <summary>Gives them another name, wholly or not at all. What has that name already stays; repeated, it is
    /// done.</summary>
    Task MoveAsync(string name, string newName, CancellationToken ct);

    /// <summary>Forgets them, if they are there.</summary>
    Task DeleteAsync(string name, CancellationToken ct);
}

/// <summary>Contents as files below one directory (<c>Documents__Directory</c>), which replicas share.</summary>
internal sealed partial class DirectoryContents(string? root) : IDocumentContents
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task WriteAsync(string name, IAsyncEnumerable<ReadOnlyMemory<byte>> parts, CancellationToken ct)
    {
        var path = PathOf(name);
        MakeDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions
        { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        await using var file = new FileStream(path, options);
        await foreach (var part in parts.WithCancellation(ct)) await file.WriteAsync(part, ct);
        await file.FlushAsync(ct);
        file.Flush(flushToDisk: true);
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), new FileStreamOptions
            { Options = FileOptions.Asynchronous | FileOptions.SequentialScan }));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task MoveAsync(string name, string newName, CancellationToken ct)
    {
        var (source, target) = (PathOf(name), PathOf(newName));
        MakeDirectory(Path.GetDirectoryName(target)!);
        if (!File.Exists(target)) File.Move(source, target, overwrite: true);
        else if (File.Exists(source)) File.Delete(source);
        Flush(Path.GetDirectoryName(target)!);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string name, CancellationToken ct)
    {
        if (File.Exists(PathOf(name))) File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    /// <summary>Deletes what an upload left behind whose service was killed.</summary>
    internal void Sweep(DateTimeOffset before)
    {
        var incoming = new DirectoryInfo(PathOf("incoming"));
        MakeDirectory(incoming.FullName);
        foreach (var file in incoming.EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
            file.Delete();
    }

    // Not when it is made: the migration makes it too, and needs no directory.
    private string PathOf(string name) => root is { Length: > 0 }
        ? Path.Combine(Path.GetFullPath(root), name)
        : throw new InvalidOperationException(
            "Set Documents__Directory to the directory that keeps the contents of documents.");

    private static void MakeDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        MakeDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path);
        Flush(Path.GetDirectoryName(path)!);
    }

    // A name is on disk when its directory is. .NET opens no directories.
    private static void Flush(string directory)
    {
        var handle = open(directory, 0);
        if (handle < 0) throw new IOException($"{directory} cannot be opened.");
        var failed = fsync(handle) != 0;
        _ = close(handle);
        if (failed) throw new IOException($"{directory} cannot be written to disk.");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int fsync(int handle);

    [LibraryImport("libc")]
    private static partial int close(int handle);
}
