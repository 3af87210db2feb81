using ComplaintsPlatform.Hosting.Processes;

namespace ComplaintsPlatform.Hosting.Servers;

/// <summary>Directories and secrets of the servers that we run for ourselves.</summary>
public static class PrivateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes a directory that <paramref name="user"/> can use. A server that refuses root (PostgreSQL) runs as its own user, who may
    /// not be able to enter the directories above (a clone in /root, say): then the directory lies in /var/lib and a link leads there.
    /// </summary>
    public static async Task<string> MakeAsync(string path, string? user = null)
    {
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) return new DirectoryInfo(path).ResolveLinkTarget(true)?.FullName ?? path;
        var parent = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(parent);
        if (!ChildProcess.IsRoot || user is null) return Directory.CreateDirectory(path).FullName;
        var real = path;
        if (!await CanEnter(parent, user))
        {
            real = Path.Combine("/var/lib/complaints-platform", Guid.CreateVersion7().ToString("N"));
            Directory.CreateSymbolicLink(path, real);
        }
        Directory.CreateDirectory(real);
        await ChildProcess.RunAsync(new("chown", $"{user}:", real));
        return real;
    }

    /// <summary>Deletes a directory made by <see cref="MakeAsync"/>, through its link where there is one.</summary>
    public static void Delete(string path)
    {
        var directory = new DirectoryInfo(path);
        if (directory.ResolveLinkTarget(true) is { Exists: true } real) Directory.Delete(real.FullName, true);
        if (directory.LinkTarget is not null) File.Delete(path); // its target is gone: only as a file can it still be named
        else if (directory.Exists) directory.Delete(true);
    }

    /// <summary>A secret that is made once and kept in a file that only its owner reads.</summary>
    public static string Secret(string path, Func<string> make)
    {
        if (File.Exists(path)) return File.ReadAllText(path).Trim();
        var secret = make();
        Write(path, secret);
        return secret;
    }

    /// <summary>Writes a file that only its owner reads.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        using var writer = new StreamWriter(file);
        writer.Write(text);
    }

    private static async Task<bool> CanEnter(string path, string user)
    {
        var child = await ChildProcess.StartAsync(new("test", "-x", path) { User = user }, _ => { });
        return await child.Exited == 0;
    }
}
