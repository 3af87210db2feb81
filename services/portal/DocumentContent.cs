using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal;

/// <summary>What is in a document, passed on from the gateway while it comes, from our own origin and locked
/// up.</summary>
internal static class DocumentContent
{
    // A PDF is shown by the browser's own viewer, which a sandbox would keep out.
    private const string Sandbox = "default-src 'none'; sandbox";
    private const string Viewer = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
        + "frame-ancestors 'none'";

    /// <summary><c>/complaints/{id}/documents/{documentId}/content</c>, with <c>?download=true</c> as a file.</summary>
    public static void MapDocumentContent(this IEndpointRouteBuilder app) => app
        .MapGet("/complaints/{id:guid}/documents/{documentId:guid}/content", PassOnAsync)
        .RequireAuthorization(Access.AtWork);

    /// <summary><c>/complaints/{id}/letters/{letterId}/document</c>: the PDF of a letter.</summary>
    public static void MapLetterContent(this IEndpointRouteBuilder app) => app
        .MapGet("/complaints/{id:guid}/letters/{letterId:guid}/document", async (
            Guid id, Guid letterId, bool? download, Letters letters, HttpContext context) =>
        {
            using var answer = await letters.OpenAsync(id, letterId);
            await CopyAsync(answer, download, context);
        })
        .RequireAuthorization(Access.Read);

    private static async Task PassOnAsync(
        Guid id, Guid documentId, bool? download, Documents documents, HttpContext context)
    {
        using var answer = await documents.OpenAsync(id, documentId);
        await CopyAsync(answer, download, context);
    }

    private static async Task CopyAsync(HttpResponseMessage answer, bool? download, HttpContext context)
    {
        var (response, from) = (context.Response, answer.Content.Headers);
        response.ContentType = from.ContentType?.ToString();
        response.ContentLength = from.ContentLength;
        var disposition = from.ContentDisposition;
        if (download is true && disposition is not null) disposition.DispositionType = "attachment";
        response.Headers.ContentDisposition = disposition?.ToString();
        response.Headers.ContentSecurityPolicy = from.ContentType?.MediaType == "application/pdf" ? Viewer : Sandbox;
        await answer.Content.CopyToAsync(response.Body, context.RequestAborted);
    }
}
