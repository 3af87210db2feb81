using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Intake;

/// <summary>Who brings something, and how to reach them; whoever gives no name is anonymous.</summary>
public sealed record ResidentGiven(
    string? Name = null, string? Email = null, string? Phone = null, string? PostalAddress = null,
    Guid? PersonId = null);

/// <summary>What the answer says of a detail that has to be put right.</summary>
public sealed record ToPutRight(string Field, string Why);

/// <summary>
/// Looks at the details of somebody's contact. Nothing is refused for one of them: what cannot be used is left out of
/// the resident, so that nobody writes or rings there, kept as the text that was given, and flagged to be put right.
/// </summary>
internal static class Details
{
    private const int LongestAddress = 500;

    public static (Resident? Resident, IReadOnlyList<DetailToPutRight>? ToPutRight) Look(
        ResidentGiven? given, string? preferredContact)
    {
        var odd = new List<DetailToPutRight>();
        var personId = given?.PersonId == Guid.Empty ? null : given?.PersonId;
        var name = Use("resident.name", PersonName.Read(given?.Name));
        var email = Use("resident.email", EmailAddress.Read(given?.Email));
        var phone = Use("resident.phone", PhoneNumber.Read(given?.Phone));
        var address = Use("resident.postalAddress", Address(given?.PostalAddress));

        var missing = preferredContact switch
        {
            "email" when email is null => "Emails are preferred, and there is no email address to write to.",
            "phone" when phone is null => "The phone is preferred, and there is no number to call.",
            "text" when !PhoneNumber.TakesTexts(phone) => "Texts are preferred, and there is no mobile number.",
            "letter" when address is null => "Letters are preferred, and there is no postal address.",
            _ => null,
        };
        if (missing is not null) odd.Add(new DetailToPutRight(personId, "preferredContact", null, missing));

        var isNobody = (personId, name, email, phone, address) is (null, null, null, null, null);
        return (isNobody ? null : new Resident(personId, name, email, phone, address), odd.Count > 0 ? odd : null);

        string? Use(string field, Detail detail)
        {
            if (detail.IsEmpty || detail.Fault is null) return detail.TextOrNull;
            odd.Add(new DetailToPutRight(personId, field, detail.Text, detail.Fault));
            return null;
        }
    }

    /// <summary>
    /// The category as it is used. One that is retired, or that is none, may be what another version of the list still
    /// offered a moment ago: it is kept as text, and the complaint is in the category of everything else meanwhile.
    /// </summary>
    public static (string Category, IReadOnlyList<DetailToPutRight>? ToPutRight) Look(
        string category, KnownCategories known, IReadOnlyList<DetailToPutRight>? others)
    {
        if (known.Find(category) is { InUse: true } used) return (used.Code, others);
        var odd = known.Find(category) is { } retired
            ? new DetailToPutRight(null, "category", retired.Name, "This category is no longer used. Choose another.")
            : new DetailToPutRight(null, "category", Clean.Line(category), "There is no such category. Choose one.");
        return (Vocabulary.OtherCategory, [.. others ?? [], odd]);
    }

    /// <summary>For the answer, which names nothing personal.</summary>
    public static IReadOnlyList<ToPutRight> Named(IReadOnlyList<DetailToPutRight>? details) =>
        [.. (details ?? []).Select(detail => new ToPutRight(detail.Field, detail.Why))];

    /// <summary>How to reach somebody who did not say how they prefer it.</summary>
    public static string WayOfContact(Resident? resident) => resident switch
    {
        { Email: not null } => "email",
        { Phone: not null } => "phone",
        { PostalAddress: not null } => "letter",
        _ => "phone",
    };

    private static Detail Address(string? given)
    {
        var text = FreeText.Read(given);
        return text.Text.Length <= LongestAddress
            ? text
            : text with { Fault = "The address is too long to write on an envelope." };
    }
}
