using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.SlaClock;

/// <summary>What the store of this service knows: event names, the fold, read rows.</summary>
internal static class ClockStore
{
    public static void Configure(StoreOptions store)
    {
        ClockSetEvents.Register(store.Events);
        store.Projections.LiveStreamAggregation<ClockSet, IClockSetEvent>(ClockSet.Evolve);
        store.Projections.Add("clocks", ClockRows.Project, ProjectionLifecycle.Inline, "clocks");
        store.AddSchemaScriptsOf(typeof(ClockStore).Assembly);
    }

    /// <summary>Calendar, rules (section <c>Clocks</c>) and the loop that looks at what is due.</summary>
    public static IServiceCollection AddClocks(this IServiceCollection services, IConfiguration configuration)
    {
        var rules = configuration.GetSection("Clocks").Get<ClockRules>();
        services.AddSingleton(Counting.From(Calendar.EnglandAndWales, rules));
        services.AddSingleton<DueWork>();
        return services.AddHostedService(static provider => provider.GetRequiredService<DueWork>());
    }
}
