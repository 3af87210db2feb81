using System.Diagnostics;
using System.Globalization;
using ComplaintsPlatform.Simulator;

const string Usage =
    """
    Publishes a believable repairs feed to the exchange 'housing'.

      --amqp URI         broker (default: ConnectionStrings__rabbitmq)
      --gateway URL      where people and properties are read from (default: http://localhost:8080)
      --client ID        module client (default: housing-repairs)
      --secret TEXT      its secret (default: the one of a development platform)
      --repairs N        work orders, about three messages each (default: 100)
      --rate N           messages a second (default: as fast as the broker takes them)
      --seed N           the same seed gives the same feed (default: 1)
      --until DATE       last day of the feed (default: today); it covers the year before
    """;

var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i += 2)
{
    if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 >= args.Length
        || !Usage.Contains($"  {args[i]} ", StringComparison.Ordinal))
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    options[args[i][2..]] = args[i + 1];
}

if (options.GetValueOrDefault("amqp") is not { } amqp)
    amqp = Environment.GetEnvironmentVariable("ConnectionStrings__rabbitmq") ?? "";
if (amqp.Length == 0)
{
    Console.Error.WriteLine("Give --amqp or set ConnectionStrings__rabbitmq.");
    return 2;
}

using var gateway = new HttpClient
{ BaseAddress = new Uri(options.GetValueOrDefault("gateway", "http://localhost:8080").TrimEnd('/') + "/") };
var households = await Register.HouseholdsAsync(
    gateway, options.GetValueOrDefault("client", "housing-repairs"),
    options.GetValueOrDefault("secret", "development-only-secret"));
if (households.Count == 0)
{
    Console.Error.WriteLine("The platform knows no homes yet.");
    return 1;
}

var until = options.TryGetValue("until", out var day)
    ? new DateTimeOffset(
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), new TimeOnly(17, 0), TimeSpan.Zero)
    : TimeProvider.System.GetUtcNow();
var settings = new FeedSettings(Number("seed", 1), Number("repairs", 100), until.AddYears(-1), until);
var feed = RepairsFeed.Make(settings, households);
await using var publisher = await FeedPublisher.ConnectAsync(amqp);
var start = Stopwatch.GetTimestamp();
var sent = await publisher.PublishAsync(feed, options.ContainsKey("rate") ? Number("rate", 1) : null);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{settings.Repairs} repairs of {households.Count} households: {sent} messages confirmed in "
        + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
return 0;

int Number(string name, int otherwise) => options.TryGetValue(name, out var text)
    ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
    : otherwise;
