using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>A span as it came over OTLP.</summary>
public sealed record Span(string Service, string Scope, string TraceId, string SpanId, string ParentId, string Name);

/// <summary>Receives OTLP over http/protobuf, and decodes as much of it as tests look at.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Span> spans = [];
    private readonly WebApplication app;

    public OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Address);
        app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            if (context.Request.Path == "/v1/traces") Decode(body.ToArray());
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
    }

    public string Address { get; } = $"http://127.0.0.1:{Ports.Free()}";

    public IReadOnlyList<Span> Trace(string traceId) => [.. spans.Where(span => span.TraceId == traceId)];

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // ExportTraceServiceRequest { 1: ResourceSpans { 1: Resource { 1: KeyValue }, 2: ScopeSpans { 1: Scope { 1: name },
    // 2: Span } } }
    private void Decode(ReadOnlyMemory<byte> request)
    {
        foreach (var resourceSpans in Messages(request, 1))
        {
            var service = Messages(resourceSpans, 1).SelectMany(resource => Messages(resource, 1))
                .Where(attribute => Text(attribute, 1) == "service.name")
                .Select(attribute => Text(Messages(attribute, 2).First(), 1)).FirstOrDefault("");
            foreach (var scopeSpans in Messages(resourceSpans, 2))
            {
                var scope = Messages(scopeSpans, 1).Select(found => Text(found, 1)).FirstOrDefault("");
                foreach (var span in Messages(scopeSpans, 2))
                    spans.Enqueue(new Span(service, scope, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5)));
            }
        }
    }

    private static string Text(ReadOnlyMemory<byte> message, int field) =>
        Messages(message, field).Select(value => Encoding.UTF8.GetString(value.Span)).FirstOrDefault("");

    private static string Hex(ReadOnlyMemory<byte> message, int field) =>
        Messages(message, field).Select(value => Convert.ToHexStringLower(value.Span)).FirstOrDefault("");

    /// <summary>The length-delimited values of one field: strings, bytes and messages look alike.</summary>
    private static List<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message.Span, ref at);
            switch (key & 7)
            {
                case 0:
                    Number(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Number(message.Span, ref at);
                    if ((int)(key >> 3) == field) found.Add(message.Slice(at, length));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7}");
            }
        }
        return found;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
