using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Takes 2.0 for 2: JSON has one kind of number, and who writes every number with a fraction breaks no schema that asks
/// for an integer.
/// </summary>
internal sealed class WholeNumbers : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt32(out var number)) return number;
            if (reader.TryGetDecimal(out var whole) && decimal.IsInteger(whole) && whole is >= int.MinValue
                and <= int.MaxValue) return (int)whole;
        }

        throw new JsonException("Not a whole number of 32 bits.");
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
