using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>
/// Contents as objects of one bucket, each under the name that it has on disk. What comes in lies in a directory of
/// this replica until it is whole: S3 wants length and hash before the first byte, and parts of 5 MB otherwise, which
/// each upload would hold in memory. So an object is there as a whole or not at all.
/// </summary>
internal sealed partial class S3Contents(
    IAmazonS3 s3, string bucket, DirectoryContents directory, ILogger<S3Contents> logger)
    : IDocumentContents, IHealthCheck
{
    public Task WriteAsync(string name, IAsyncEnumerable<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
        IsIncoming(name)
            ? directory.WriteAsync(name, parts, ct)
            : throw new ArgumentException("A content comes in first, and is moved when it is whole.", nameof(name));

    public async Task<Stream?> OpenAsync(string name, CancellationToken ct)
    {
        if (IsIncoming(name)) return await directory.OpenAsync(name, ct);
        try
        {
            return (await s3.GetObjectAsync(bucket, name, ct)).ResponseStream;
        }
        // Not for a bucket that is not there: its contents are not lost.
        catch (AmazonS3Exception missing) when (missing.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (Exception away) when (IsAway(away, ct))
        {
            throw Unavailable(away);
        }
    }

    public async Task MoveAsync(string name, string newName, CancellationToken ct)
    {
        try
        {
            if (!await IsThereAsync(newName, ct)) await CopyAsync(name, newName, ct);
            await DeleteAsync(name, ct);
        }
        catch (Exception away) when (IsAway(away, ct))
        {
            throw Unavailable(away);
        }
    }

    public Task DeleteAsync(string name, CancellationToken ct) =>
        IsIncoming(name) ? directory.DeleteAsync(name, ct) : s3.DeleteObjectAsync(bucket, name, ct);

    /// <summary>Degraded while the bucket is away, or not for us: documents can then be neither taken nor opened, and
    /// everything else goes on.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancellationToken);
        return HealthCheckResult.Healthy();
    }

    private static bool IsIncoming(string name) => name.StartsWith("incoming/", StringComparison.Ordinal);

    private async Task<bool> IsThereAsync(string name, CancellationToken ct)
    {
        try
        {
            await s3.GetObjectMetadataAsync(bucket, name, ct);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task CopyAsync(string name, string newName, CancellationToken ct)
    {
        if (!IsIncoming(name))
        {
            await s3.CopyObjectAsync(bucket, name, bucket, newName, ct);
            return;
        }

        await using var whole = await directory.OpenAsync(name, ct)
            ?? throw new FileNotFoundException($"There is no content {name}.");
        await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = newName,
            InputStream = whole,
            AutoCloseStream = false,
            // Not every S3 takes Amazon's own encoding of a body.
            UseChunkEncoding = false,
        }, ct);
    }

    private static bool IsAway(Exception exception, CancellationToken ct) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException
        || (exception is OperationCanceledException && !ct.IsCancellationRequested);

    private ProblemException Unavailable(Exception away)
    {
        LogAway(logger, bucket, (away as AmazonServiceException)?.ErrorCode ?? away.GetType().Name, away.Message);
        return new ProblemException(StatusCodes.Status503ServiceUnavailable, "document-storage-unavailable",
            "The storage of documents does not answer now, so nothing was kept and nothing can be opened. Send the "
            + "request again later.");
    }

    [LoggerMessage(LogLevel.Error, "The bucket {Bucket} refused or did not answer: {Code}: {Why}")]
    private static partial void LogAway(ILogger logger, string bucket, string code, string why);
}
