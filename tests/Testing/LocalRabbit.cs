using System.Net.Http.Headers;
using System.Text;

namespace ComplaintsPlatform.Testing;

/// <summary>A RabbitMQ from Debian's package.</summary>
/// <param name="arguments">What else its Erlang machine is told, such as <c>-rabbit consumer_timeout 1000</c>.</param>
public sealed class LocalRabbit(string arguments = "") : LocalServer
{
    /// <summary>The management API listens so far above the AMQP port, as the usual 5672 and 15672 do.</summary>
    internal const int Management = 10_000;

    private const int Distribution = 1_000, Epmd = 2_000;
    private readonly int port = FreePort();

    /// <summary>The AMQP address, default virtual host.</summary>
    public string ConnectionString => $"amqp://complaints:{Password}@127.0.0.1:{port}";

    /// <summary>
    /// A client for the management API of the broker at an AMQP address; <c>RABBITMQ_MANAGEMENT</c> names another than
    /// the usual.
    /// </summary>
    public static HttpClient ManagementClient(string amqp)
    {
        var address = new Uri(amqp);
        var management = Environment.GetEnvironmentVariable("RABBITMQ_MANAGEMENT") is { Length: > 0 } given
            ? given : $"http://{address.Host}:{(address.Port > 0 ? address.Port : 5672) + Management}";
        return ManagementClient(new Uri(management), address.UserInfo);
    }

    /// <summary>The same, where the address of the API is known.</summary>
    public static HttpClient ManagementClient(Uri management, string userInfo)
    {
        var client = new HttpClient { BaseAddress = new Uri(management, "/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo))));
        return client;
    }

    internal static int FreePort() => Ports.Free(21_000, 22_000, Management, Distribution, Epmd);

    // An orderly stop takes seconds.
    protected override TimeSpan Patience => TimeSpan.Zero;

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = ManagementClient(
                new Uri($"http://127.0.0.1:{port + Management}"), $"complaints:{Password}");
            using var answer = await client.GetAsync(
                new Uri($"api/health/checks/port-listener/{port}", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    protected override ProcessCommand Command() => new(Script("rabbitmq.sh"), Path.Combine(Directory, "rabbitmq"))
    {
        Environment = new Dictionary<string, string>
        {
            ["TCP_PORT"] = $"{port}",
            ["MANAGEMENT_PORT"] = $"{port + Management}",
            ["DIST_PORT"] = $"{port + Distribution}",
            ["EPMD_PORT"] = $"{port + Epmd}",
            ["RABBITMQ_DEFAULT_USER"] = "complaints",
            ["RABBITMQ_DEFAULT_PASS"] = Password,
            ["ERL_ARGUMENTS"] = arguments,
        },
    };
}
