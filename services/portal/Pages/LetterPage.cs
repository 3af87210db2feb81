using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A page about one letter that people write: the letter as it was left, and as it would go out now.</summary>
internal abstract class LetterPage(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : CasePage(complaints, days)
{
    /// <summary>The version of the letter that a form was made from; 0 when it is shown first.</summary>
    [BindProperty(SupportsGet = true, Name = "version")]
    public long Seen { get; set; }

    public DraftShown Letter { get; private set; } = null!;

    /// <summary>Null when the case cannot be asked just now.</summary>
    public LetterPreview? Preview { get; private set; }

    /// <summary>Somebody changed the letter meanwhile.</summary>
    public bool IsStale { get; private set; }

    public string Here => $"/complaints/{Letter.ComplaintId}/letters/{Letter.LetterId}";

    public string? LetterDone => Request.Query["letter"].ToString() switch
    {
        "begun" => "The draft is begun with what the case knows.",
        "saved" => "The draft is saved.",
        "inserted" => "The standard line stands at the end of the part that you chose, and the draft is saved.",
        "asked" when Letter.Status == "waiting-for-approval" => "The letter waits for somebody who did not write it.",
        "approved" => "The letter is approved. Whoever wrote it can issue it.",
        "returned" => "The letter is returned with what you wrote.",
        _ => null,
    };

    protected Gateway.Letters Letters { get; } = letters;

    /// <summary>Where something that the letter lacks is put right.</summary>
    public string PutRight(Missing missing)
    {
        var place = missing.Target.Split(':');
        var part = place is ["part", { } name] ? Letter.Parts.ToList().FindIndex(one => one.Name == name) : -1;
        return place switch
        {
            ["part", _] => $"{Here}#Form_Parts_{part}__Text",
            ["new-date"] => $"{Here}#Form_NewDate",
            ["to"] => $"{Here}#Form_ToName",
            ["updates-every"] => $"{Here}#Form_UpdatesEvery",
            ["finding", { } number] =>
                $"/complaints/{Letter.ComplaintId}/points/{number}/finding?stage={Letter.Stage}",
            ["template"] => "/letter-templates",
            _ => $"/complaints/{Letter.ComplaintId}",
        };
    }

    /// <summary>False when the complaint has no such letter.</summary>
    protected async Task<bool> LoadAsync(Guid id, Guid letterId)
    {
        if (await Letters.FindAsync(id, letterId) is not { } letter) return false;
        Letter = letter;
        if (Seen == 0) Seen = letter.Version;
        var preview = PreviewAsync(id, letterId);
        await LoadAsync(id);
        Preview = await preview;
        return true;
    }

    /// <summary>Sends what a form says, and leads on; what is wrong with it is shown on the page.</summary>
    protected async Task<IActionResult> SendAsync(
        Guid id, Guid letterId, string next, Func<Task> send, IReadOnlyDictionary<string, string>? fields = null)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await send();
                return Redirect(next);
            }
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status412PreconditionFailed)
        {
            (IsStale, Seen) = (true, 0);
            ModelState.Remove("version");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, fields ?? new Dictionary<string, string>());
        }

        return await LoadAsync(id, letterId) ? Page() : NotFound();
    }

    private async Task<LetterPreview?> PreviewAsync(Guid id, Guid letterId)
    {
        if (!Letter.IsDraft) return null;
        try
        {
            return await Letters.PreviewAsync(id, letterId);
        }
        catch (ProblemAnswer problem) when (problem.Status >= 500)
        {
            return null;
        }
    }
}
