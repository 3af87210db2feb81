using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace ComplaintsPlatform.AppHost;

/// <summary>
/// Where everything that outlives a run is kept (<c>DATA_DIRECTORY</c>, else <c>.data</c> in the repository): the
/// servers' data, logs, and secrets, which are made once and read by their owner only. One AppHost at a time per
/// directory.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream taken;

    private DataDirectory(string path, FileStream taken) => (Path, this.taken) = (path, taken);

    public string Path { get; }

    /// <summary>Ends the program with a sentence when another AppHost has the directory.</summary>
    public static DataDirectory Take(IConfiguration settings, bool fresh)
    {
        // We are built to artifacts/bin/{project}/{configuration}/.
        var path = System.IO.Path.GetFullPath(
            settings["DATA_DIRECTORY"] ?? System.IO.Path.Combine(AppContext.BaseDirectory, "../../../../.data"));
        Directory.CreateDirectory(path);
        var taken = System.IO.Path.Combine(path, "lock");
        try
        {
            var data = new DataDirectory(
                path, new FileStream(taken, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            if (fresh) data.Empty(except: taken);
            return data;
        }
        catch (IOException) when (File.Exists(taken))
        {
            throw Stop($"The platform is running already with the data in {path}.");
        }
    }

    /// <summary>A path in the directory.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The same at every start; a password unless <paramref name="make"/> makes something else.</summary>
    public string Secret(string name, Func<string>? make = null)
    {
        if (File.Exists(this[name])) return File.ReadAllText(this[name]).Trim();
        var secret = make?.Invoke() ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        Write(name, secret);
        return secret;
    }

    /// <summary>32 bytes, in base64.</summary>
    public static string MasterKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>A private key on the curve P-256: PKCS #8, in base64.</summary>
    public static string SigningKey()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(pair.ExportPkcs8PrivateKey());
    }

    /// <summary>Notes where the servers are, for tools that talk to them: <c>. .data/connections.env</c>.</summary>
    public async Task NoteConnectionsAsync(IReadOnlyList<IResourceWithConnectionString> servers)
    {
        var noted = new StringWriter();
        foreach (var server in servers)
        {
            var connectionString = await server.GetConnectionStringAsync();
            await noted.WriteLineAsync($"export ConnectionStrings__{server.Name}='{connectionString}'");
            var endpoints = server.Annotations.OfType<EndpointAnnotation>();
            if (endpoints.SingleOrDefault(static endpoint => endpoint.Name == "management") is { } management)
                await noted.WriteLineAsync($"export RABBITMQ_MANAGEMENT='{management.AllocatedEndpoint?.UriString}'");
        }
        Write("connections.env", noted.ToString());
    }

    /// <summary>
    /// Ends the program with a sentence: whoever started it can put this right without a stack trace.
    /// </summary>
    public static Exception Stop(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
        return new InvalidOperationException(sentence);
    }

    private void Write(string name, string text)
    {
        File.Delete(this[name]);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using var file = new FileStream(this[name], options);
        using var writer = new StreamWriter(file);
        writer.Write(text);
    }

    public void Dispose() => taken.Dispose();

    // PostgreSQL's may be a link: see local/postgres.sh.
    private void Empty(string except)
    {
        foreach (var directory in new DirectoryInfo(Path).GetDirectories())
        {
            if (directory.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } real)
                Directory.Delete(real.FullName, recursive: true);
            if (directory.LinkTarget is null) directory.Delete(recursive: true);
        }
        foreach (var file in Directory.GetFileSystemEntries(Path))
            if (file != except) File.Delete(file);
    }
}
