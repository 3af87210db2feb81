using ComplaintsPlatform.PersonalData;
using Marten;
using Npgsql;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// The PDFs that went out, byte for byte, in a table that nobody can change or empty, the service's own role and its
/// owner included; sealed under the key of whom the letter is about, so that erasing them erases it.
/// </summary>
public sealed class LetterDocuments(NpgsqlDataSource database, PersonalDataKeys keys)
{
    internal const string Schema =
        """
        create table if not exists letter_documents (letter_id uuid primary key, sealed bytea not null);
        create or replace trigger letter_documents_no_change before update or delete on letter_documents
          for each row execute function record.refuse();
        create or replace trigger letter_documents_no_truncate before truncate on letter_documents
          for each statement execute function record.refuse();
        """;

    /// <summary>Keeps it with the session's events, or not at all.</summary>
    internal void Keep(IDocumentSession session, LetterDrafted copy, byte[] document) => session.QueueSqlCommand(
        "insert into letter_documents (letter_id, sealed) values (?, ?)", copy.LetterId,
        keys.Seal(document, copy.AboutId));

    /// <summary>Null when there is none; empty when it was erased.</summary>
    internal async Task<byte[]?> FindAsync(Guid letterId, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select sealed from letter_documents where letter_id = $1");
        command.Parameters.Add(new() { Value = letterId });
        return await command.ExecuteScalarAsync(ct) is byte[] closed ? keys.Open(closed) ?? [] : null;
    }
}
