using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Messaging;

namespace ComplaintsPlatform.Linkage;

/// <summary>Reads what another module published: checked against its published schema first, then taken as its contract.</summary>
internal static class HousingMessage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, JsonSchema> Schemas =
        HousingSchemas.MessageTypes.ToDictionary(type => type, type => JsonSchema.Parse(HousingSchemas.Text(type)), StringComparer.Ordinal);

    /// <exception cref="UnprocessableMessageException">It breaks its schema: it is parked with what is wrong, and the feed goes on.</exception>
    public static T Read<T>(JsonElement data) where T : class
    {
        var type = MessageNames.Of(typeof(T));
        var problems = Schemas[type].Problems(data);
        if (problems.Count > 0) throw new UnprocessableMessageException($"{type} breaks its schema: {string.Join("; ", problems)}.");
        try
        {
            return data.Deserialize<T>(Json) ?? throw new UnprocessableMessageException($"{type} is null.");
        }
        catch (JsonException error)
        {
            throw new UnprocessableMessageException($"{type} cannot be read at {error.Path}.");
        }
    }

    public static Reference Of(this Contracts.Housing.Reference reference) => new(reference.Id, reference.AllocatedBy);

    public static Guid RepairIdOf(Reference workOrder) => DeterministicId.Of("repair", workOrder.AllocatedBy, workOrder.Id);
}
