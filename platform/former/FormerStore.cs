using System.Diagnostics;
using ComplaintsPlatform.EventStore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>The former event store in a service.</summary>
public static class FormerStore
{
    /// <summary>The store of the service's own database: connection string <c>ConnectionStrings__{database}</c>, master key <c>EventStore__MasterKey</c> (base64), and a scoped session that carries actor, correlation and causation of the request. With <c>EventStore__CheckpointKey</c> it signs checkpoints of its log, with <c>EventStore__CheckpointDirectory</c> it appends them to <c>{database}.jws</c> in there.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing, or the key is not base64 of 32 bytes.</exception>
    public static TBuilder AddServiceStore<TBuilder>(this TBuilder builder, string database, Action<StoreOptions> configure) where TBuilder : IHostApplicationBuilder
    {
        var connectionString = builder.Configuration.GetConnectionString(database)
            ?? throw new InvalidOperationException($"Set ConnectionStrings__{database} to the PostgreSQL connection string of this service's database.");
        var masterKey = MasterKey(builder.Configuration["EventStore:MasterKey"]);

        builder.Services.AddEventStore(options =>
        {
            options.ConnectionString = connectionString;
            options.MasterKey = masterKey;
            options.CheckpointKey = NotEmpty("EventStore:CheckpointKey");
            options.CheckpointFile = NotEmpty("EventStore:CheckpointDirectory") is { } directory ? Path.Combine(directory, $"{database}.jws") : null;
            configure(options);
        });
        builder.Services.RemoveAll<IDocumentSession>();
        builder.Services.AddScoped(static services =>
        {
            var session = services.GetRequiredService<IDocumentStore>().LightweightSession();
            if (services.GetRequiredService<IHttpContextAccessor>().HttpContext is { } request) Stamp(session, request);
            return session;
        });
        builder.Services.AddHealthChecks().AddCheck<Extensions.DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(5));
        return builder;

        string? NotEmpty(string setting) => builder.Configuration[setting] is { Length: > 0 } value ? value : null;
    }

    private static byte[]? MasterKey(string? base64)
    {
        if (string.IsNullOrEmpty(base64)) return null;
        var key = new byte[32];
        return Convert.TryFromBase64String(base64, key, out var length) && length == 32
            ? key
            : throw new InvalidOperationException("EventStore__MasterKey has to be base64 of 32 bytes.");
    }

    /// <summary>Actor, correlation and causation of the request, for every event that the session appends.</summary>
    private static void Stamp(IDocumentSession session, HttpContext context)
    {
        session.CorrelationId = RequestContext.CorrelationOf(context);
        session.CausationId = Activity.Current?.SpanId.ToHexString() ?? context.TraceIdentifier;
        if (context.User.Identity is not { IsAuthenticated: true }) return;
        var actor = Actor.From(context.User);
        session.LastModifiedBy = actor.Id.ToString();
        session.SetHeader("actor", actor.Name);
    }
}
