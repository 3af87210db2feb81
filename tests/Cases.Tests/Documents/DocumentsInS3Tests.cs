using System.Net;
using System.Text.Json;
using ComplaintsPlatform.Cases.Documents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>The service with its contents in a bucket.</summary>
public sealed class S3Cases : IAsyncLifetime
{
    public S3Cases() => Cases = new CasesFixture { Settings = S3.Settings };

    public CasesFixture Cases { get; }

    internal LocalS3 S3 { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await S3.StartWithBucketAsync();
        await Cases.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Cases.DisposeAsync();
        await S3.DisposeAsync();
    }
}

/// <summary>Contents as objects of a bucket, and what is special about that.</summary>
public sealed class DocumentsInS3Tests(S3Cases there) : DocumentApiTests(there.Cases), IClassFixture<S3Cases>
{
    private readonly CasesFixture cases = there.Cases;

    [Fact]
    public async Task a_wrong_secret_is_said_in_words_and_nothing_is_half_done()
    {
        var (id, content) = (await cases.OpenedComplaint(), Files.Note());
        var wrong = new Dictionary<string, string>(there.S3.Settings) { ["Documents:S3:SecretKey"] = "wrong" };
        await using (var replica = cases.Service.Replica(otherSettings: wrong))
        {
            var officer = replica.As(Sam.Id, Sam.Name, "complaints-officer");
            await ShouldBeProblem(await UploadAsync(officer, id, content),
                HttpStatusCode.ServiceUnavailable, "document-storage-unavailable");
            (await ReadyAsync(replica)).ShouldBe((HttpStatusCode.OK, "Degraded"));
            (await DocumentsAsync(officer, id)).ShouldBeEmpty();
            Directory.GetFiles(Path.Combine(replica.Documents, "incoming")).ShouldBeEmpty();
            (await there.S3.NamesAsync()).ShouldNotContain(name => name.Contains($"{id:N}"));
        }

        (await UploadAsync(cases.Officer, id, content)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await ReadyAsync(cases.Service)).ShouldBe((HttpStatusCode.OK, "Healthy"));
    }

    [Fact]
    public async Task a_bucket_that_is_not_there_is_not_a_lost_document()
    {
        var id = await cases.OpenedComplaint();
        (await UploadAsync(cases.Officer, id, Files.Note())).EnsureSuccessStatusCode();
        var document = (await DocumentsAsync(cases.Officer, id)).ShouldHaveSingleItem();
        var other = new Dictionary<string, string>(there.S3.Settings) { ["Documents:S3:Bucket"] = "never-made" };
        await using var replica = cases.Service.Replica(otherSettings: other);
        var officer = replica.As(Sam.Id, Sam.Name, "complaints-officer");
        await ShouldBeProblem(await officer.GetAsync(ContentOf(id, document)),
            HttpStatusCode.ServiceUnavailable, "document-storage-unavailable");
        await ShouldBeProblem(await UploadAsync(officer, id, Files.Note()),
            HttpStatusCode.ServiceUnavailable, "document-storage-unavailable");
        (await ReadyAsync(replica)).ShouldBe((HttpStatusCode.OK, "Degraded"));
    }

    [Fact]
    public async Task while_the_store_is_away_the_service_is_not_ready_and_afterwards_everything_is_there()
    {
        await using var s3 = new LocalS3();
        await s3.StartWithBucketAsync();
        await using var replica = cases.Service.Replica(otherSettings: s3.Settings);
        var (officer, id) = (replica.As(Sam.Id, Sam.Name, "complaints-officer"), await cases.OpenedComplaint());
        var (before, after) = (Files.Note(), Files.Note());
        (await UploadAsync(officer, id, before)).EnsureSuccessStatusCode();
        var document = (await DocumentsAsync(officer, id)).ShouldHaveSingleItem();

        await s3.KillAsync();
        (await ReadyAsync(replica)).ShouldBe((HttpStatusCode.OK, "Degraded"));
        (await replica.Anonymous().GetAsync("/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await officer.GetAsync(ContentOf(id, document)),
            HttpStatusCode.ServiceUnavailable, "document-storage-unavailable");
        await ShouldBeProblem(await UploadAsync(officer, id, after),
            HttpStatusCode.ServiceUnavailable, "document-storage-unavailable");
        (await DocumentsAsync(officer, id)).Count.ShouldBe(1);

        await s3.StartAsync();
        (await ReadyAsync(replica)).ShouldBe((HttpStatusCode.OK, "Healthy"));
        (await officer.GetByteArrayAsync(ContentOf(id, document))).ShouldBe(before);
        (await UploadAsync(officer, id, after)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task files_that_were_copied_under_their_paths_are_the_documents_that_they_were()
    {
        await using var onDisk = cases.Service.Replica(otherSettings: new Dictionary<string, string>());
        var (officer, id) = (onDisk.As(Sam.Id, Sam.Name, "complaints-officer"), await cases.OpenedComplaint());
        var content = Files.Note();
        (await UploadAsync(officer, id, content)).EnsureSuccessStatusCode();
        var document = (await DocumentsAsync(officer, id)).ShouldHaveSingleItem();
        await ShouldBeProblem(await cases.Officer.GetAsync(ContentOf(id, document)),
            HttpStatusCode.ServiceUnavailable, "document-content-missing");

        var contents = new DirectoryInfo(Path.Combine(onDisk.Documents, "contents"));
        foreach (var file in contents.GetFiles("*", SearchOption.AllDirectories))
            await there.S3.WriteAsync(
                Path.GetRelativePath(onDisk.Documents, file.FullName), await File.ReadAllBytesAsync(file.FullName));
        (await cases.Officer.GetByteArrayAsync(ContentOf(id, document))).ShouldBe(content);
    }

    [Fact]
    public async Task what_turns_out_to_be_infected_is_moved_into_quarantine_at_once_or_after_an_outage()
    {
        await using var clamd = new LocalClamd();
        await using var s3 = new LocalS3();
        await s3.StartWithBucketAsync();
        var (scanner, faults) = (new Clamd(clamd.Address, NullLogger<Clamd>.Instance), new CountedFaults());
        await using var scanned = new CasesFixture
        {
            Settings = s3.Settings,
            Instead = services => services.AddSingleton<IMalwareScanner>(scanner)
                .AddSingleton<ILogger<S3Contents>>(faults),
        };
        await scanned.InitializeAsync();
        var id = await scanned.OpenedComplaint();
        (await UploadAsync(scanned.Officer, id, Files.Note(LocalClamd.Malware))).StatusCode
            .ShouldBe(HttpStatusCode.Created);
        (await s3.NamesAsync()).ShouldHaveSingleItem().ShouldStartWith("contents/");

        // Away for longer than a message is tried for that can never be handled.
        await s3.KillAsync();
        await clamd.StartAsync();
        await Eventually.IsSoAsync(() => Task.FromResult(faults.Count > 5), "It was not tried again.");
        await s3.StartAsync();
        await Eventually.IsSoAsync(
            async () => (await DocumentsAsync(scanned.Officer, id)).Single().GetProperty("scan").GetString()
                == "infected",
            "What waited was not scanned.", TimeSpan.FromMinutes(2));
        (await s3.NamesAsync()).ShouldHaveSingleItem().ShouldStartWith("quarantine/");
        await ShouldBeProblem(
            await scanned.Officer.GetAsync(ContentOf(id, (await DocumentsAsync(scanned.Officer, id)).Single())),
            HttpStatusCode.Conflict, "document-in-quarantine");

        (await UploadAsync(scanned.Officer, id, Files.Note(LocalClamd.Malware))).StatusCode
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        var all = await s3.NamesAsync();
        (all.Count, all.Count(name => name.StartsWith("quarantine/", StringComparison.Ordinal))).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData("Documents:S3:Bucket", "Documents__S3__Bucket")]
    [InlineData("Documents:S3:SecretKey", "Documents__S3__SecretKey")]
    public void a_store_that_is_half_set_up_ends_the_start_by_name(string without, string named) =>
        Should.Throw<InvalidOperationException>(() => cases.Service.Replica(
            otherSettings: there.S3.Settings.Where(setting => setting.Key != without).ToDictionary()))
            .Message.ShouldContain(named);

    private protected override Task<byte[]?> StoredAsync(string name) => there.S3.ReadAsync(name);

    private protected override Task StoreAsync(string name, byte[] content) => there.S3.WriteAsync(name, content);

    private protected override Task LoseAsync(string name) => there.S3.DeleteAsync(name);

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, Guid id, byte[] content)
    {
        using var form = Files.Form(content);
        return await client.PostAsync($"/api/complaints/{id}/documents", form);
    }

    private static async Task<IReadOnlyList<JsonElement>> DocumentsAsync(HttpClient client, Guid id) =>
        [.. (await Json(await client.GetAsync($"/api/complaints/{id}/documents"))).GetProperty("documents")
            .EnumerateArray()];

    // What an orchestrator asks before it lets requests in.
    private static async Task<(HttpStatusCode, string?)> ReadyAsync(RunningService<Program> service)
    {
        var answer = await service.Anonymous().GetAsync("/health");
        return (answer.StatusCode,
            (await Json(answer)).GetProperty("checks").GetProperty("documents").GetString());
    }

    private sealed class CountedFaults : ILogger<S3Contents>
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref count);
    }
}
