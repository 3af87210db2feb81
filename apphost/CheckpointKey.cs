using System.Security.Cryptography;

namespace ComplaintsPlatform.AppHost;

/// <summary>The key that signs checkpoints of the services' logs on a developer's machine: made once, kept in the data directory, readable by its owner only.</summary>
internal static class CheckpointKey
{
    public static string In(string directory)
    {
        var path = Path.Combine(directory, "checkpoint-key");
        if (File.Exists(path)) return File.ReadAllText(path).Trim();
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var text = Convert.ToBase64String(pair.ExportPkcs8PrivateKey());
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        using var writer = new StreamWriter(file);
        writer.Write(text);
        return text;
    }
}
