using System.Text.Json;
using System.Text.Json.Serialization;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Simulator;

/// <summary>One message of another housing module.</summary>
/// <param name="Id">CloudEvents id.</param>
/// <param name="Subject">The work order: order is kept for it.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Type">CloudEvents type, which is also the routing key.</param>
/// <param name="Data">The contract, or anything else for a message that breaks it.</param>
public sealed record FeedMessage(Guid Id, string Subject, DateTimeOffset Time, string Type, object Data)
{
    public const string Source = "/housing/repairs";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static FeedMessage Of(Guid id, string subject, DateTimeOffset time, object data) =>
        new(id, subject, time, MessageNames.Of(data.GetType()), data);

    /// <summary>CloudEvents 1.0, structured JSON.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            specversion = "1.0",
            id = Id,
            source = Source,
            type = Type,
            subject = Subject,
            time = Time.UtcDateTime,
            datacontenttype = "application/json",
            data = Data
        }, Json);
}
