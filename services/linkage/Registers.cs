using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Linkage;

/// <summary>Rows that people and properties are found by.</summary>
internal static class Registers
{
    public static void Project(IEvent stored, IDocumentOperations rows)
    {
        switch (stored.Data)
        {
            case PersonRegistered e:
                rows.QueueSqlCommand(
                    "INSERT INTO person (person_id, property_id, search) VALUES ($1, $2, $3)", e.PersonId, e.PropertyId,
                    Search([e.Name, e.Email, e.Phone, .. e.References.Select(reference => reference.Id), .. e.Tenancies.Select(reference => reference.Id)]));
                rows.QueueSqlCommand(
                    "INSERT INTO person_reference (key, person_id) SELECT unnest($1), $2", e.References.Select(reference => reference.Key).Distinct().ToArray(), e.PersonId);
                rows.QueueSqlCommand(
                    "INSERT INTO person_contact (key, person_id) SELECT unnest($1), $2", PersonMatch.KeysOf(e.Email, e.Phone).ToArray(), e.PersonId);
                break;
            case PropertyRegistered e:
                rows.QueueSqlCommand(
                    "INSERT INTO property (property_id, search) VALUES ($1, $2)", e.PropertyId,
                    Search([e.Address, e.Uprn, .. e.References.Select(reference => reference.Id)]));
                rows.QueueSqlCommand(
                    "INSERT INTO property_reference (key, property_id) SELECT unnest($1), $2", Property.KeysOf(e.Uprn, e.References).Distinct().ToArray(), e.PropertyId);
                break;
        }
    }

    private static string Search(IEnumerable<string?> parts) => string.Join('\n', parts.Where(part => part is not null)).ToLowerInvariant();
}
