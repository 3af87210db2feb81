namespace Aspire.Hosting;

/// <summary>Programs that were built with the AppHost.</summary>
internal static class RunBuiltExtensions
{
    /// <summary>
    /// Starts the built program itself instead of <c>dotnet run</c>, which would wait beside each with 65 MB.
    /// </summary>
    public static IResourceBuilder<ProjectResource> RunBuilt(this IResourceBuilder<ProjectResource> project)
    {
        var path = project.Resource.GetProjectMetadata().ProjectPath;
        var name = Path.GetFileNameWithoutExtension(path);
        // Beside us, in the same configuration: artifacts/bin/{project}/{configuration}/.
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        return project
            .WithAnnotation(new ExecutableAnnotation
            {
                Command = Path.Combine(built.Parent!.Parent!.FullName, name, built.Name, name),
                WorkingDirectory = Path.GetDirectoryName(path)!,
            })
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
            .WithEnvironment("DOTNET_ENVIRONMENT", "Development")
            // Aspire would record what people searched for, and measure every second, which is most of what an idle
            // platform would do.
            .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "15000")
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "false")
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "false");
    }
}
