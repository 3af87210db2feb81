using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>Records what is no complaint: its kind, what of it only that kind has, why it is none, and what was done on
/// the spot. Sent twice, it is one.</summary>
internal sealed class NewModel(
    Gateway.Submissions submissions, Register register, Gateway.Waiting waiting, WordLists words, WorkingDays days,
    TimeProvider time) : PageModel
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["type"] = "Form.Type",
        ["what"] = "Form.What",
        ["service"] = "Form.Service",
        ["channel"] = "Form.Channel",
        ["receivedOn"] = "Form.ReceivedOn",
        ["preferredContact"] = "Form.PreferredContact",
        ["whatWasDone"] = "Form.WhatWasDone",
        ["whyNoComplaint"] = "Form.WhyNoComplaint",
        ["details.platform"] = "Form.Platform",
        ["details.author"] = "Form.Author",
        ["details.link"] = "Form.Link",
        ["details.signatures"] = "Form.Signatures",
        ["details.member"] = "Form.Member",
        ["details.memberRole"] = "Form.MemberRole",
        ["details.regime"] = "Form.Regime",
        ["details.survey"] = "Form.Survey",
        ["details.score"] = "Form.Score",
        ["details.decisionAppealed"] = "Form.DecisionAppealed",
    };

    private static readonly Dictionary<string, string> Codes = new()
    { ["received-in-the-future"] = "Form.ReceivedOn" };

    [BindProperty(SupportsGet = true)]
    public SubmissionForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    public PersonOverview? Known { get; private set; }

    public async Task OnGetAsync(Guid? person, Guid? contact)
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        if (Form.ReceivedOn.IsEmpty) Form.ReceivedOn = DateParts.Of(days.Today);
        if (person is { } chosen && await register.OverviewAsync(chosen) is { } known)
        {
            (Form.PersonId, Form.PropertyId) = (chosen, known.Person.PropertyId);
            (Form.Name, Form.Phone, Form.Email) = (known.Person.Name, known.Person.Phone, known.Person.Email);
        }

        if (contact is { } taken && await waiting.TakenAsync(taken, User.Id()) is { } one)
        {
            (Form.WaitingContactId, Form.Channel) = (one.ContactId, one.Channel);
            (Form.Name, Form.Phone, Form.Email) = (one.From?.Name, one.From?.Phone, one.From?.Email);
            Form.What = string.Join("\n\n", one.Words);
            if (one.Channel == "social-media") Form.Type = "social-media-mention";
        }

        await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Check();
        if (!ModelState.IsValid) return await ShowAsync();
        try
        {
            var taken = await submissions.RecordAsync(new RecordSubmission
            {
                Type = Form.Type,
                Channel = Form.Channel,
                What = Form.What,
                Resident = new ResidentGiven
                {
                    Name = Form.Name,
                    Email = Form.Email,
                    Phone = Form.Phone,
                    PersonId = Form.PersonId,
                },
                PropertyId = Form.PropertyId,
                Service = Form.Service,
                PreferredContact = Form.PreferredContact,
                ReceivedOn = Form.ReceivedOn.Read(),
                Details = Details(),
                IsDissatisfied = Form.Dissatisfied == "yes",
                WhatWasDone = Form.WhatWasDone,
                SubmissionId = Form.Key,
                WaitingContactId = Form.WaitingContactId,
                WhyNoComplaint = Form.WhyNoComplaint,
            }, Form.Key);
            return Redirect(taken.OfferComplaint
                ? $"/submissions/{taken.SubmissionId}/promote-to-complaint?offer=true"
                : $"/submissions/{taken.SubmissionId}?done=recorded");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return await ShowAsync();
        }
    }

    private void Check()
    {
        void Need(string field, bool given, string sentence)
        {
            if (!given) ModelState.AddModelError(field, sentence);
        }

        Need("Form.Type", Form.Type is not null, "Choose what it is");
        Need("Form.What", !string.IsNullOrWhiteSpace(Form.What), "Enter what they ask for or say");
        Need("Form.Dissatisfied", Form.Dissatisfied is not null, "Choose whether they are dissatisfied");
        Need("Form.WhyNoComplaint", Form.Dissatisfied == "yes" || !string.IsNullOrWhiteSpace(Form.WhyNoComplaint),
            "Enter why this is not a complaint");
        Need("Form.ReceivedOn", Form.ReceivedOn.IsEmpty || Form.ReceivedOn.Read() is not null,
            "Enter the day on which it was received, like 27 3 2026");
        Need("Form.Signatures", Form.Type != "petition" || int.TryParse(Form.Signatures ?? "1", out _),
            "Enter the number of signatures as digits");
        Need("Form.Score", Form.Type != "survey-response" || int.TryParse(Form.Score ?? "1", out _),
            "Enter the score as digits");
    }

    // What was typed for a kind that is not chosen any more is not sent.
    private TypeDetails? Details() => Form.Type switch
    {
        "social-media-mention" => new() { Platform = Form.Platform, Author = Form.Author, Link = Form.Link },
        "petition" => new() { Signatures = Number(Form.Signatures) },
        "member-enquiry" => new() { Member = Form.Member, MemberRole = Form.MemberRole },
        "information-request" => new() { Regime = Form.Regime },
        "survey-response" => new() { Survey = Form.Survey, Score = Number(Form.Score) },
        "appeal" => new() { DecisionAppealed = Form.DecisionAppealed },
        _ => null,
    };

    private async Task<IActionResult> ShowAsync()
    {
        Lists = await words.AskAsync();
        if (Form.PersonId is { } id) Known = await register.OverviewAsync(id);
        return Page();
    }

    private static int? Number(string? text) => int.TryParse(text, out var number) ? number : null;

    /// <summary>In the order of the page, which is the order of its errors.</summary>
    internal sealed class SubmissionForm
    {
        public Guid Key { get; set; }

        public Guid? PersonId { get; set; }

        public Guid? PropertyId { get; set; }

        public Guid? WaitingContactId { get; set; }

        public string? Type { get; set; }

        public string? Platform { get; set; }

        public string? Author { get; set; }

        public string? Link { get; set; }

        public string? Signatures { get; set; }

        public string? Member { get; set; }

        public string? MemberRole { get; set; }

        public string? Regime { get; set; }

        public string? Survey { get; set; }

        public string? Score { get; set; }

        public string? DecisionAppealed { get; set; }

        public string? What { get; set; }

        public string? Dissatisfied { get; set; }

        public string? WhyNoComplaint { get; set; }

        public string? Service { get; set; }

        public string? WhatWasDone { get; set; }

        public string? Name { get; set; }

        public string? Phone { get; set; }

        public string? Email { get; set; }

        public string? PreferredContact { get; set; }

        public string? Channel { get; set; } = "phone";

        public DateParts ReceivedOn { get; set; } = new();
    }
}
