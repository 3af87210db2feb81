using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Schema;

namespace ComplaintsPlatform.Intake;

/// <summary>
/// A request that made a complaint: what its repeats are known by and answered with. One for each complaint, written in
/// the transaction that makes it and kept as long. Its id is the caller's <c>Idempotency-Key</c>, which is the caller's
/// own (for anybody else the same key is another one), or without a key the complaint's id. Of key and body there are
/// only hashes, since either may name a person.
/// </summary>
// A retry after a time-out, a double click, a second tab and a second replica are one complaint (and exactly one
// event). To ask first and write then lets two of them through between the question and the write; so the unique keys
// here let one through, and the verb of the other is run again and finds what the first one wrote.
public sealed record TakenRequest(
    string Id, Guid ComplaintId, string Reference, DateOnly ReceivedOn, string Fingerprint)
{
    public const string KeyHeader = "Idempotency-Key";

    // Nulls are left out, so that a field that is added to the command later does not change the hash of a body that
    // never had it.
    private static readonly JsonSerializerOptions Canonical = new()
    { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Add(StoreOptions store) => store.Schema.For<TakenRequest>()
        .UniqueIndex(UniqueIndexType.DuplicatedField, "taken_requests_complaint", request => request.ComplaintId)
        .UniqueIndex(UniqueIndexType.DuplicatedField, "taken_requests_reference", request => request.Reference);

    public static bool IsKey(string? key) => key is { Length: > 0 and <= 200 } && key.All(c => c is >= ' ' and <= '~');

    /// <summary>The id of a request that came with a key.</summary>
    public static string IdOf(Actor caller, string key) => Hash(Encoding.UTF8.GetBytes($"{caller.Id} {key}"));

    public static string FingerprintOf(MakeComplaint command) =>
        Hash(JsonSerializer.SerializeToUtf8Bytes(command, Canonical));

    /// <summary>The request that this one repeats or collides with: the one with its key, else the one that made the
    /// complaint that it names.</summary>
    public static async Task<TakenRequest?> Find(
        IQuerySession session, string? id, Guid? complaintId, CancellationToken ct) =>
        (id is null ? null : await session.LoadAsync<TakenRequest>(id, ct))
        ?? (complaintId is null
            ? null
            : await session.Query<TakenRequest>()
                .SingleOrDefaultAsync(request => request.ComplaintId == complaintId, ct));

    private static string Hash(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
