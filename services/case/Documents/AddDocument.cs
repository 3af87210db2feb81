using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Microsoft.AspNetCore.Mvc;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>Whom a document comes from; the words are stored for ever.</summary>
public static class DocumentSource
{
#pragma warning disable CS1591 // each name is the word
    public const string Resident = "resident";
    public const string Staff = "staff";
    public const string Module = "module";
#pragma warning restore CS1591

    /// <summary>Every one.</summary>
    public static readonly string[] All = [Resident, Staff, Module];
}

// A document is added to a complaint, in any state of it: photographs, letters, email, recordings. Kept as it came,
// with all that a camera writes into it, since it may be evidence; its type is told from its content and its name is
// cleaned. Sent again (the same documentId, or the same content) it is the same document. What is infected is recorded,
// kept in quarantine and never offered; what could not be scanned waits. Whoever captures complaints may; no If-Match,
// since it overwrites nobody's work.
public static class AddDocumentEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        UploadedFile file, Complaint state, Guid documentId, IReadOnlyList<string> roles)
    {
        if (state.Documents.TryGetValue(documentId, out var known) && known.Sha256 != file.Content.Sha256)
            return Decision<IComplaintEvent>.Refuse("document-id-taken",
                "Another content has this documentId on this complaint. Send this one under an id of its own.");
        if (known is not null || Same(file, state) is not null)
            return Decision<IComplaintEvent>.Nothing();
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        var type = file.Content.Type!;
        return Decision<IComplaintEvent>.Accept(new DocumentAdded(
            state.ComplaintId, documentId, SafeFileName.Of(file.GivenName, type), type.MediaType, file.Content.Size,
            file.Content.Sha256, file.Description,
            file.From ?? (roles.Contains(Roles.Module) ? DocumentSource.Module : DocumentSource.Staff),
            file.Verdict.State, file.Verdict.Threat));
    }

    [WolverinePost("/api/complaints/{complaintId}/documents"), AnyVersion, DisableRequestSizeLimit]
    [ForRoles(Roles.Capturing)]
    [EndpointSummary("Add a document: multipart/form-data with one file of at most 20 MB; sent again it is the same")]
    [Tags("Documents"), ProducesResponseType<DocumentTaken>(StatusCodes.Status201Created)]
    [ProducesResponseType<DocumentTaken>(StatusCodes.Status200OK)]
    public static async Task<(IResult, Events, OutgoingMessages)> Post(
        HttpContext context, [WriteAggregate] IEventStream<Complaint> complaint, [NotBody] DocumentVault vault,
        IMalwareScanner scanner, Actor actor, TimeProvider time)
    {
        var state = complaint.Aggregate!;
        var (file, notValid) = await UploadedFile.ReadAsync(context, state.ComplaintId, vault, scanner);
        if (file is null) return (notValid!, [], []);

        var documentId = file.DocumentId ?? Guid.CreateVersion7(time.GetUtcNow());
        var decision = Decide(file, state, documentId, actor.Roles);
        if (decision is not { Events: [DocumentAdded added] })
        {
            await vault.DropAsync(file.Content);
            if (decision.Refusal is { } refusal) return (Api.Refused(refusal), [], []);
            var there = state.Documents.GetValueOrDefault(documentId) ?? Same(file, state)!;
            return (Answer(context, state.ComplaintId, there, StatusCodes.Status200OK), [], []);
        }

        await vault.KeepAsync(
            file.Content, state.ComplaintId, added.Scan == ScanState.Infected, context.RequestAborted);
        OutgoingMessages later = [];
        if (added.Scan == ScanState.Waiting)
            later.Delay(new ScanDocument(state.ComplaintId, documentId, 1), ScanDocumentHandler.PauseAfter(0));
        return (
            Answer(context, state.ComplaintId, CaseDocument.Of(added), StatusCodes.Status201Created),
            decision.ToEvents(), later);
    }

    private static CaseDocument? Same(UploadedFile file, Complaint state) => state.Documents.Values.FirstOrDefault(
        document => document.Sha256 == file.Content.Sha256 && !document.IsWithdrawn);

    private static IResult Answer(HttpContext context, Guid complaintId, CaseDocument document, int status)
    {
        if (document.Scan == ScanState.Infected)
            return Api.Problem(StatusCodes.Status422UnprocessableEntity, "document-infected",
                $"The scanner found malware in {document.Name} ({document.Threat}). It is kept in quarantine, and "
                + "nobody can open it.");
        context.Response.Headers.Location = $"/api/complaints/{complaintId}/documents";
        return TypedResults.Json(
            new DocumentTaken(document.DocumentId, document.Name, document.Type, document.Size, document.Sha256,
                document.Scan),
            statusCode: status);
    }
}

/// <summary>The document as it is kept; 201 when it is new, 200 when it was there.</summary>
public sealed record DocumentTaken(
    Guid DocumentId, string Name, string Type, long Size, string Sha256, string Scan);
