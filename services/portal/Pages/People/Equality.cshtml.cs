using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Takes what somebody says about themselves for equality monitoring; whoever takes it does not read it
/// again.</summary>
internal sealed class EqualityModel(Register register, WordLists words) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public bool Consent { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; } = "phone";

    [BindProperty(SupportsGet = true)]
    public Dictionary<string, string?> Answers { get; set; } = [];

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["consent"] = "Consent", ["channel"] = "Channel" };

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!Consent) ModelState.AddModelError("Consent", "Ask whether they agree; without it nothing is kept");
        return SendAsync(id, "equality", () => Register.AnswerEqualityAsync(id, new AnswerEquality
        {
            Consent = Consent,
            Channel = Channel,
            AgeGroup = Answer("ageGroup"),
            Sex = Answer("sex"),
            GenderSameAsRegisteredAtBirth = Answer("genderSameAsRegisteredAtBirth"),
            EthnicGroup = Answer("ethnicGroup"),
            Religion = Answer("religion"),
            SexualOrientation = Answer("sexualOrientation"),
            Disability = Answer("disability"),
        }));
    }

    public Task<IActionResult> OnPostWithdrawAsync(Guid id)
    {
        ModelState.Clear();
        return SendAsync(id, "equality-withdrawn", () => Register.WithdrawEqualityAsync(id));
    }

    protected override async Task LoadAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await base.LoadAsync(id);
    }

    private string? Answer(string question) =>
        Answers.GetValueOrDefault(question) is { Length: > 0 } answer ? answer : null;
}
