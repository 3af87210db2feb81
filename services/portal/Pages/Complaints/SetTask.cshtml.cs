using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>First what is asked for, then the rest, with what that kind of task brings along.</summary>
internal sealed class SetTaskModel(
    Gateway.Complaints complaints, Gateway.Tasks tasks, Colleagues colleagues, WorkingDays days)
    : CasePage(complaints, days)
{
    private const string Contact = "contact", Details = "details", Documents = "documents";

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["title"] = "Form.Title",
        ["instructions"] = "Form.Instructions",
        ["assigneeId"] = "Form.AssigneeId",
        ["dueOn"] = "Form.DueOn",
    };

    private static readonly Dictionary<string, string> Codes = new(AssigneeForm.Codes)
    { ["task-due-in-the-past"] = "Form.DueOn", ["task-team-unknown"] = "Form.TeamId" };

    [BindProperty(SupportsGet = true)]
    public TaskForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Types { get; private set; } = [];

    /// <summary>The kind that was chosen; null as long as none is.</summary>
    public TaskType? Type { get; private set; }

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    /// <summary>What a task of this kind may show.</summary>
    public IReadOnlyList<Choice> Shows { get; private set; } = [];

    public bool SomebodyIsAway { get; private set; }

    public async Task OnGetAsync(Guid id)
    {
        await ListAsync(id);
        if (Type is null) return;
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        if (Form.Title is null) Form.Title = Type.Name;
        if (Form.Instructions is null) Form.Instructions = Type.Instructions;
        if (Form.DueOn.IsEmpty) Form.DueOn = DateParts.Of(After(Type.WorkingDays));
        if (Form.Shows.Count == 0) Form.Shows = [.. Shows.Select(one => one.Value)];
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync(id);
        if (Type is null) ModelState.AddModelError("Form.Type", "Choose what you ask for");
        if (Form.DueOn.Read() is null)
            ModelState.AddModelError("Form.DueOn", "Enter the day by which it is to be done, like 27 3 2026");
        ModelState.Need("Form.Title", Form.Title, "Enter in a few words what is to be done");
        ModelState.Need("Form.Instructions", Form.Instructions, "Enter what is to be done");
        if (AssigneeForm.IdOf(Form.AssigneeId) is null && AssigneeForm.IdOf(Form.TeamId) is null)
            ModelState.AddModelError("Form.AssigneeId", "Choose a person, a team, or both");
        if (!ModelState.IsValid) return Page();
        try
        {
            await tasks.SetAsync(id, new SetTask
            {
                TaskId = Form.Key,
                Type = Type!.Key,
                Title = Form.Title,
                Instructions = Form.Instructions,
                DueOn = Form.DueOn.Read()!.Value,
                AssigneeId = AssigneeForm.IdOf(Form.AssigneeId),
                TeamId = AssigneeForm.IdOf(Form.TeamId),
                IsMandatory = Form.IsMandatory,
                EvenIfAbsent = Form.EvenIfAbsent,
                Includes = new Included
                {
                    Contact = Form.Shows.Contains(Contact),
                    Details = Form.Shows.Contains(Details),
                    Documents = Form.Shows.Contains(Documents),
                },
            });
            return Redirect($"/complaints/{id}/tasks?done=task-set");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return Page();
        }
    }

    private async Task ListAsync(Guid id)
    {
        var (types, teams) = (tasks.TypesAsync(), colleagues.TeamChoicesAsync());
        var people = colleagues.AtWorkAsync(all: true);
        await LoadAsync(id);
        var inUse = (await types).Value.Items.Where(one => one.InUse).ToList();
        Types = [.. inUse.Select(one => new Choice(one.Key, one.Name, one.Instructions))];
        Type = inUse.FirstOrDefault(one => one.Key == Form.Type);
        var atWork = (await people).Where(one => !one.Disabled).ToList();
        SomebodyIsAway = atWork.Any(one => one.IsAway);
        People = AssigneeForm.ChoicesOf(atWork, Type?.Roles ?? []);
        Teams = await teams;
        var may = Type?.Includes;
        Shows =
        [
            .. new (bool? May, Choice Choice)[]
            {
                (may?.Contact, new(Contact, "How to reach the resident")),
                (may?.Details, new(Details, "The points and the definition")),
                (may?.Documents, new(Documents, "The documents")),
            }.Where(one => one.May is true).Select(one => one.Choice),
        ];
    }

    // Cases counts no working days; the calendar is sla-clock's.
    private DateOnly After(int workingDays)
    {
        var day = Today;
        for (var left = workingDays; left > 0;)
            if (WorkingDay(day = day.AddDays(1))) left--;
        return day;
    }

    internal sealed class TaskForm
    {
        /// <summary>The task's id: a form that is sent twice sets one.</summary>
        public Guid Key { get; set; }

        public string? Type { get; set; }

        public string? Title { get; set; }

        public string? Instructions { get; set; }

        public string? AssigneeId { get; set; }

        public string? TeamId { get; set; }

        public DateParts DueOn { get; set; } = new();

        public List<string> Shows { get; set; } = [];

        public bool IsMandatory { get; set; }

        public bool EvenIfAbsent { get; set; }
    }
}

/// <summary>Who is to do it.</summary>
internal sealed class AssigneeForm
{
    /// <summary>What the API says about the person stands beside them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Codes = new[]
    {
        "assignee-unknown", "assignee-disabled", "assignee-concerned", "assignee-role", "assignee-absent",
        "another-officer-wanted", "acted-at-stage-1", "acted-at-stage-2",
    }.ToDictionary(code => code, _ => "Form.AssigneeId");

    public string? AssigneeId { get; set; }

    public string? TeamId { get; set; }

    /// <summary>With whom it was seen.</summary>
    public Guid? From { get; set; }

    public string? Reason { get; set; }

    public bool EvenIfAbsent { get; set; }

    public static Guid? IdOf(string? value) => Guid.TryParse(value, out var id) ? id : null;

    /// <summary>Those who have a role by which it is done; everybody at work where none is named.</summary>
    public static IReadOnlyList<Choice> ChoicesOf(IReadOnlyList<ColleagueRow> people, IReadOnlyList<string> roles) =>
    [
        .. people.Where(one => !one.Disabled && (roles.Count == 0 ? one.Roles.Except(["module", "resident"]).Any()
                : one.Roles.Intersect(roles).Any()))
            .Select(one => new Choice(one.UserId.ToString(), $"{one.Name}, {one.InWordsForTask()}")),
    ];
}
