using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComplaintsPlatform.Correspondence;

// The PDF of a letter: of one that was issued the kept one, byte for byte; of a draft, or of a letter that goes by
// email, as it would be printed now.
internal static class ShowDocument
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/complaints/{complaintId:guid}/letters/{letterId:guid}/document", Read)
        .Shows("letter-document")
        .RequireRoles(Roles.Reading)
        .WithName("LetterDocument")
        .WithSummary("The PDF of a letter; of a draft as it would be printed now")
        .Produces(StatusCodes.Status200OK, contentType: "application/pdf");

    private static async Task<IResult> Read(
        Guid complaintId, Guid letterId, IQuerySession session, LetterDocuments documents, LetterPdf pdf,
        LetterDesk desk, HttpContext http, CancellationToken ct)
    {
        var letter = await session.Events.AggregateStreamAsync<Letter>(letterId, token: ct);
        if (letter?.ComplaintId != complaintId) return Api.Answer<object>(null, 0);
        if (await documents.FindAsync(letterId, ct) is { } kept)
            return kept.Length > 0
                ? Pdf(kept, letter.Copy.Reference, http)
                : Api.Problem(StatusCodes.Status410Gone, "document-erased",
                    "The content cannot be read any more: the key of this person was erased.");
        if (letter.HasCopy)
            return Pdf(
                await pdf.PrintAsync(letter.Copy, letter.Copy.Body, letter.Draft?.Issued?.IssuedOn ?? desk.Today, ct),
                letter.Copy.Reference, http);
        var (facts, written, _) = await desk.PrepareAsync(letter.Draft!, session, ct);
        var resident = facts.Case.Resident;
        var to = letter.Draft!.Text.To;
        return Pdf(await pdf.PrintAsync(
            new LetterDrafted(
                letterId, complaintId, complaintId, facts.Case.Reference, letter.Draft.Kind, written.Template,
                LetterForm.Letter, LetterTemplate.OneLine(to?.Name ?? resident?.Name ?? ""), null,
                to is null ? resident?.PostalAddress : to.PostalAddress, written.Subject, written.Body, ""),
            written.Marked, desk.Today, ct), facts.Case.Reference, http);
    }

    private static FileContentHttpResult Pdf(byte[] document, string reference, HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{reference}.pdf\"";
        return TypedResults.Bytes(document, "application/pdf");
    }
}
