using System.Text;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>
/// What an upload brought: <c>multipart/form-data</c> with one <c>file</c>, and <c>documentId</c>, <c>description</c>
/// and <c>from</c> in any order, as a browser's form, curl and every HTTP library send it. The file is passed on while
/// it comes.
/// </summary>
/// <param name="DocumentId">The client's own id, that makes a repeat the same document.</param>
/// <param name="Description">What it shows.</param>
/// <param name="From">Whom it comes from, as far as the client says.</param>
/// <param name="GivenName">Its name as it was sent.</param>
/// <param name="Content">Where it lies, and what it is.</param>
/// <param name="Verdict">What the scanner says.</param>
public sealed record UploadedFile(
    Guid? DocumentId, string? Description, string? From, string? GivenName, IncomingContent Content,
    ScanVerdict Verdict)
{
    private const int MostFields = 10, MostText = 2000, Overhead = 64 * 1024;

    /// <summary>Takes it in and has it scanned. When a lost race runs the verb again, it is here already.</summary>
    /// <exception cref="ProblemException">It is too large (413) or of a type that is not taken (415); the body is no
    /// form (400, 415).</exception>
    /// <returns>The file, or what is wrong with the fields.</returns>
    public static async Task<(UploadedFile? File, IResult? NotValid)> ReadAsync(
        HttpContext context, Guid complaintId, DocumentVault vault, IMalwareScanner scanner)
    {
        if (context.Items[typeof(UploadedFile)] is UploadedFile read) return (read, null);
        if (context.Request.ContentLength > DocumentVault.MostBytes + Overhead) throw TooLarge();
        var fields = new Dictionary<string, string>();
        var files = new List<(string? Name, IncomingContent Content)>();
        try
        {
            await ReadPartsAsync(context, complaintId, vault, fields, files);
            var errors = Check(fields, files);
            if (errors.Count > 0)
            {
                foreach (var file in files) await vault.DropAsync(file.Content);
                return (null, Api.NotValid(errors));
            }

            var (name, content) = files[0];
            if (content.Type is null) throw TypeNotTaken();
            var verdict = await scanner.ScanAsync(
                vault.ReadAsync(content, context.RequestAborted), context.RequestAborted);
            var uploaded = new UploadedFile(
                fields.TryGetValue("documentId", out var id) ? Guid.Parse(id) : null,
                Clean.Shows(fields.GetValueOrDefault("description")) ? Clean.Line(fields["description"]) : null,
                fields.GetValueOrDefault("from"), name, content, verdict);
            context.Items[typeof(UploadedFile)] = uploaded;
            return (uploaded, null);
        }
        catch
        {
            foreach (var file in files) await vault.DropAsync(file.Content);
            throw;
        }
    }

    private static async Task ReadPartsAsync(
        HttpContext context, Guid complaintId, DocumentVault vault, Dictionary<string, string> fields,
        List<(string? Name, IncomingContent Content)> files)
    {
        var reader = new MultipartReader(BoundaryOf(context.Request), context.Request.Body);
        try
        {
            for (var count = 0; await reader.ReadNextSectionAsync(context.RequestAborted) is { } part; count++)
            {
                if (count == MostFields) throw Malformed();
                var isKnown = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition);
                var field = isKnown ? HeaderUtilities.RemoveQuotes(disposition!.Name).ToString() : "";
                if (isKnown && disposition!.IsFileDisposition() && field == "file" && files.Count < 2)
                    files.Add((part.AsFileSection()!.FileName,
                        await vault.ReceiveAsync(complaintId, part.Body, context.RequestAborted)));
                else if (field is "documentId" or "description" or "from")
                    fields[field] = await TextAsync(part.Body, context.RequestAborted);
            }
        }
        catch (ContentTooLargeException)
        {
            throw TooLarge();
        }
        catch (Exception broken) when (broken is InvalidDataException
            || (broken is IOException and not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested
                && broken.Message.Contains("end of Stream", StringComparison.OrdinalIgnoreCase)))
        {
            throw Malformed();
        }
    }

    private static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary
            ? boundary.ToString()
            : throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "multipart-expected",
                "Send multipart/form-data with one file under the name file, as a form in a browser does.");

    private static async Task<string> TextAsync(Stream body, CancellationToken ct)
    {
        var text = new byte[MostText];
        var length = await body.ReadAtLeastAsync(text, MostText, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(text, 0, length).Trim();
    }

    private static Dictionary<string, string[]> Check(
        Dictionary<string, string> fields, List<(string? Name, IncomingContent Content)> files)
    {
        var errors = new Dictionary<string, string[]>();
        if (files.Count == 0) errors["file"] = ["Choose a file."];
        else if (files.Count > 1) errors["file"] = ["Send one file at a time."];
        else if (files[0].Content.Size == 0) errors["file"] = ["The file is empty. Choose it again."];
        if (fields.TryGetValue("documentId", out var id) && (!Guid.TryParse(id, out var read) || read == Guid.Empty))
            errors["documentId"] = ["Give a UUID of your own, version 7 if you can, or none."];
        if (fields.GetValueOrDefault("description") is { Length: > 200 })
            errors["description"] = ["At most 200 characters are taken."];
        if (fields.TryGetValue("from", out var from) && !DocumentSource.All.Contains(from))
            errors["from"] = [$"Must be one of: {string.Join(", ", DocumentSource.All)}."];
        return errors;
    }

    private static ProblemException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "document-too-large",
        "The file is larger than 20 MB. Send a smaller one, or its parts one by one.");

    private static ProblemException TypeNotTaken() => new(StatusCodes.Status415UnsupportedMediaType,
        "document-type-not-taken",
        "The content of the file is none of the kinds that are taken, whatever it is called: PDF, images (JPEG, PNG, "
        + "GIF, WebP, HEIC, TIFF), Word, Excel and OpenDocument without macros, plain text, email, MP4, MP3.");

    private static ProblemException Malformed() => new(StatusCodes.Status400BadRequest, "multipart-malformed",
        "The form breaks off or cannot be read. Send it again, with one file.");
}
