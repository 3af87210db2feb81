using System.Reflection;
using System.Text.Json;
using Wolverine.Attributes;

namespace ComplaintsPlatform.Contracts.Tests;

/// <summary>
/// What crosses the broker is kept to its approved form: approved/{message type}.json. A field may be added, with the
/// file changed in the same commit; a field that goes or changes its meaning needs a new version of the contract beside
/// the old one.
/// </summary>
public sealed class ContractTests
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private static readonly string Approved = Path.Combine(AppContext.BaseDirectory, "approved");

    public static TheoryData<string> Types => [.. Samples.All.Select(sample => MessageNames.Of(sample.GetType()))];

    private static object Sample(string type) =>
        Samples.All.Single(sample => MessageNames.Of(sample.GetType()) == type);

    [Theory, MemberData(nameof(Types))]
    public void a_contract_is_written_as_approved(string type) =>
        JsonSerializer.Serialize(Sample(type), Wire)
            .ShouldBe(File.ReadAllText(Path.Combine(Approved, type + ".json")).TrimEnd());

    [Theory, MemberData(nameof(Types))]
    public void what_was_approved_is_read_whole(string type)
    {
        var read = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(Approved, type + ".json")), Sample(type)
            .GetType(), Wire);
        JsonSerializer.Serialize(read, Wire).ShouldBe(JsonSerializer.Serialize(Sample(type), Wire));
    }

    [Fact]
    public void every_contract_has_one_sample_and_every_approved_file_a_contract()
    {
        var contracts = typeof(Topology).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<MessageIdentityAttribute>() is not null).ToList();
        Samples.All.Select(sample => sample.GetType()).ShouldBe(contracts, ignoreOrder: true);
        Directory.EnumerateFiles(Approved).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(contracts.Select(MessageNames.Of), ignoreOrder: true);
    }

    [Fact]
    public void a_name_says_who_sends_what_in_which_version() =>
        Samples.All.ShouldAllBe(sample =>
            System.Text.RegularExpressions.Regex.IsMatch(
                MessageNames.Of(sample.GetType()), @"^(complaints|housing)\.[a-z-]+\.[a-z0-9-]+\.v[0-9]+$"));

    [Fact]
    public void every_contract_of_ours_is_heard_by_somebody()
    {
        // A topic pattern's # stands for any number of words.
        static bool Matches(string pattern, string type) => pattern.EndsWith(".#", StringComparison.Ordinal)
            && type.StartsWith(pattern[..^1], StringComparison.Ordinal);
        Samples.All.Select(sample => MessageNames.Of(sample.GetType()))
            .Where(type =>
                !Topology.Listeners.Any(consumer => consumer.MessageTypes.Any(pattern => Matches(pattern, type))))
            .ShouldBeEmpty();
    }
}
