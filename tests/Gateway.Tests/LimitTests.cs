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
