using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ComplaintsPlatform.PersonalData;

/// <summary>
/// Makes System.Text.Json encrypt marked properties on the way out and decrypt them on the way in. A property's getter
/// knows its owner but not the root, whose id is the subject of last resort: so a root has a converter of its own,
/// which keeps that id at hand while everything below is written as always.
/// </summary>
internal sealed class PersonalJson(PersonalDataKeys keys) : JsonConverterFactory
{
    [ThreadStatic] private static Guid? root;
    [ThreadStatic] private static HashSet<Guid>? collecting;
    private readonly ConcurrentDictionary<Type, bool> personal = new();
    private readonly ConcurrentDictionary<JsonSerializerOptions, JsonSerializerOptions> withoutRoots = new();
    private JsonSerializerOptions? configured;

    public void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
            .WithAddedModifier(Protect);
        options.Converters.Insert(0, this);
        configured ??= options;
    }

    /// <summary>Throws if personal data in this type would have no subject, or would not be encrypted.</summary>
    public void Check(Type type)
    {
        if (CanConvert(type)) configured!.GetTypeInfo(type);
    }

    /// <summary>
    /// Adds the subjects whose keys are needed to write this: it is written to nowhere, so that one rule decides here
    /// and later.
    /// </summary>
    public void Collect(object value, HashSet<Guid> subjects)
    {
        if (!CanConvert(value.GetType())) return;
        collecting = subjects;
        try
        {
            JsonSerializer.Serialize(Stream.Null, value, value.GetType(), configured);
        }
        finally
        {
            collecting = null;
        }
    }

    /// <summary>Whether this type is an object with personal data in it.</summary>
    public override bool CanConvert(Type typeToConvert) => personal.GetOrAdd(typeToConvert, static type =>
        !typeof(IEnumerable).IsAssignableFrom(type) && TypesIn(type).Any(nested => MarkedIn(nested).Any()));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var below = withoutRoots.GetOrAdd(options, static (options, self) =>
        {
            var below = new JsonSerializerOptions(options);
            below.Converters.Remove(self);
            return below;
        }, this);
        var id = below.GetTypeInfo(typeToConvert).Properties
            .FirstOrDefault(property => property.PropertyType == typeof(Guid) && property.Get is not null);
        foreach (var type in TypesIn(typeToConvert))
            foreach (var (property, marked) in MarkedIn(type))
            {
                if (below.GetTypeInfo(type).Kind is not JsonTypeInfoKind.Object)
                    throw new InvalidOperationException(
                        $"{type.Name}.{property.Name} is [PersonalData], "
                        + $"but a converter of its own writes {type.Name}.");
                if (id is null
                    && (marked.Subject is null || type.GetProperty(marked.Subject)?.PropertyType != typeof(Guid)))
                    throw new InvalidOperationException(
                        $"{type.Name}.{property.Name} is [PersonalData] without a subject: "
                        + $"{typeToConvert.Name} has no Guid of its own. Name a Subject.");
            }
        return (JsonConverter)Activator.CreateInstance(typeof(Root<>).MakeGenericType(typeToConvert), below, id?.Get)!;
    }

    private void Protect(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
        {
            if (Marked(property.AttributeProvider) is not { } marked || property.Get is not { } plain) continue;
            if (property.PropertyType != typeof(string))
                throw new InvalidOperationException(
                    $"{info.Type.Name}.{property.Name}: only a string can be [PersonalData].");
            var subject = marked.Subject is null ? null : SubjectNamed(marked.Subject, info);
            property.Get = owner =>
                plain(owner) is string text ? Encrypt((Guid?)subject?.Invoke(owner) ?? root, text) : null;
            property.CustomConverter = new Decrypting(keys);
        }
    }

    private static Func<object, object?> SubjectNamed(string name, JsonTypeInfo info) =>
        info.Properties.FirstOrDefault(
            property => property.AttributeProvider is MemberInfo member && member.Name == name) is
        { Get: { } get } found && (found.PropertyType == typeof(Guid) || found.PropertyType == typeof(Guid?))
            ? get
            : throw new InvalidOperationException(
                $"{info.Type.Name} stores no Guid {name} as the subject of its [PersonalData].");

    private string Encrypt(Guid? subject, string text)
    {
        var whose = subject
            ?? throw new InvalidOperationException("Personal data has no subject: nothing around it has an id.");
        if (collecting is null) return keys.Encrypt(whose, text);
        collecting.Add(whose);
        return "";
    }

    /// <summary>The type and all that is nested in it, as far as declarations tell.</summary>
    private static HashSet<Type> TypesIn(Type type)
    {
        var found = new HashSet<Type>();
        Add(type);
        return found;

        void Add(Type type)
        {
            if (type.GetElementType() is { } element) Add(element);
            foreach (var argument in type.GetGenericArguments()) Add(argument);
            foreach (var derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>(false)) Add(derived.DerivedType);
            if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) is true || !found.Add(type)) return;
            foreach (var property in type.GetProperties()) Add(property.PropertyType);
        }
    }

    private static IEnumerable<(PropertyInfo Property, PersonalDataAttribute Marked)> MarkedIn(Type type) =>
        from property in type.GetProperties()
        let marked = Marked(property)
        where marked is not null
        select (property, marked);

    private static PersonalDataAttribute? Marked(ICustomAttributeProvider? property) =>
        property?.GetCustomAttributes(typeof(PersonalDataAttribute), true) is [PersonalDataAttribute marked]
            ? marked
            : null;

    private sealed class Root<T>(JsonSerializerOptions below, Func<object, object?>? id) : JsonConverter<T>
    {
        private readonly JsonTypeInfo<T> type = (JsonTypeInfo<T>)below.GetTypeInfo(typeof(T));

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize(ref reader, type);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var outer = root;
            root = (Guid?)id?.Invoke(value!);
            try
            {
                JsonSerializer.Serialize(writer, value, type);
            }
            finally
            {
                root = outer;
            }
        }
    }

    private sealed class Decrypting(PersonalDataKeys keys) : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? keys.Decrypt(text) : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
