using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.PersonalData;

/// <summary>Checks before the start that personal data is safe; then forgets whom other replicas erase.</summary>
internal sealed partial class PersonalDataWatch(
    PersonalDataKeys keys, IDocumentStore store, ILogger<PersonalDataWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = ((DocumentStore)store).Options;
        foreach (var listener in options.Listeners.OfType<PersonalDataListener>()) listener.Check(options);
        await keys.CheckMasterKeyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await keys.ListenAsync(stoppingToken);
            }
            catch (NpgsqlException lost) when (!stoppingToken.IsCancellationRequested)
            {
                Lost(lost.SqlState);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Erasures by other replicas take up to a minute until the database is back ({SqlState}).")]
    private partial void Lost(string? sqlState);
}
