using System.Globalization;
using System.Net.Http.Headers;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The documents of a complaint.</summary>
internal sealed class Documents(GatewayClient gateway)
{
    public async Task<IReadOnlyList<DocumentDetails>> ListAsync(Guid id) =>
        (await gateway.SendAsync(Routes.ComplaintDocuments(id))).Documents;

    /// <summary>Null when the complaint has no such document.</summary>
    public async Task<DocumentDetails?> FindAsync(Guid id, Guid documentId) =>
        (await ListAsync(id)).FirstOrDefault(document => document.DocumentId == documentId);

    // The form by hand: a generated one knows no file that is read while it is sent, nor names of every script.
    public async Task<DocumentTaken> AddAsync(Guid id, IFormFile file, string? description, string? from)
    {
        using var form = new MultipartFormDataContent();
        if (!string.IsNullOrWhiteSpace(description)) form.Add(new StringContent(description), "description");
        if (from is not null) form.Add(new StringContent(from), "from");
        await using var read = file.OpenReadStream();
        using var content = new StreamContent(read);
        // A name of any script, quotes and ends of lines included, in one header.
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        { Name = "file", FileName = "file", FileNameStar = file.FileName };
        form.Add(content);
        return await gateway.SendAsync(Routes.AddDocument(id) with { Body = form });
    }

    public Task WithdrawAsync(Guid id, Guid documentId, string reason) =>
        gateway.SendAsync(Routes.WithdrawDocument(id, documentId, new() { Reason = reason }));

    public Task<HttpResponseMessage> OpenAsync(Guid id, Guid documentId) =>
        gateway.OpenAsync(Routes.DocumentContent(id, documentId));
}

internal sealed partial record DocumentDetails
{
    /// <summary>1.2 MB, 34 KB.</summary>
    public string SizeInWords => Size switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{Size} bytes"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{Size / 1024.0:0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Size / 1024.0 / 1024:0.0} MB"),
    };

    public string Status => Withdrawn is null ? Scan : "withdrawn";

    public string FromInWords => From == "resident" ? "the resident" : From == "staff" ? "staff" : "another system";
}
