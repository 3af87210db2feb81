namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>The section <c>RecordIntegrity</c> of a service's settings.</summary>
public sealed class RecordIntegrityOptions
{
    /// <summary>
    /// The private key of an ECDSA P-256 pair, in PEM or as base64 of PKCS#8. Without it no checkpoint is signed.
    /// </summary>
    public string? CheckpointKey { get; set; }

    /// <summary>
    /// Where checkpoints are written, made where it is missing. Belongs where the database's owner cannot alter it.
    /// Without it none are written. Needs <see cref="CheckpointKey"/>.
    /// </summary>
    public string? CheckpointDirectory { get; set; }

    /// <summary>How often a checkpoint is written when the log has moved. One hour if not set.</summary>
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromHours(1);
}
