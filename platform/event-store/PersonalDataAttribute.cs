namespace ComplaintsPlatform.EventStore;

/// <summary>
/// Marks a string property of an event (or of a record nested in one) that identifies or describes a person. It is stored
/// encrypted (AES-256-GCM) under the key of its subject; destroying that key erases the value everywhere, while the hash chain,
/// which runs over the ciphertext, still verifies.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute : Attribute
{
    /// <summary>What an erased value reads as.</summary>
    public const string Erased = "[erased]";

    /// <summary>
    /// Name of a <see cref="Guid"/> (or nullable Guid) property of the same type that holds the subject: a person, say. Default: the stream itself
    /// (free text of a complaint). A null subject falls back to the stream.
    /// </summary>
    public string? Subject { get; init; }
}
