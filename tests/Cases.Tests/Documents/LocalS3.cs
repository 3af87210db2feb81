using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>A real object store of our own, which checks signatures, with one bucket.</summary>
internal sealed class LocalS3 : LocalServer
{
    public const string Bucket = "documents-of-complaints";
    private const string AccessKey = "complaints:tests";
    private readonly int port = Ports.Free();

    /// <summary>How cases is told of it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Documents:S3:Endpoint"] = Endpoint,
        ["Documents:S3:Bucket"] = Bucket,
        ["Documents:S3:Region"] = "us-east-1",
        ["Documents:S3:AccessKey"] = AccessKey,
        ["Documents:S3:SecretKey"] = Password,
    };

    private string Endpoint => $"http://127.0.0.1:{port}";

    public async Task StartWithBucketAsync()
    {
        await StartAsync();
        await WithClientAsync(client => client.PutBucketAsync(Bucket));
    }

    public async Task<IReadOnlyList<string>> NamesAsync(string prefix = "") =>
        [.. (await WithClientAsync(client => client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix }))).S3Objects?.Select(o => o.Key) ?? []];

    public async Task<byte[]?> ReadAsync(string name) =>
        (await NamesAsync(name)).Contains(name)
            ? await WithClientAsync(async client =>
            {
                using var found = await client.GetObjectAsync(Bucket, name);
                using var content = new MemoryStream();
                await found.ResponseStream.CopyToAsync(content);
                return content.ToArray();
            })
            : null;

    public Task WriteAsync(string name, byte[] content) => WithClientAsync(client => client.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = Bucket,
            Key = name,
            InputStream = new MemoryStream(content),
            UseChunkEncoding = false,
        }));

    public Task DeleteAsync(string name) => WithClientAsync(client => client.DeleteObjectAsync(Bucket, name));

    protected override TimeSpan Patience => TimeSpan.Zero;

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new HttpClient();
            return (await client.GetAsync(new Uri(Endpoint))).StatusCode != HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    protected override ProcessCommand Command() => new("/usr/bin/python3",
        Path.Combine(AppContext.BaseDirectory, "Documents/swift-server.py"), Directory, $"{port}", AccessKey, Password);

    private async Task<T> WithClientAsync<T>(Func<AmazonS3Client, Task<T>> use)
    {
        using var client = new AmazonS3Client(new BasicAWSCredentials(AccessKey, Password), new AmazonS3Config
        {
            ServiceURL = Endpoint,
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        });
        return await use(client);
    }
}
