using System.Text.RegularExpressions;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.LetterTemplates;

/// <summary>The templates of letters, one of them to be written otherwise.</summary>
internal sealed partial class IndexModel(Gateway.Letters letters) : WholeListPage
{
    [BindProperty(SupportsGet = true)]
    public TemplateForm Form { get; set; } = new();

    public IReadOnlyList<TemplateShown> Items { get; private set; } = [];

    public TemplateShown? Chosen { get; private set; }

    /// <summary>The text that was typed, with what each field stands for in its place.</summary>
    public string? Example { get; private set; }

    public override string What => "the templates";

    public async Task OnGetAsync(string? kind, string? stage)
    {
        await LoadAsync();
        Choose(kind, stage);
        if (Chosen is { } chosen && Request.Query["resume"] is not [{ }])
            (Form.Subject, Form.Body) = (chosen.Subject, chosen.Body);
    }

    public async Task<IActionResult> OnPostAsync(string? kind, string? stage, string? go)
    {
        var seen = await LoadForChangeAsync();
        Choose(kind, stage);
        if (Chosen is not { } chosen) return NotFound();
        if (go == "preview")
        {
            Version = seen;
            Example = Filled(chosen);
            return Page();
        }

        ModelState.Need("Form.Subject", Form.Subject, "Enter the subject");
        ModelState.Need("Form.Body", Form.Body, "Enter the text");
        return await SendAsync(
            () => letters.ChangeTemplateAsync(new ChangeTemplate
            { Kind = chosen.Kind, Stage = chosen.Stage, Subject = Form.Subject, Body = Form.Body }, seen),
            new() { ["subject"] = "Form.Subject", ["body"] = "Form.Body" },
            new() { ["merge-field-unknown"] = "Form.Body", ["merge-field-missing"] = "Form.Body" });
    }

    public static string NameOf(TemplateShown template) =>
        LetterWords.Of(template.Kind, template.Stage)
        + (template.Kind is not ("other" or "ombudsman" or "clarification") ? ""
            : template.Stage == "stage-1" ? ", stage 1" : ", stage 2");

    protected override async Task LoadAsync()
    {
        var templates = await letters.TemplatesAsync();
        (Items, Version) = (templates.Value.Items, templates.Version);
    }

    private void Choose(string? kind, string? stage) =>
        Chosen = Items.FirstOrDefault(template => template.Kind == kind && template.Stage == stage);

    private string Filled(TemplateShown template) => Condition().Replace(
        Field().Replace($"{Form.Subject}\n\n{Form.Body}", field =>
            template.Fields.FirstOrDefault(one => one.Name == field.Groups[1].Value) is { } known
                ? $"({known.StandsFor})"
                : field.Value),
        "");

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9]+)\s*\}\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"\{\{[#/][^}]*\}\}\n?")]
    private static partial Regex Condition();

    internal sealed class TemplateForm
    {
        public string? Subject { get; set; }

        public string? Body { get; set; }
    }
}
