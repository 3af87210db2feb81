using ComplaintsPlatform.Pages;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>What people are asked to do for complaints.</summary>
internal sealed class Tasks(GatewayClient gateway)
{
    public async Task<IReadOnlyList<TaskDetails>> OfAsync(Guid id) =>
        (await gateway.SendAsync(Routes.ComplaintTasks(id))).Tasks;

    public Task<TaskShown> OneAsync(Guid id, Guid taskId) => gateway.SendAsync(Routes.OneTask(id, taskId));

    public Task<TaskPage> ListAsync(string list, string? cursor, int limit = 25) =>
        gateway.SendAsync(Routes.ListTasks(list, limit, cursor));

    public Task<TaskCounts> CountAsync() => gateway.SendAsync(Routes.CountTasks());

    public Task<Versioned<TaskTypes>> TypesAsync() => gateway.SendVersionedAsync(Routes.TaskTypes());

    public Task SetTypesAsync(IReadOnlyList<TaskType> types, long version) =>
        gateway.SendAsync(Routes.SetTaskTypes(version, new()
        {
            Types =
            [
                .. types.Select(one => new TaskTypeGiven
                {
                    Key = one.Key,
                    Name = one.Name,
                    Instructions = one.Instructions,
                    WorkingDays = one.WorkingDays,
                    IsMandatory = one.IsMandatory,
                    Decides = one.Decides,
                    Roles = one.Roles,
                    ShowsContact = one.Includes.Contact,
                    ShowsDetails = one.Includes.Details,
                    ShowsDocuments = one.Includes.Documents,
                    InUse = one.InUse,
                }),
            ],
        }));

    public Task SetAsync(Guid id, SetTask command) => gateway.SendAsync(Routes.SetTask(id, command));

    public Task ClaimAsync(Guid id, Guid taskId) => gateway.SendAsync(Routes.ClaimTask(id, taskId));

    public Task ReleaseAsync(Guid id, Guid taskId, string? reason) =>
        gateway.SendAsync(Routes.ReleaseTask(id, taskId, new() { Reason = reason }));

    public Task GiveAsync(Guid id, Guid taskId, GiveTask command) =>
        gateway.SendAsync(Routes.GiveTask(id, taskId, command));

    public Task FinishAsync(Guid id, Guid taskId, string? findings, IReadOnlyList<Guid> documents) =>
        gateway.SendAsync(Routes.FinishTask(id, taskId, new() { Findings = findings, Documents = documents }));

    public Task ReturnAsync(Guid id, Guid taskId, ReturnTask command) =>
        gateway.SendAsync(Routes.ReturnTask(id, taskId, command));

    public Task WithdrawAsync(Guid id, Guid taskId, string? reason) =>
        gateway.SendAsync(Routes.WithdrawTask(id, taskId, new() { Reason = reason }));

    public Task ChaseAsync(Guid id, Guid taskId, string? words) =>
        gateway.SendAsync(Routes.ChaseTask(id, taskId, new() { Words = words }));
}

internal sealed partial record TaskDetails
{
    public bool IsOpen => State == "open";

    /// <summary>Open and late, or finished in time or late, or withdrawn: a word.</summary>
    public string Status => State switch
    {
        "finished" => IsLate ? "late" : "in-time",
        _ => State ?? "open",
    };

    public string StatusInWords => (State, IsLate) switch
    {
        ("finished", true) => "Finished late",
        ("finished", false) => "Finished",
        ("withdrawn", _) => "Withdrawn",
        _ when AssigneeId is null => "Waits to be taken",
        _ when Returned.Count > 0 => "To be done again",
        _ => "Being done",
    };

    public string TypeInWords => TaskWords.Kind(TypeName, Title, IsMandatory);

    /// <summary>Whom it is for.</summary>
    public string Whom => (Assignee, Team) switch
    {
        ({ } person, { } team) => $"{person} ({team})",
        ({ } person, _) => person,
        (_, { } team) => team,
        _ => "Whoever handles the complaint",
    };
}

internal static class TaskWords
{
    /// <summary>The kind, unless the title says it, and whether it has to be done.</summary>
    public static string Kind(string? kind, string? title, bool isMandatory) => (kind == title, isMandatory) switch
    {
        (true, true) => "Has to be done",
        (true, false) => "",
        (false, true) => $"{kind}, has to be done",
        _ => kind ?? "",
    };
}

internal sealed partial record ListedTask
{
    public string TypeInWords => TaskWords.Kind(Type, Title, IsMandatory);

    public string Whom => Assignee ?? Team ?? "Nobody yet";
}

internal sealed partial record TaskType
{
    /// <summary>What of the complaint it shows whoever has it.</summary>
    public string ShowsInWords => Includes.InWords();
}

internal sealed partial record Included
{
    // No property: that would be sent along when a task is set.
    public string InWords() => (Contact, Details, Documents) switch
    {
        (false, false, false) => "Nothing of the complaint",
        _ => Words.Sentence(string.Join(", ", new[]
        {
            Contact ? "how to reach the resident" : null, Details ? "points and definition" : null,
            Documents ? "documents" : null,
        }.OfType<string>())),
    };
}
