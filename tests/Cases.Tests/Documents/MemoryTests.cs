using System.Net;
using ComplaintsPlatform.Cases.Documents;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>What is measured alone: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MeasuredAlone;

[Collection(nameof(MemoryTests))]
public sealed class MemoryOnDiskTests(CasesFixture cases) : MemoryTests(cases);

[Collection(nameof(MemoryTests))]
public sealed class MemoryInS3Tests(S3Cases cases) : MemoryTests(cases.Cases), IClassFixture<S3Cases>;

public abstract class MemoryTests(CasesFixture cases)
{
    [Fact]
    public async Task memory_stays_flat_while_four_large_documents_come_at_once()
    {
        var id = await cases.OpenedComplaint();
        // Not the factory's own client, which keeps each body in case that it is redirected.
        using var officer = new HttpClient(cases.Service.Services.GetRequiredService<IServer>()
            .ShouldBeOfType<TestServer>().CreateHandler());
        officer.BaseAddress = cases.Officer.BaseAddress;
        officer.DefaultRequestHeaders.Authorization = cases.Officer.DefaultRequestHeaders.Authorization;
        await SendAsync(new LongText(1000));
        // What is alive, at every megabyte of 80: a document that is held as a whole anywhere would be 20 more.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, turn) = (0L, new Lock());
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => SendAsync(new LongText(DocumentVault.MostBytes, each: Measure))));
        most.ShouldBeInRange(1, before + (12 << 20));

        async Task SendAsync(LongText content)
        {
            using var form = Files.Form(content, "long.txt");
            (await officer.PostAsync($"/api/complaints/{id}/documents", form)).StatusCode
                .ShouldBe(HttpStatusCode.Created);
        }

        void Measure()
        {
            lock (turn) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }
    }
}
