using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// Events as camelCase JSON, personal fields encrypted on the way out and decrypted on the way in. Serialising is synchronous
/// and keys come from a database, so the keys are fetched first: writing says which it misses, reading scans the text for them.
/// </summary>
/// <param name="registry">Names and types.</param>
/// <param name="keys">For writing.</param>
/// <param name="unknown">Told every time that a stored name is not registered.</param>
internal sealed class EventSerializer(EventRegistry registry, SubjectKeys keys, Action<string> unknown)
{
    [ThreadStatic] private static Pass? current;
    private static readonly JsonSerializerOptions Options = MakeOptions();

    /// <summary>Serialises, or returns null and the subjects whose keys are missing. <paramref name="fresh"/> are keys that will be stored with the event.</summary>
    public string? TryWrite(object data, Guid streamId, IReadOnlyDictionary<Guid, SubjectKey> fresh, out IReadOnlyCollection<Guid> missing)
    {
        var pass = current = new Pass(subject => fresh.GetValueOrDefault(subject) ?? keys.Find(subject), streamId);
        try
        {
            var json = JsonSerializer.Serialize(data, data.GetType(), Options);
            missing = pass.Missing;
            return missing.Count == 0 ? json : null;
        }
        finally
        {
            current = null;
        }
    }

    /// <summary>The subjects that stored texts need keys of.</summary>
    public static HashSet<Guid> SubjectsOf(IEnumerable<string> texts)
    {
        var subjects = new HashSet<Guid>();
        foreach (var text in texts) Collect(text, subjects);
        return subjects;
    }

    private static void Collect(string json, HashSet<Guid> subjects)
    {
        for (var at = json.IndexOf(SubjectKey.Prefix, StringComparison.Ordinal); at >= 0; at = json.IndexOf(SubjectKey.Prefix, at + 1, StringComparison.Ordinal))
            if (json.Length >= at + 38 && Guid.TryParseExact(json.AsSpan(at + SubjectKey.Prefix.Length, 32), "N", out var subject))
                subjects.Add(subject);
    }

    /// <summary>Reads an event. <paramref name="loaded"/> are the keys of the subjects in it; an unknown name gives <see cref="UnknownEvent"/>.</summary>
    public object Read(string eventTypeName, string json, IReadOnlyDictionary<Guid, SubjectKey> loaded)
    {
        if (registry.Find(eventTypeName) is not { } stored)
        {
            unknown(eventTypeName);
            return new UnknownEvent(eventTypeName, json);
        }
        current = new Pass(loaded.GetValueOrDefault, Guid.Empty);
        try
        {
            var data = JsonSerializer.Deserialize(json, stored.Type, Options)!;
            return stored.Upcast is null ? data : stored.Upcast(data);
        }
        finally
        {
            current = null;
        }
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ProtectPersonalData } },
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void ProtectPersonalData(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(PersonalDataAttribute), true) is not [PersonalDataAttribute personal]) continue;
            if (property.PropertyType != typeof(string))
                throw new InvalidOperationException($"{info.Type.Name}.{property.Name}: only a string can be [PersonalData].");
            var plain = property.Get!;
            var subject = personal.Subject is null ? null : info.Type.GetProperty(personal.Subject)
                ?? throw new InvalidOperationException($"{info.Type.Name} has no property {personal.Subject}.");
            property.Get = owner => plain(owner) is string text ? current!.Encrypt(subject?.GetValue(owner) as Guid?, text) : null;
            property.CustomConverter = new Decrypting();
        }
    }

    private sealed class Pass(Func<Guid, SubjectKey?> keyOf, Guid streamId)
    {
        private HashSet<Guid>? missing;

        public IReadOnlyCollection<Guid> Missing => missing ?? (IReadOnlyCollection<Guid>)[];

        public string Encrypt(Guid? subject, string text)
        {
            var owner = subject ?? streamId;
            if (keyOf(owner) is { } key) return key.Encrypt(owner, text);
            (missing ??= []).Add(owner);
            return "";
        }

        public string Decrypt(string text)
        {
            if (!text.StartsWith(SubjectKey.Prefix, StringComparison.Ordinal)) return text;
            var subject = Guid.ParseExact(text.AsSpan(SubjectKey.Prefix.Length, 32), "N");
            var key = keyOf(subject) ?? throw new InvalidOperationException($"The key of {subject} was not loaded.");
            return key.Decrypt(subject, text.AsSpan(SubjectKey.Prefix.Length + 33));
        }
    }

    private sealed class Decrypting : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? current!.Decrypt(text) : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
