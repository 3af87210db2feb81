using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>Registers what keeps a service's record.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// <see cref="EventRecord"/> on the registered <see cref="NpgsqlDataSource"/>, and <see cref="CheckpointWriter"/>
    /// with its health check <c>record</c>. Reads the section <c>RecordIntegrity</c>, see
    /// <see cref="RecordIntegrityOptions"/>; an empty value is none.
    /// </summary>
    public static IServiceCollection AddRecordIntegrity(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<RecordIntegrityOptions>(configuration.GetSection("RecordIntegrity"));
        services.PostConfigure<RecordIntegrityOptions>(options =>
        {
            if (options.CheckpointKey is "") options.CheckpointKey = null;
            if (options.CheckpointDirectory is "") options.CheckpointDirectory = null;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new EventRecord(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<RecordIntegrityOptions>>().Value.CheckpointKey));
        services.AddSingleton<CheckpointWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckpointWriter>());
        services.AddHealthChecks().AddCheck<CheckpointWriter>("record");
        return services;
    }
}
