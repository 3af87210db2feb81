using System.Reflection;
using System.Text;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.RecordIntegrity;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Architecture.Tests;

/// <summary>
/// What platform/ offers stands in approved/*.txt. On purpose: copy the text that the failure names over the approved
/// one and commit both.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("pages", typeof(PageAssets))]
    [InlineData("personal-data", typeof(PersonalDataKeys))]
    [InlineData("record-integrity", typeof(EventRecord))]
    [InlineData("service-defaults", typeof(Actor))]
    public void what_the_platform_offers_changes_on_purpose_only(string project, Type any)
    {
        var approved = Path.Combine(AppContext.BaseDirectory, "approved", project + ".txt");
        var surface = Surface.Of(any.Assembly.GetExportedTypes());
        var received = Path.Combine(AppContext.BaseDirectory, project + ".received.txt");
        File.WriteAllLines(received, surface);
        Repository.Holds(Differences(File.Exists(approved) ? File.ReadAllLines(approved) : [], surface),
            $"The public surface of platform/{project} is as approved, because every service is written against "
                + $"it. To approve: cp {received} tests/Architecture.Tests/approved/{project}.txt");
    }

    [Fact]
    public void a_change_is_seen()
    {
        var approved = Surface.Of([typeof(Sample)]);
        approved.ShouldBe(
        [
            "sealed record ComplaintsPlatform.Architecture.Tests.PublicSurfaceTests.Sample",
            "  Guid Id { get; init; }", "  Sample(Guid Id, params String[] Names)",
            "  String? Comment { get; set; }", "  String[] Names { get; init; }",
            "  static Task<IReadOnlyList<T>> Find<T>(T? other = default)",
        ]);
        Differences(approved, approved).ShouldBeEmpty();
        Differences(approved, approved[..^1]).ShouldHaveSingleItem().ShouldStartWith("- sealed record");
        Differences(["class A", "  Guid Id { get; }", "class B"], ["class A", "class B", "  Guid Id { get; }"])
            .ShouldBe(["- class A has Guid Id { get; }", "+ class B has Guid Id { get; }"]);
    }

    private static IEnumerable<string> Differences(
        IReadOnlyCollection<string> approved, IReadOnlyCollection<string> received) =>
        Qualified(approved).Except(Qualified(received)).Select(line => "- " + line)
            .Concat(Qualified(received).Except(Qualified(approved)).Select(line => "+ " + line));

    // Members of the same shape occur in several types.
    private static List<string> Qualified(IEnumerable<string> lines)
    {
        var type = "";
        return [.. lines.Select(line => line.StartsWith("  ", StringComparison.Ordinal)
            ? $"{type} has {line.Trim()}"
            : type = line)];
    }

    public sealed record Sample(Guid Id, params string[] Names)
    {
        public string? Comment { get; set; }

        public static Task<IReadOnlyList<T>> Find<T>(T? other = default) =>
            Task.FromResult<IReadOnlyList<T>>(other is null ? [] : [other]);
    }
}

/// <summary>The members that others can use, one line each, in an order that does not depend on the compiler.</summary>
internal static class Surface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] WrittenByTheCompiler =
        ["Equals", "GetHashCode", "ToString", "Deconstruct", "PrintMembers"];

    public static List<string> Of(IEnumerable<Type> types) =>
        [.. types.OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Prepend($"{Kind(type)} {FullName(type)}"))];

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate))) return ["  " + Signature(type.GetMethod("Invoke")!)];
        if (type.IsEnum) return Enum.GetNames(type).Select(name => "  " + name);
        var isRecord = IsRecord(type);
        return type.GetMembers(Declared).Where(IsVisible).Select(member => member switch
        {
            ConstructorInfo made => type.IsAbstract ? null : $"{Simple(type.Name)}({Parameters(made)})",
            FieldInfo field =>
                $"{(field.IsLiteral ? "const" : field.IsStatic ? "static" : "field")} {Name(field.FieldType)} "
                + $"{field.Name}",
            PropertyInfo property =>
                $"{(property.GetMethod!.IsStatic ? "static " : "")}{Name(property.PropertyType)}"
                + $"{Maybe(new NullabilityInfoContext().Create(property))} {property.Name} "
                + $"{{ get;{Setter(property)} }}",
            MethodInfo { IsSpecialName: false } method when !(isRecord && WrittenByTheCompiler.Contains(method.Name))
                && method.Name[0] != '<' => Signature(method),
            _ => null,
        }).OfType<string>().Select(line => "  " + line).Order(StringComparer.Ordinal);
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily,
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.GetMethod is { } get && IsVisible(get) && property.Name != "EqualityContract",
        _ => false,
    };

    private static string Setter(PropertyInfo property) => property.SetMethod is not { } set || !IsVisible(set) ? ""
        : set.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit")
            ? " init;"
            : " set;";

    private static string Signature(MethodInfo method) =>
        $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)}"
        + $"{Maybe(new NullabilityInfoContext().Create(method.ReturnParameter))} {method.Name}"
        + $"{Generic(method.IsGenericMethod ? method.GetGenericArguments() : [])}({Parameters(method)})";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var many = parameter.GetCustomAttributesData()
            .Any(data => data.AttributeType.Name is "ParamArrayAttribute" or "ParamCollectionAttribute")
                ? "params "
                : "";
        var otherwise = !parameter.HasDefaultValue
            ? ""
            : parameter.DefaultValue is null ? " = default" : $" = {parameter.DefaultValue}";
        return $"{many}{Name(parameter.ParameterType)}{Maybe(new NullabilityInfoContext().Create(parameter))} "
            + $"{parameter.Name}{otherwise}";
    }));

    private static string Maybe(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType ? "?" : "";

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private static string Kind(Type type) =>
        type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? IsRecord(type) ? "record struct" : "struct"
        : (type.IsAbstract && type.IsSealed ? "static " : type.IsSealed ? "sealed " : "")
            + (IsRecord(type) ? "record" : "class");

    private static string FullName(Type type) =>
        (type.IsNested ? FullName(type.DeclaringType!) : type.Namespace) + "." + Simple(type.Name)
            + Generic(type.GetGenericArguments());

    private static string Name(Type type) => type switch
    {
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        _ when Nullable.GetUnderlyingType(type) is { } value => Name(value) + "?",
        _ => Simple(type.Name) + Generic(type.GetGenericArguments()),
    };

    private static string Generic(Type[] arguments) => arguments.Length == 0
        ? ""
        : new StringBuilder("<").AppendJoin(", ", arguments.Select(Name)).Append('>').ToString();

    private static string Simple(string name) => name.Split('`')[0];
}
