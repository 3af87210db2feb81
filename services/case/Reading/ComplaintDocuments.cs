using ComplaintsPlatform.Cases.Documents;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Microsoft.Net.Http.Headers;

namespace ComplaintsPlatform.Cases.Reading;

// The documents of a complaint, folded from its stream, and their contents. A content is offered when it is scanned (or
// when nothing scans) and not withdrawn, by the type that was found in it, in a sandbox, and never for a browser to
// guess at.
internal static class ComplaintDocumentsEndpoint
{
    public static void Map(IEndpointRouteBuilder complaints)
    {
        complaints.MapGet("/{complaintId:guid}/documents", List)
            .Shows("documents")
            .RequireRoles(Roles.Reading)
            .WithName("ComplaintDocuments").WithTags("Documents")
            .WithSummary("The documents of a complaint, those included that were withdrawn")
            .Produces<DocumentList>();
        // Whoever may not read complaints opens the documents that a task of theirs shows.
        complaints.MapGet("/{complaintId:guid}/documents/{documentId:guid}/content", Content)
            .Shows("document")
            .RequireRoles(Roles.AtWork)
            .WithName("DocumentContent").WithTags("Documents")
            .WithSummary("What is in a document")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    private static async Task<IResult> List(Guid complaintId, IQuerySession session, CancellationToken ct)
    {
        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        return Api.Answer(IsOpened(events)
            ? new DocumentList(complaintId, DocumentDetails.Of(events))
            : null, events.Count);
    }

    private static bool IsOpened(IReadOnlyList<IEvent> events) => ComplaintDetails.Of(events) is not null;

    private static async Task<IResult> Content(
        Guid complaintId, Guid documentId, IQuerySession session, DocumentVault vault, HttpContext context,
        Actor actor, CancellationToken ct)
    {
        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        var document = IsOpened(events) && (actor.Reads() || ComplaintTasks.ShowsDocuments(events, actor))
            ? DocumentDetails.Of(events).FirstOrDefault(document => document.DocumentId == documentId)
            : null;
        switch (document)
        {
            case null:
                return Api.Answer<object>(null, 0);
            case { Withdrawn: not null }:
                return Api.Problem(StatusCodes.Status410Gone, "document-withdrawn",
                    "The document was withdrawn. The list of documents says by whom and why.");
            case { Scan: ScanState.Infected }:
                return Api.Problem(StatusCodes.Status409Conflict, "document-in-quarantine",
                    "The scanner found malware in this document. It is kept in quarantine, and nobody can open it.");
            case { Scan: ScanState.Waiting }:
                return Api.Problem(StatusCodes.Status409Conflict, "document-not-scanned-yet",
                    "The document waits for the malware scanner. Try again in a few minutes.");
        }

        if (await vault.FindAsync(complaintId, document.Sha256, ct) is not { } content)
            return Api.Problem(StatusCodes.Status503ServiceUnavailable, "document-content-missing",
                "The content is not where it should be. Tell the operations engineers: the storage may be away.");
        var parts = content.GetAsyncEnumerator(ct);
        context.Response.RegisterForDisposeAsync(parts);
        try
        {
            // The first part says whether it can be read at all, while there is still another answer.
            await parts.MoveNextAsync();
        }
        catch (ContentErasedException)
        {
            return Api.Problem(StatusCodes.Status410Gone, "document-erased",
                "The content cannot be read any more: the key of this complaint was erased.");
        }

        return new ContentAnswer(document, parts);
    }

    private sealed class ContentAnswer(DocumentDetails document, IAsyncEnumerator<ReadOnlyMemory<byte>> parts) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            var disposition = new ContentDispositionHeaderValue(
                document.Preview == Preview.None ? "attachment" : "inline");
            disposition.SetHttpFileName(document.Name);
            response.ContentType = document.Type == "text/plain" ? "text/plain; charset=utf-8" : document.Type;
            response.ContentLength = document.Size;
            response.Headers.ContentDisposition = disposition.ToString();
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            response.Headers.CacheControl = "private, no-store";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            do
                await response.Body.WriteAsync(parts.Current, httpContext.RequestAborted);
            while (await parts.MoveNextAsync());
        }
    }
}

internal sealed record DocumentList(Guid ComplaintId, IReadOnlyList<DocumentDetails> Documents);

/// <summary>A document as a person reads it; <c>By</c> is who added it, <c>From</c> whom it comes from.</summary>
internal sealed record DocumentDetails(
    Guid DocumentId, string Name, string Type, string TypeName, Preview Preview, long Size, string Sha256,
    string? Description, string From, string? By, DateTimeOffset AddedAt, string Scan, string? Threat,
    WithdrawalDetails? Withdrawn)
{
    public bool CanBeOpened => Withdrawn is null && Scan is ScanState.Clean or ScanState.NotScanned;

    public static IReadOnlyList<DocumentDetails> Of(IReadOnlyList<IEvent> events)
    {
        var all = new Dictionary<Guid, DocumentDetails>();
        foreach (var e in events)
            if (e.Data is DocumentAdded added)
            {
                var type = DocumentTypes.All.FirstOrDefault(type => type.MediaType == added.Type);
                all[added.DocumentId] = new DocumentDetails(
                    added.DocumentId, added.Name, added.Type, type?.Name ?? added.Type, type?.Preview ?? Preview.None,
                    added.Size, added.Sha256, added.Description, added.From, e.ByWhom(), e.Timestamp, added.Scan,
                    added.Threat, null);
            }
            else if (e.Data is DocumentScanned scanned)
                all[scanned.DocumentId] =
                    all[scanned.DocumentId] with { Scan = scanned.Scan, Threat = scanned.Threat };
            else if (e.Data is DocumentWithdrawn withdrawn)
                all[withdrawn.DocumentId] = all[withdrawn.DocumentId] with
                { Withdrawn = new WithdrawalDetails(e.ByWhom(), e.Timestamp, withdrawn.Reason) };
        return [.. all.Values];
    }
}

internal sealed record WithdrawalDetails(string? By, DateTimeOffset At, string Reason);
