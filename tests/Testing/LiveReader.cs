using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Shouldly;

namespace ComplaintsPlatform.Testing;

/// <summary>Reads an answer that goes on (server-sent events).</summary>
public sealed class LiveReader : IAsyncDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly IAsyncEnumerator<SseItem<string>> items;
    private readonly CancellationTokenSource limit;

    private LiveReader(HttpResponseMessage answer, Stream stream, TimeSpan limit)
    {
        (this.answer, this.limit) = (answer, new CancellationTokenSource(limit));
        items = SseParser.Create(stream).EnumerateAsync(this.limit.Token).GetAsyncEnumerator(this.limit.Token);
    }

    /// <summary>The position that was told last.</summary>
    public long Position { get; private set; }

    /// <summary>Begins to read; returns when the service has begun to tell.</summary>
    /// <param name="client">Who reads.</param>
    /// <param name="address">What.</param>
    /// <param name="after">The last position that was read, as a browser says it when it comes back.</param>
    /// <param name="limit">How long it is read at most; a minute unless said.</param>
    public static async Task<LiveReader> OpenAsync(
        HttpClient client, string address, long? after = null, TimeSpan? limit = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (after is { } last) request.Headers.Add("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{address}: {(int)answer.StatusCode}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var reader = new LiveReader(answer, await answer.Content.ReadAsStreamAsync(), limit ?? TimeSpan.FromMinutes(1));
        (await reader.AnyAsync())!.Value.EventType.ShouldBe("position");
        return reader;
    }

    /// <summary>The next change, without what tells the position alone; null when the answer ended.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        while (await AnyAsync() is { } item)
            if (item.EventType == "message")
                return JsonSerializer.Deserialize<JsonElement>(item.Data);
        return null;
    }

    /// <summary>The next event of any type; null when the answer ended.</summary>
    public async Task<SseItem<string>?> AnyAsync()
    {
        try
        {
            if (!await items.MoveNextAsync()) return null;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return null;
        }

        Position = long.Parse(items.Current.EventId!, CultureInfo.InvariantCulture);
        return items.Current;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        answer.Dispose();
        await limit.CancelAsync();
        limit.Dispose();
    }
}
