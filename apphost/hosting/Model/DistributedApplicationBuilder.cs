using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using ComplaintsPlatform.Hosting.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    string AppHostDirectory { get; }

    DistributedApplication Build();
}

public interface IResourceBuilder<out T> where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }
}

/// <summary>Where a project of the solution is. Aspire's SDK generates one class per project; ours are in <c>apphost/Projects.cs</c>.</summary>
public interface IProjectMetadata
{
    string ProjectPath { get; }
}

internal sealed record ResourceBuilder<T>(IDistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T> where T : IResource;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly WebApplicationBuilder web;
    private readonly Dictionary<string, IResource> resources = new(StringComparer.OrdinalIgnoreCase);

    public DistributedApplicationBuilder(string[] args)
    {
        // The host's own content root and settings files are of no interest: everything comes from arguments and environment.
        web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        web.Configuration.AddEnvironmentVariables().AddCommandLine(args);
        DataDirectory = Path.GetFullPath(Configuration["DATA_DIRECTORY"] ?? Path.Combine(Root, ".data"));
        DataLock = TakeData(args.Contains("--fresh"));
    }

    public ConfigurationManager Configuration => web.Configuration;

    public string AppHostDirectory => Path.Combine(Root, "apphost");

    public string DataDirectory { get; }

    public FileStream DataLock { get; }

    /// <summary>The repository: the directory above our own program that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    public DistributedApplication Build() => new(web, this, [.. resources.Values.OfType<ProcessResource>()]);

    public IResourceBuilder<T> Add<T>(T resource) where T : IResource
    {
        resources.Add(resource.Name, resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public string SecretOf(string name) => PrivateDirectory.Secret(
        Path.Combine(DataDirectory, name), static () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>One host at a time per data directory; a second one would fight over servers and ports.</summary>
    private FileStream TakeData(bool fresh)
    {
        var path = Path.Combine(DataDirectory, "lock");
        Directory.CreateDirectory(DataDirectory);
        FileStream taken;
        try
        {
            taken = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw DistributedApplicationException.Stop($"The platform is running already with the data in {DataDirectory}.");
        }
        if (!fresh) return taken;
        foreach (var directory in Directory.GetDirectories(DataDirectory)) PrivateDirectory.Delete(directory);
        foreach (var file in Directory.GetFiles(DataDirectory))
            if (file != path) File.Delete(file);
        return taken;
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "ComplaintsPlatform.sln"))) return directory.FullName;
        throw new DistributedApplicationException($"No ComplaintsPlatform.sln above {AppContext.BaseDirectory}.");
    }
}

/// <summary>A mistake in the set-up, with a sentence for whoever started it.</summary>
public sealed class DistributedApplicationException(string message) : Exception(message)
{
    /// <summary>Ends the program with the sentence alone: whoever started it can put it right, and needs no stack trace for that.</summary>
    internal static DistributedApplicationException Stop(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
        return new DistributedApplicationException(sentence);
    }
}
