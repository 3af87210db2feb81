using System.Globalization;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.AssignmentRules;

/// <summary>By which rules complaints are assigned when they arrive.</summary>
internal sealed class IndexModel(Gateway.Colleagues colleagues, WordLists words) : WholeListPage
{
    [BindProperty(SupportsGet = true)]
    public RuleForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    public IReadOnlyList<AssignmentRule> Rules { get; private set; } = [];

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public override string What => "rules";

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = await LoadForChangeAsync();
        if (!Guid.TryParse(Form.TeamId, out var teamId)) ModelState.AddModelError("Form.TeamId", "Choose a team");
        var rules = Rules.ToList();
        var number = rules.Count + 1;
        if (!string.IsNullOrWhiteSpace(Form.Number)
            && (!int.TryParse(Form.Number, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                || number < 1 || number > rules.Count + 1))
            ModelState.AddModelError("Form.Number", $"Enter a number from 1 to {rules.Count + 1}, or none");
        if (ModelState.IsValid)
            rules.Insert(number - 1, new AssignmentRule
            {
                TeamId = teamId,
                Team = "",
                Category = Form.Category,
                Service = Form.Service,
                Channel = Form.Channel,
                Area = Form.Area,
                AtLeast = Form.AtLeast,
            });
        return await SendAsync(rules, seen);
    }

    public async Task<IActionResult> OnPostRemoveAsync(int number)
    {
        var seen = await LoadForChangeAsync();
        return await SendAsync([.. Rules.Where((_, index) => index != number - 1)], seen);
    }

    protected override async Task LoadAsync()
    {
        var (teams, areas) = (colleagues.TeamsAsync(), colleagues.AreasAsync());
        Lists = await words.AskAsync();
        var rules = await colleagues.RulesAsync();
        (Rules, Version) = (rules.Value.Rules, rules.Version);
        Teams = [.. (await teams).Items.Select(team => new Choice(team.TeamId.ToString(), team.Name))];
        Areas = [.. (await areas).Value.Items.Select(area => new Choice(area.Name, area.Name))];
    }

    private Task<IActionResult> SendAsync(IReadOnlyList<AssignmentRule> rules, long seen) => SendAsync(
        () => colleagues.SetRulesAsync(rules, seen), [], new Dictionary<string, string>
        {
            ["rule-team-unknown"] = "Form.TeamId",
            ["rule-area-unknown"] = "Form.Area",
            ["category-not-in-use"] = "Form.Category",
        });

    internal sealed class RuleForm
    {
        public string? Category { get; set; }

        public string? Area { get; set; }

        public string? Service { get; set; }

        public string? Channel { get; set; }

        public string? TeamId { get; set; }

        public string? AtLeast { get; set; }

        public string? Number { get; set; }
    }
}
