using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Json.Schema;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// What other modules publish is checked against its published schema before it is taken as its contract.
/// </summary>
internal static class HousingFeed
{
    private const int EnoughProblems = 10;

    private static readonly EvaluationOptions Options = new()
    { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private static readonly Dictionary<string, JsonSchema> Schemas =
        HousingSchemas.MessageTypes.ToDictionary(
            type => type, type => JsonSchema.FromText(HousingSchemas.Text(type)), StringComparer.Ordinal);

    // As the library says it, but without the number that it found.
    static HousingFeed() =>
        (ErrorMessages.Minimum, ErrorMessages.Maximum) =
            ("Value should be at least [[limit]]", "Value should be at most [[limit]]");

    /// <summary>Looks at the data of a message of the exchange <c>housing</c>, and at no other.</summary>
    /// <exception cref="UnprocessableMessageException">
    /// It breaks its schema: a dead letter that says where and how, without the value, which may be personal.
    /// </exception>
    public static void Check(Type contract, JsonElement data)
    {
        if (contract.Namespace != typeof(Contracts.Housing.RepairRaised).Namespace) return;
        var type = MessageNames.Of(contract);
        var problems = Problems(type, data);
        if (problems.Count > 0)
            throw new UnprocessableMessageException($"{type} breaks its schema: {string.Join("; ", problems)}.");
    }

    /// <summary>
    /// What is wrong, each with its place (<c>/priority/priorityCode</c>); empty when the data keeps the schema.
    /// </summary>
    internal static IReadOnlyList<string> Problems(string type, JsonElement data)
    {
        var results = Schemas[type].Evaluate(data, Options);
        return results.IsValid ? [] : [.. (results.Details ?? []).Prepend(results)
            .SelectMany(result => result.Errors?.Values.Select(error => $"{Place(result)}: {error}") ?? [])
            .Order(StringComparer.Ordinal).Take(EnoughProblems)];
    }

    public static Reference Of(this Contracts.Housing.Reference reference) =>
        Reference.Read(new Reference(reference.Id, reference.AllocatedBy));

    /// <exception cref="UnprocessableMessageException">The reference shows nothing.</exception>
    public static Guid RepairIdOf(Reference workOrder) => workOrder is { Id.Length: > 0, AllocatedBy.Length: > 0 }
        ? DeterministicId.Of("repair", workOrder.AllocatedBy, workOrder.Id)
        : throw new UnprocessableMessageException("/reference: shows nothing");

    private static string Place(EvaluationResults result) =>
        result.InstanceLocation.ToString() is { Length: > 0 } place ? place : "the message";
}
