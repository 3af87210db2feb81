using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>An administrator said what kinds of tasks there are: these, in this order.</summary>
public sealed record TaskTypesSet(Guid TaskTypesId, IReadOnlyList<TaskType> Items);

/// <summary>A kind of task. The key is made once of the first name; the name is the landlord's word and may change. To
/// be done within so many working days, unless somebody says another day; by anybody at work, where no role is
/// named.</summary>
public sealed record TaskType(
    string Key, string Name, string Instructions, int WorkingDays, bool IsMandatory, bool Decides,
    IReadOnlyList<string> Roles, Included Includes, bool InUse)
{
    public bool IsSameAs(TaskType other) =>
        this with { Roles = [] } == other with { Roles = [] } && Roles.SequenceEqual(other.Roles);
}

/// <summary>
/// The kinds of tasks as they are now, with their version; without one those that a landlord begins with. None ever
/// goes: what is no longer used is set no more, and a task keeps its own copy of what was decided when it was set.
/// </summary>
public sealed record TaskTypes(Guid TaskTypesId, IReadOnlyList<TaskType> Items, long Version) : IWholeList
{
    /// <summary>There is one list.</summary>
    public static readonly Guid TheTaskTypes = DeterministicId.Of("cases:task-types");

    private static readonly string[] Officers =
        [Contracts.Roles.InvestigatingOfficer, Contracts.Roles.ComplaintsOfficer, Contracts.Roles.TeamLeader];

    public static readonly TaskTypes Standard = new(TheTaskTypes,
    [
        new("acknowledge", "Acknowledge",
            "Send the resident the complaint definition, what we are and are not responsible for, and ask whether "
            + "anything is unclear.", 5, true, false, Officers, All, true),
        new("investigate", "Investigate",
            "Find out what happened on each point, with the records that show it.", 7, true, true, Officers, All, true),
        new("investigate-and-respond", "Investigate and respond",
            "Find on each point with reasons, and write the response.", 10, true, true, Officers, All, true),
        new("send-response", "Send response", "Check that each point is answered, and send the response.", 2, true,
            true, Officers, All, true),
        new("contribution", "Contribution",
            "Say what your team knows of this, with dates, and add what shows it.", 3, true, false, [],
            new Included(Contact: false, Details: true, Documents: true), true),
        new("clarification", "Clarification", "Answer the question below.", 2, false, false, [],
            new Included(Contact: false, Details: true, Documents: false), true),
        new("call-back", "Call back", "Call the resident, and say what was agreed.", 1, false, false, [],
            new Included(Contact: true, Details: false, Documents: false), true),
        new("visit", "Appointment or visit", "Agree a day with the resident, go there, and say what you saw.", 5,
            false, false, [], new Included(Contact: true, Details: true, Documents: false), true),
    ], 0);

    private static Included All => new(Contact: true, Details: true, Documents: true);

    public static TaskTypes Evolve(TaskTypes? state, TaskTypesSet set) =>
        new(set.TaskTypesId, set.Items, (state?.Version ?? 0) + 1);

    public static async Task<TaskTypes> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<TaskTypes>(TheTaskTypes, token: ct) ?? Standard;

    public TaskType? Find(string? key) => Items.FirstOrDefault(one => one.Key == key);
}
