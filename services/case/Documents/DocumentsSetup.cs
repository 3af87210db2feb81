using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>Where contents lie and who scans them.</summary>
internal static class DocumentsSetup
{
    /// <summary><c>Documents__Directory</c>, a directory; <c>Documents__S3__…</c>, a bucket instead;
    /// <c>Clamd__Address</c>, none when nothing scans.</summary>
    public static void AddDocuments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
            new DirectoryContents(services.GetRequiredService<IConfiguration>()["Documents:Directory"]));
        var s3 = builder.Configuration.GetSection("Documents:S3");
        if (s3.GetChildren().Any(static setting => setting.Value is { Length: > 0 }))
            builder.AddBucket(s3.Get<S3Settings>()!);
        else
            builder.Services.AddSingleton<IDocumentContents>(
                static services => services.GetRequiredService<DirectoryContents>());
        builder.Services.AddSingleton<DocumentVault>();
        builder.Services.AddSingleton<IMalwareScanner>(services =>
            services.GetRequiredService<IConfiguration>()["Clamd:Address"] is { Length: > 0 } address
                ? new Clamd(address, services.GetRequiredService<ILogger<Clamd>>())
                : new NoScanner());
        builder.Services.AddHostedService<Sweeping>();
    }

    private static void AddBucket(this WebApplicationBuilder builder, S3Settings settings)
    {
        // Half of it set would be contents in another place than meant.
        if (settings.Bucket is not { Length: > 0 } bucket)
            throw new InvalidOperationException(
                "Set Documents__S3__Bucket to the bucket that keeps the contents of documents.");
        var client = ClientOf(settings);
        builder.Services.AddSingleton(services => new S3Contents(
            client, bucket, services.GetRequiredService<DirectoryContents>(),
            services.GetRequiredService<ILogger<S3Contents>>()));
        builder.Services.AddSingleton<IDocumentContents>(
            static services => services.GetRequiredService<S3Contents>());
        builder.Services.AddHealthChecks()
            .AddCheck<S3Contents>("documents", HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(5));
    }

    private static AmazonS3Client ClientOf(S3Settings settings)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = true,
            // What is kept is checked when it is opened; and not every S3 knows Amazon's check sums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        if (settings.Endpoint is { Length: > 0 } endpoint)
            (config.ServiceURL, config.AuthenticationRegion) =
                (endpoint, settings.Region is { Length: > 0 } region ? region : "us-east-1");
        else if (settings.Region is { Length: > 0 } region)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        return (settings.AccessKey, settings.SecretKey) switch
        {
            ({ Length: > 0 } key, { Length: > 0 } secret) =>
                new AmazonS3Client(new BasicAWSCredentials(key, secret), config),
            (null or "", null or "") => new AmazonS3Client(config),
            _ => throw new InvalidOperationException(
                "Set both Documents__S3__AccessKey and Documents__S3__SecretKey, or neither."),
        };
    }

    /// <summary><c>Documents__S3__…</c>.</summary>
    /// <param name="Bucket">It is there already.</param>
    /// <param name="Endpoint">An address; Amazon's own without.</param>
    /// <param name="Region">What requests are signed for.</param>
    /// <param name="AccessKey">With the secret; without both, what Amazon's SDK finds (environment, role of the machine
    /// or pod).</param>
    /// <param name="SecretKey">Signs the requests.</param>
    private sealed record S3Settings(
        string? Bucket = null, string? Endpoint = null, string? Region = null, string? AccessKey = null,
        string? SecretKey = null);

    /// <summary>Ends the start when there is no directory, and drops what uploads left behind that were broken off by a
    /// kill. A day is longer than any upload.</summary>
    private sealed class Sweeping(DirectoryContents contents, TimeProvider time) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            contents.Sweep(time.GetUtcNow().AddDays(-1));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
