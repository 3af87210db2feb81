using System.Net;
namespace ComplaintsPlatform.Gateway.Tests;

public sealed class LimitTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task a_body_of_21_MB_is_413() =>
        await (await gateway.SendAsync(HttpMethod.Post, "/api/complaints",
            content: new ByteArrayContent(new byte[21 * 1024 * 1024]))).ShouldBeProblemAsync(413, "body-too-large");

    [Fact]
    public async Task a_body_of_2_MB_is_413_and_the_connection_goes_on()
    {
        await (await gateway.SendAsync(HttpMethod.Post, "/api/complaints",
            content: new ByteArrayContent(new byte[2 * 1024 * 1024]))).ShouldBeProblemAsync(413, "body-too-large");
        var answer = await gateway.SendAsync(
            HttpMethod.Post, "/api/complaints", content: new ByteArrayContent(new byte[1024 * 1024]));
        (await answer.JsonAsync()).GetProperty("bytes").GetInt64().ShouldBe(1024 * 1024);
    }

    [Fact]
    public async Task a_body_that_does_not_say_how_long_it_is_ends_at_the_limit()
    {
        var status = 0;
        try
        {
            using var content = new Untold(3 * 1024 * 1024);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/complaints") { Content = content };
            request.Headers.TransferEncodingChunked = true;
            request.Headers.Authorization =
                new("Bearer", gateway.Authority.TokenFor(Guid.CreateVersion7(), "Olive", "complaints-officer"));
            status = (int)(await gateway.Client.SendAsync(request)).StatusCode;
        }
        catch (HttpRequestException)
        {
            // The gateway may close the connection while the client is still sending.
            status = 413;
        }
        status.ShouldBe(413);
    }

    [Fact]
    public async Task too_many_requests_are_429_for_that_user_only()
    {
        using var limited = await gateway.StartGatewayAsync(("RateLimits:PerUser", "5"));
        HttpResponseMessage answer = null!;
        for (var i = 0; i < 6; i++) answer = await gateway.SendAsync(HttpMethod.Get, "/api/people", client: limited);
        await answer.ShouldBeProblemAsync(429, "too-many-requests");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);

        using var other = new HttpRequestMessage(HttpMethod.Get, "/api/people");
        other.Headers.Authorization =
            new("Bearer", gateway.Authority.TokenFor(Guid.CreateVersion7(), "Oscar", "complaints-officer"));
        (await limited.SendAsync(other)).IsSuccessStatusCode.ShouldBeTrue();
        (await limited.GetAsync("/health")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task too_many_requests_without_a_token_are_429_by_address()
    {
        using var limited = await gateway.StartGatewayAsync(("RateLimits:PerAddress", "3"));
        HttpResponseMessage answer = null!;
        for (var i = 0; i < 4; i++) answer =
            await gateway.SendAsync(HttpMethod.Get, "/api/people", role: null, client: limited);
        await answer.ShouldBeProblemAsync(429, "too-many-requests");
    }

    [Fact]
    public async Task whoever_chats_without_a_token_begins_and_says_so_much_by_address()
    {
        using var limited = await gateway.StartGatewayAsync(
            ("RateLimits:NewChatsPerAddress", "2"), ("RateLimits:ChatMessagesPerAddress", "3"),
            ("TrustedProxies:0", "127.0.0.0/8"), ("TrustedProxies:1", "::1/128"));
        var chat = $"/api/chats/{Guid.CreateVersion7()}";
        foreach (var (path, count) in new[] { ("/api/chats", 2), ($"{chat}/write", 3) })
        {
            for (var i = 0; i < count; i++)
                (await ChatAsync(limited, path, "192.0.2.7")).IsSuccessStatusCode.ShouldBeTrue();
            await (await ChatAsync(limited, path, "192.0.2.7")).ShouldBeProblemAsync(429, "too-many-requests");
            // Another address, and reading, are not concerned.
            (await ChatAsync(limited, path, "192.0.2.8")).IsSuccessStatusCode.ShouldBeTrue();
        }

        (await gateway.SendAsync(HttpMethod.Get, chat, role: null, client: limited)).IsSuccessStatusCode.ShouldBeTrue();
        // Whoever has one address of a network of IPv6 has all of them.
        foreach (var address in new[] { "2001:db8:1:2::3", "2001:db8:1:2::4" })
            (await ChatAsync(limited, "/api/chats", address)).IsSuccessStatusCode.ShouldBeTrue();
        await (await ChatAsync(limited, "/api/chats", "2001:db8:1:2::5"))
            .ShouldBeProblemAsync(429, "too-many-requests");
    }

    [Fact]
    public async Task a_stranger_s_word_for_an_address_is_not_taken()
    {
        using var limited = await gateway.StartGatewayAsync(("RateLimits:NewChatsPerAddress", "2"));
        foreach (var address in new[] { "192.0.2.1", "192.0.2.2" }) await ChatAsync(limited, "/api/chats", address);
        await (await ChatAsync(limited, "/api/chats", "192.0.2.3")).ShouldBeProblemAsync(429, "too-many-requests");
    }

    [Fact]
    public async Task what_is_sent_to_a_chat_is_small() =>
        await (await gateway.SendAsync(HttpMethod.Post, "/api/chats", role: null,
            content: new ByteArrayContent(new byte[70 * 1024]))).ShouldBeProblemAsync(413, "body-too-large");

    private static async Task<HttpResponseMessage> ChatAsync(HttpClient client, string path, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("X-Forwarded-For", address);
        return await client.SendAsync(request);
    }

    [Fact]
    public async Task a_service_that_cannot_be_reached_is_503_with_a_way_on()
    {
        var answer = await gateway.SendAsync(HttpMethod.Get, "/api/reports/counts");
        await answer.ShouldBeProblemAsync(503, "service-unreachable");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain("reporting");
    }

    /// <summary>So many bytes, length not told.</summary>
    private sealed class Untold(int length) : HttpContent
    {
        protected override bool TryComputeLength(out long told)
        {
            told = 0;
            return false;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[64 * 1024];
            for (var left = length; left > 0; left -= piece.Length) await stream.WriteAsync(
                piece.AsMemory(0, Math.Min(piece.Length, left)));
        }
    }
}
