using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using Marten;
using Marten.Schema;

namespace ComplaintsPlatform.Intake;

/// <summary>
/// A request that made a complaint, or recorded another submission: what its repeats are known by and answered with.
/// One for each, written in the transaction that makes it and kept as long. Its id is the caller's
/// <c>Idempotency-Key</c>, which is the caller's own (for anybody else the same key is another one), or without a key
/// the complaint's id. Of key and body there are only hashes, since either may name a person.
/// </summary>
// A retry after a time-out, a double click, a second tab and a second replica are one complaint (and exactly one
// event). To ask first and write then lets two of them through between the question and the write; so the unique keys
// here let one through, and the verb of the other is run again and finds what the first one wrote.
public sealed record TakenRequest(
    string Id, Guid ComplaintId, string Reference, DateOnly ReceivedOn, string Fingerprint,
    IReadOnlyList<ToPutRight>? ToPutRight = null, bool? OfferComplaint = null, int? Version = null)
{
    public const string KeyHeader = "Idempotency-Key";

    // Nulls are left out, so that a field that is added to the command later does not change the hash of a body that
    // never had it.
    private static readonly JsonSerializerOptions Canonical = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Add(StoreOptions store) => store.Schema.For<TakenRequest>()
        .UniqueIndex(UniqueIndexType.DuplicatedField, "taken_requests_complaint", request => request.ComplaintId)
        .UniqueIndex(UniqueIndexType.DuplicatedField, "taken_requests_reference", request => request.Reference);

    public static bool IsKey(string? key) => key is { Length: > 0 and <= 200 } && key.All(c => c is >= ' ' and <= '~');

    /// <summary>The id of a request that came with a key.</summary>
    public static string IdOf(Actor caller, string key) => Hash(Encoding.UTF8.GetBytes($"{caller.Id} {key}"));

    /// <summary>The key of a request, or null when it has none; false when it has one that cannot be taken.</summary>
    public static bool TryReadKey(HttpRequest request, out string? key)
    {
        string?[] keys = request.Headers[KeyHeader].ToArray();
        key = keys.FirstOrDefault();
        return keys.Length <= 1 && keys.All(IsKey);
    }

    public static string FingerprintOf<TCommand>(TCommand command) =>
        // Cleaned: the same words with letters composed otherwise, or other spaces, are the same request.
        Hash(Encoding.UTF8.GetBytes(Clean.Line(JsonSerializer.Serialize(command, Canonical))));

    public static IResult KeyMalformed() => Api.Problem(
        StatusCodes.Status400BadRequest, "idempotency-key-malformed",
        $"{KeyHeader} has to be 1 to 200 printable ASCII characters. A UUID serves well.");

    public static IResult Reused(bool byKey) => byKey
        ? Api.Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused",
            $"This {KeyHeader} was sent before with another body. Send a new key for something new, or the same "
                + $"body for a retry.")
        : Api.Problem(StatusCodes.Status422UnprocessableEntity, "complaint-id-reused",
            "Another complaint or submission has this id. Send a new id, or none, for something new, or the same "
                + "body for a retry.");

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
