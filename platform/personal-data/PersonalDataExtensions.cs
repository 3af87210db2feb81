using Marten;
using Marten.Services;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.PersonalData;

/// <summary>How a service keeps personal data.</summary>
public static class PersonalDataExtensions
{
    private const int Connections = 5;

    /// <summary>
    /// Encrypts everything marked <see cref="PersonalDataAttribute"/> in this service's Marten store, with keys in the
    /// database that <c>ConnectionStrings:{connectionName}</c> names, under the master key
    /// <c>PersonalData:MasterKey</c> (base64 of 32 bytes). The host does not start
    /// with another master key than before, nor when an event or document has personal data without a subject.
    /// Holds at most 5 connections beside the store's.
    /// </summary>
    public static IServiceCollection AddPersonalData(
        this IServiceCollection services, IConfiguration configuration, string connectionName)
    {
        services.AddSingleton(_ => new PersonalDataKeys(
            NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(connectionName))
            {
                MaxPoolSize = Connections,
                NoResetOnClose = true,
                KeepAlive = 30,
                MaxAutoPrepare = 10,
                AutoPrepareMinUsages = 2,
            }),
            configuration["PersonalData:MasterKey"]));
        services.ConfigureMarten((provider, options) =>
            options.UsePersonalData(provider.GetRequiredService<PersonalDataKeys>()));
        return services.AddHostedService<PersonalDataWatch>();
    }

    /// <summary>
    /// Encrypts everything marked <see cref="PersonalDataAttribute"/> in events, documents and snapshots of this store,
    /// and adds the table of keys to its schema. To be called after the serializer is chosen, which has to be
    /// System.Text.Json without generated contexts. <see cref="AddPersonalData"/> does it.
    /// </summary>
    public static StoreOptions UsePersonalData(this StoreOptions options, PersonalDataKeys keys)
    {
        if (options.Serializer() is not SystemTextJsonSerializer serializer)
            throw new InvalidOperationException(
                "Personal data is encrypted by System.Text.Json: choose it as the store's serializer.");
        var json = new PersonalJson(keys);
        serializer.Configure(json.Configure);
        options.Storage.Add(new PersonalDataSchema(options));
        options.Listeners.Add(new PersonalDataListener(keys, json, serializer));
        return options;
    }
}
