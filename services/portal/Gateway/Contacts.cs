using System.Globalization;
using ComplaintsPlatform.Pages;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The contact log of a complaint, and who is to hear from whoever asks.</summary>
internal sealed class Contacts(GatewayClient gateway)
{
    public Task<ContactList> OfAsync(Guid id) => gateway.SendAsync(Routes.ComplaintContacts(id));

    public async Task<IReadOnlyList<ContactToMake>> ToMakeAsync() =>
        (await gateway.SendAsync(Routes.ContactsToMake())).Items;

    public Task LogAsync(Guid id, LogContact command) => gateway.SendAsync(Routes.LogContact(id, command));

    public Task WithdrawAsync(Guid id, Guid noteId, string? reason) =>
        gateway.SendAsync(Routes.WithdrawContact(id, noteId, new() { Reason = reason }));
}

internal sealed partial record ContactList
{
    /// <summary>Entries in which the resident was reached on that day or later, and which stand.</summary>
    public bool ReachedSince(DateOnly day) => LastReachedOn >= day;

    /// <summary>The last one that was a contact with the resident; null when none was.</summary>
    public ContactDetails? LastReached => Contacts.FirstOrDefault(one => one is { Reached: true, Withdrawn: null });
}

internal sealed partial record ContactDetails
{
    /// <summary>What it was, in a few words.</summary>
    public string What => (Kind, WithResident, Reached, TheyRang) switch
    {
        ("note", _, _, _) => "Note",
        ("message", _, _, _) => "Message to colleagues",
        ("call", true, true, true) => "The resident rang",
        ("call", true, true, _) => "Call to the resident",
        ("call", true, false, true) => "The resident rang, and reached nobody",
        ("call", true, false, _) => "Call to the resident, not reached",
        ("call", _, _, true) => "They rang",
        ("visit", true, true, _) => "Visit to the resident",
        ("visit", true, false, _) => "Visit to the resident, not met",
        ("meeting", true, true, _) => "Meeting with the resident",
        ("meeting", true, false, _) => "Meeting to which the resident did not come",
        _ => ComplaintsPlatform.Pages.Words.Sentence(Kind),
    };
}

internal sealed partial record PromiseDetails
{
    public string Status => IsOpen ? "open" : IsLate ? "late" : "in-time";

    public string InWords => MadeOn is not { } made ? $"Next update by {Words.Day(DueOn)}"
        : IsLate ? $"Update promised by {Words.Day(DueOn)}, made late on {Words.Day(made)}"
        : $"Update promised by {Words.Day(DueOn)}, made on {Words.Day(made)}";
}

internal sealed partial record ContactToMake
{
    public string Why => IsFirst ? "Nobody has reached them yet" : "They were promised to hear again";
}

internal static class DayWords
{
    /// <summary>Thursday 3 December.</summary>
    public static string OfWeek(DateOnly day) => day.ToString("dddd d MMMM", CultureInfo.InvariantCulture);
}
