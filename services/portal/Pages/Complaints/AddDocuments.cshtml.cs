using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

// Files are passed on one by one, each with an answer of its own: what was taken need not be sent again. The limits are
// above what is taken, so that a file that is too large is said so at its field.
[RequestSizeLimit(AddDocumentsModel.MostTogether)]
[RequestFormLimits(MultipartBodyLengthLimit = AddDocumentsModel.MostTogether)]
internal sealed class AddDocumentsModel(Gateway.Complaints complaints, Gateway.Documents documents, WorkingDays days)
    : CasePage(complaints, days)
{
    public const int MostFiles = 10;

    internal const long MostBytes = 20 * 1024 * 1024, MostTogether = 12 * MostBytes;

    public static readonly IReadOnlyList<Choice> Sources =
        [new("resident", "The resident"), new("staff", "Us, or somebody who works for us")];

    [BindProperty(SupportsGet = true)]
    public DocumentsForm Form { get; set; } = new();

    /// <summary>Those that were taken, when others were not.</summary>
    public IReadOnlyList<string> Added { get; private set; } = [];

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (Form.Files.Count == 0) ModelState.AddModelError("Form.Files", "Choose at least one file");
        if (Form.Files.Count > MostFiles)
            ModelState.AddModelError("Form.Files", $"Choose at most {MostFiles} files at a time");
        if (Form.Description is { Length: > 200 })
            ModelState.AddModelError("Form.Description", "Say what they show in at most 200 characters");
        if (Sources.All(source => source.Value != Form.From))
            ModelState.AddModelError("Form.From", "Choose who the documents come from");
        if (ModelState.IsValid) await SendAsync(id);
        if (ModelState.IsValid) return Redirect($"/complaints/{id}/documents?done=documents-added");
        await LoadAsync(id);
        return Page();
    }

    private async Task SendAsync(Guid id)
    {
        var added = new List<string>();
        foreach (var file in Form.Files)
            try
            {
                if (file.Length > MostBytes)
                    ModelState.AddModelError("Form.Files", $"{file.FileName}: The file is larger than 20 MB.");
                else added.Add((await documents.AddAsync(id, file, Form.Description, Form.From)).Name);
            }
            catch (ProblemAnswer problem) when (problem.IsMendable || problem.Status is 413 or 415)
            {
                var sentence = problem.Errors.GetValueOrDefault("file") is [{ } first, ..] ? first : problem.Detail;
                ModelState.AddModelError("Form.Files", $"{file.FileName}: {sentence}");
            }

        Added = added;
    }

    internal sealed class DocumentsForm
    {
        public List<IFormFile> Files { get; set; } = [];

        public string? Description { get; set; }

        public string? From { get; set; }
    }
}
