using System.Globalization;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.TaskTypes;

/// <summary>What people can be asked to do, in the landlord's words.</summary>
internal sealed class IndexModel(Gateway.Tasks tasks) : WholeListPage
{
    private const string Contact = "contact", Details = "details", Documents = "documents";
    private const string Mandatory = "mandatory", Decides = "decides", InUse = "in-use";

    [BindProperty]
    public TypeForm Form { get; set; } = new();

    public IReadOnlyList<TaskType> Items { get; private set; } = [];

    public TaskType? Changed => Items.FirstOrDefault(one => one.Key == Form.Changes);

    public IReadOnlyList<Choice> Roles { get; } = Choice.Of(Contracts.Roles.AtWork.Split(','));

    public IReadOnlyList<Choice> Shows { get; } =
    [
        new(Contact, "How to reach the resident"), new(Details, "The points and the definition"),
        new(Documents, "The documents"),
    ];

    public IReadOnlyList<Choice> Rules { get; } =
    [
        new(Mandatory, "It has to be done before the complaint is closed"),
        new(Decides, "Whoever has it takes part in the decision",
            "At stage 2 nobody who acted at stage 1 is given it. To investigate and to respond always do."),
        new(InUse, "It is offered when a task is set"),
    ];

    public override string What => "kinds of tasks";

    public async Task OnGetAsync(string? change)
    {
        await LoadAsync();
        Form = Items.FirstOrDefault(one => one.Key == change) is { } type
            ? new TypeForm
            {
                Changes = type.Key,
                Name = type.Name,
                Instructions = type.Instructions,
                WorkingDays = type.WorkingDays.ToString(CultureInfo.InvariantCulture),
                Roles = [.. type.Roles],
                Shows = Given((type.Includes.Contact, Contact), (type.Includes.Details, Details),
                    (type.Includes.Documents, Documents)),
                Rules = Given((type.IsMandatory, Mandatory), (type.Decides, Decides), (type.InUse, InUse)),
            }
            : new TypeForm { Rules = [InUse], Shows = [Details] };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = await LoadForChangeAsync();
        ModelState.Need("Form.Name", Form.Name, "Enter a name");
        if (!int.TryParse(Form.WorkingDays, NumberStyles.None, CultureInfo.InvariantCulture, out var workingDays))
            ModelState.AddModelError("Form.WorkingDays", "Enter a number of working days, like 5");
        var type = new TaskType
        {
            Key = Changed?.Key,
            Name = Form.Name,
            Instructions = Form.Instructions ?? "",
            WorkingDays = workingDays,
            Roles = Form.Roles,
            IsMandatory = Form.Rules.Contains(Mandatory),
            Decides = Form.Rules.Contains(Decides),
            InUse = Form.Rules.Contains(InUse),
            Includes = new Included
            {
                Contact = Form.Shows.Contains(Contact),
                Details = Form.Shows.Contains(Details),
                Documents = Form.Shows.Contains(Documents),
            },
        };
        List<TaskType> items = Changed is null
            ? [.. Items, type]
            : [.. Items.Select(one => one.Key == Form.Changes ? type : one)];
        var place = items.IndexOf(type);
        return await SendAsync(() => tasks.SetTypesAsync(items, seen), new Dictionary<string, string>
        {
            ["types"] = "Form.Name",
            [$"types[{place}].name"] = "Form.Name",
            [$"types[{place}].instructions"] = "Form.Instructions",
            [$"types[{place}].workingDays"] = "Form.WorkingDays",
        }, new Dictionary<string, string> { ["task-types-all-retired"] = "Form.Rules" });
    }

    protected override async Task LoadAsync() =>
        (Items, Version) = await tasks.TypesAsync() is var types ? (types.Value.Items, types.Version) : default;

    private static List<string> Given(params IEnumerable<(bool IsSo, string Value)> all) =>
        [.. all.Where(one => one.IsSo).Select(one => one.Value)];

    internal sealed class TypeForm
    {
        /// <summary>The key of the one that is changed; null for one that is new.</summary>
        public string? Changes { get; set; }

        public string? Name { get; set; }

        public string? Instructions { get; set; }

        public string? WorkingDays { get; set; }

        public List<string> Roles { get; set; } = [];

        public List<string> Shows { get; set; } = [];

        public List<string> Rules { get; set; } = [];
    }
}
