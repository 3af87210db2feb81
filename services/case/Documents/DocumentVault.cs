using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>A content that has come in and has no document yet.</summary>
/// <param name="Name">Where it lies meanwhile.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the content itself, in hexadecimal.</param>
/// <param name="Type">What it is; null when that is not taken.</param>
public sealed record IncomingContent(string Name, long Size, string Sha256, DocumentType? Type);

/// <summary>The content is over the limit.</summary>
internal sealed class ContentTooLargeException : Exception;

/// <summary>The complaint's key was destroyed.</summary>
internal sealed class ContentErasedException : Exception;

/// <summary>
/// Contents under their complaint's key, addressed by complaint and SHA-256. In parts of 32 KB, each encrypted by
/// itself with its number in it, so that memory stays flat and a part that is missing, moved or changed is found.
/// </summary>
public sealed class DocumentVault(IDocumentContents contents, PersonalDataKeys keys, TimeProvider time)
{
    /// <summary>20 MB.</summary>
    public const long MostBytes = 20 * 1024 * 1024;

    private const int PartLength = 32 * 1024, Header = 5, MostSealed = PartLength + 128;

    /// <summary>Takes a content in, as it comes.</summary>
    /// <exception cref="ContentTooLargeException">It is over <see cref="MostBytes"/>; nothing is kept.</exception>
    public async Task<IncomingContent> ReceiveAsync(Guid complaintId, Stream file, CancellationToken ct)
    {
        var name = $"incoming/{Guid.CreateVersion7(time.GetUtcNow()):N}";
        using var sample = new ContentSample();
        try
        {
            await contents.WriteAsync(name, SealAsync(complaintId, file, sample, ct), ct);
        }
        catch
        {
            await contents.DeleteAsync(name, CancellationToken.None);
            throw;
        }

        return new IncomingContent(name, sample.Size, sample.Sha256(), DocumentTypes.Of(sample));
    }

    /// <summary>The content that came in, to be scanned.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(IncomingContent incoming, CancellationToken ct) =>
        ReadAsync(incoming.Name, ct);

    /// <summary>A document's content; null when it is not there.</summary>
    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> FindAsync(
        Guid complaintId, string sha256, CancellationToken ct) =>
        await contents.OpenAsync(NameOf(complaintId, sha256), ct) is { } found ? OpenAsync(found, sha256, ct) : null;

    /// <summary>The same for the scanner, which a content may have been taken from before what it said was recorded.
    /// </summary>
    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> FindToScanAsync(
        Guid complaintId, string sha256, CancellationToken ct) =>
        await FindAsync(complaintId, sha256, ct)
        ?? (await contents.OpenAsync(NameOf(complaintId, sha256, inQuarantine: true), ct) is { } found
            ? OpenAsync(found, sha256, ct)
            : null);

    /// <summary>Keeps what came in, for good; or drops it.</summary>
    public async Task KeepAsync(IncomingContent incoming, Guid complaintId, bool inQuarantine, CancellationToken ct)
    {
        try
        {
            await contents.MoveAsync(incoming.Name, NameOf(complaintId, incoming.Sha256, inQuarantine), ct);
        }
        catch
        {
            await DropAsync(incoming);
            throw;
        }
    }

    /// <summary>Drops what came in.</summary>
    public Task DropAsync(IncomingContent incoming) => contents.DeleteAsync(incoming.Name, CancellationToken.None);

    /// <summary>Takes a content out of reach.</summary>
    public Task QuarantineAsync(Guid complaintId, string sha256, CancellationToken ct) =>
        contents.MoveAsync(NameOf(complaintId, sha256), NameOf(complaintId, sha256, inQuarantine: true), ct);

    // The last digits of an id are random, so folders fill evenly.
    private static string NameOf(Guid complaintId, string sha256, bool inQuarantine = false)
    {
        var id = complaintId.ToString("N");
        return $"{(inQuarantine ? "quarantine" : "contents")}/{id[^2..]}/{id}/{sha256}";
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> SealAsync(
        Guid complaintId, Stream file, ContentSample sample, [EnumeratorCancellation] CancellationToken ct)
    {
        var part = new byte[Header + PartLength];
        var length = new byte[4];
        for (var (number, isLast) = (0, false); !isLast; number++)
        {
            var read = await file.ReadAtLeastAsync(part.AsMemory(Header), PartLength, throwOnEndOfStream: false, ct);
            sample.Add(part.AsSpan(Header, read));
            if (sample.Size > MostBytes) throw new ContentTooLargeException();
            isLast = read < PartLength;
            BinaryPrimitives.WriteInt32LittleEndian(part, number);
            part[4] = isLast ? (byte)1 : (byte)0;
            var closed = keys.Seal(part.AsSpan(0, Header + read), complaintId);
            BinaryPrimitives.WriteInt32LittleEndian(length, closed.Length);
            yield return length;
            yield return closed;
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string name, [EnumeratorCancellation] CancellationToken ct)
    {
        var found = await contents.OpenAsync(name, ct) ?? throw new IOException($"There is no content {name}.");
        await foreach (var part in OpenAsync(found, null, ct)) yield return part;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> OpenAsync(
        Stream stored, string? sha256, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = stored;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[MostSealed];
        for (var (number, isLast) = (0, false); !isLast; number++)
        {
            await file.ReadExactlyAsync(buffer.AsMemory(0, 4), ct);
            var length = BinaryPrimitives.ReadInt32LittleEndian(buffer);
            if (length is < 0 or > MostSealed) throw Damaged();
            await file.ReadExactlyAsync(buffer.AsMemory(0, length), ct);
            var part = keys.Open(buffer.AsSpan(0, length)) ?? throw new ContentErasedException();
            if (part.Length < Header || BinaryPrimitives.ReadInt32LittleEndian(part) != number) throw Damaged();
            isLast = part[4] == 1;
            hash.AppendData(part.AsSpan(Header));
            // Before the last part goes out: a content that is another one is never given as a whole.
            if (isLast && sha256 is not null && Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
                throw Damaged();
            yield return part.AsMemory(Header);
        }
    }

    private static IOException Damaged() => new("A stored content is not what was written.");
}
