namespace ComplaintsPlatform.PersonalData;

/// <summary>
/// Marks a string property of an event, of a document, or of a record nested in one, that identifies or describes a
/// person. It is stored encrypted (AES-256-GCM) under the key of its subject; destroying that key erases the value
/// everywhere, while the hash chain, which runs over the ciphertext, still verifies.
/// </summary>
/// <remarks>
/// <para>
/// Whose key: the one that <see cref="Subject"/> names; if it names none, or what it names is null, the subject is the
/// root's own id, that is the first property of type <see cref="Guid"/> (not nullable) that the event or document
/// itself has, in the order of declaration. An event's is by convention its stream's id (ComplaintId), a document's
/// its Id. A type that needs the fallback and has no such property is refused before anything of it is stored.
/// </para>
/// <para>
/// The stored text is no text to search: LINQ, indexes and patches over such a property do not work, and JSON that is
/// streamed raw holds the ciphertext (<see cref="PersonalDataKeys.Reveal"/> makes it readable).
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute : Attribute
{
    /// <summary>What an erased value reads as.</summary>
    public const string Erased = "[erased]";

    /// <summary>
    /// Name of a <see cref="Guid"/> (or nullable Guid) property of the same type that holds the subject: a person, say.
    /// </summary>
    public string? Subject { get; init; }
}
