using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

/// <summary>An answer that goes on: what it tells, when it beats, and what ends it.</summary>
public sealed class LiveAnswerTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Signal signal = new();
    private readonly List<(long Position, object What)> all = [];
    private TestAuthority authority = null!;
    private WebApplication app = null!;
    private HttpClient client = null!;
    private long reached;

    public async ValueTask InitializeAsync()
    {
        authority = await TestAuthority.StartAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        { ["Authentication:Authority"] = authority.Url });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddServiceDefaults("live");
        app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/live", (long? after, HttpContext context) => LiveAnswer.WriteAsync(
            context, LiveAnswer.After(context, after) ?? 0, ReadAsync, () => signal.Next)).RequireRoles("officer");
        await app.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = Token();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await authority.DisposeAsync();
    }

    [Fact]
    public async Task what_is_new_is_told_and_each_quarter_of_a_minute_how_far_it_is()
    {
        Say(1, "before");
        await using var reader = await LiveReader.OpenAsync(client, "/live", after: 1);
        Say(2, "a line\nand another");
        (await reader.NextAsync())!.Value.GetString().ShouldBe("a line\nand another");
        reader.Position.ShouldBe(2);
        // It moves on, with nothing for this reader: that shows in nothing before the beat.
        Interlocked.Exchange(ref reached, 5);
        signal.Raise();
        // A beat that falls due before it has looked says the place before.
        for (var beats = 0; beats < 3 && reader.Position == 2; beats++)
        {
            var beat = await WhenTimePassesAsync(reader.AnyAsync(), TimeSpan.FromSeconds(15));
            beat!.Value.EventType.ShouldBe("position");
        }

        reader.Position.ShouldBe(5);
    }

    [Fact]
    public async Task who_reads_eight_is_refused_a_ninth_until_one_is_closed()
    {
        var readers = new List<LiveReader>();
        for (var number = 0; number < 8; number++) readers.Add(await LiveReader.OpenAsync(client, "/live"));
        using var refused = await client.GetAsync("/live", TestContext.Current.CancellationToken);
        await refused.ShouldBeProblemAsync(429, "too-many-live-answers");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        await readers[0].DisposeAsync();
        readers.RemoveAt(0);
        await Eventually.IsSoAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return answer.StatusCode == HttpStatusCode.OK;
        }, "A closed answer still counts.");
        foreach (var reader in readers) await reader.DisposeAsync();
    }

    [Fact]
    public async Task it_ends_with_the_token()
    {
        var claims = authority.Claims(TinyService.Somebody.ToString(), "Olive Officer", "officer");
        claims["exp"] = (long)claims["iat"] + 60;
        client.DefaultRequestHeaders.Authorization = new("Bearer", authority.Sign(claims));
        await using var reader = await LiveReader.OpenAsync(client, "/live");
        (await WhenTimePassesAsync(reader.NextAsync(), TimeSpan.FromSeconds(15))).ShouldBeNull();
    }

    [Fact]
    public async Task it_ends_when_its_user_was_changed()
    {
        await using var reader = await LiveReader.OpenAsync(client, "/live");
        authority.Change(TinyService.Somebody, version: 2);
        // The list of who was changed is read every ten seconds; then the next beat is the last.
        await Eventually.IsSoAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            using var answer = await client.GetAsync("/nothing");
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        }, "The user is not known to be changed.");
        (await WhenTimePassesAsync(reader.NextAsync(), TimeSpan.FromSeconds(15))).ShouldBeNull();
        await (await client.GetAsync("/live", TestContext.Current.CancellationToken))
            .ShouldBeProblemAsync(401, "token-outdated");
    }

    [Fact]
    public async Task it_ends_with_the_service()
    {
        await using var reader = await LiveReader.OpenAsync(client, "/live");
        await app.StopAsync(TestContext.Current.CancellationToken);
        (await reader.NextAsync()).ShouldBeNull();
    }

    private AuthenticationHeaderValue Token() =>
        new("Bearer", authority.TokenFor(TinyService.Somebody, "Olive Officer", "officer"));

    private void Say(long position, string what)
    {
        lock (all) all.Add((position, what));
        Interlocked.Exchange(ref reached, position);
        signal.Raise();
    }

    private Task<LiveNews> ReadAsync(long after, CancellationToken ct)
    {
        lock (all)
            return Task.FromResult(new LiveNews(
                [.. all.Where(one => one.Position > after)], Math.Max(after, Interlocked.Read(ref reached))));
    }

    // The answer may only now begin to wait for the clock.
    private async Task<T> WhenTimePassesAsync<T>(Task<T> next, TimeSpan step)
    {
        await Eventually.IsSoAsync(() =>
        {
            time.Advance(step);
            return Task.FromResult(next.IsCompleted);
        }, "Nothing comes, however long one waits.");
        return await next;
    }
}
