using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// A detail that was kept as it was given, though it cannot be meant. Looked for whenever it is shown, so that one that
/// is put right is flagged no more.
/// </summary>
public sealed record ToPutRight(string Field, string Sentence)
{
    internal static IReadOnlyList<ToPutRight> In(Person person) =>
    [
        .. Of("name", person.Name, PersonName.Read), .. Of("email", person.Email, EmailAddress.Read),
        .. Of("phone", person.Phone, PhoneNumber.Read),
    ];

    internal static IReadOnlyList<ToPutRight> In(Property property) =>
    [
        .. Of("uprn", property.Uprn, Uprn.Read),
        .. property.UprnIsShared
            ? [new ToPutRight("uprn", "Another property has this UPRN. Look up the one of this home.")]
            : Array.Empty<ToPutRight>(),
    ];

    private static IEnumerable<ToPutRight> Of(string field, string? text, Func<string?, Detail> read) =>
        text is not null and not PersonalDataAttribute.Erased && read(text).Fault is { } fault
            ? [new ToPutRight(field, fault)]
            : [];
}
