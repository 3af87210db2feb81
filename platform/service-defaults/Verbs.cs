using System.Reflection;
using System.Runtime.CompilerServices;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Who may use a verb; a verb without it is for nobody.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForRolesAttribute : AuthorizeAttribute
{
    /// <summary>One of these roles is enough.</summary>
    public ForRolesAttribute(params string[] roles) => Roles = string.Join(',', roles);
}

/// <summary>The verbs of a service: Wolverine endpoints by the platform's conventions.</summary>
public static class Verbs
{
    /// <summary>Wolverine in a service that has verbs and neither hears nor says anything; <see
    /// cref="Messages.AddMessages"/> is for all others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddVerbs(this IHostApplicationBuilder builder, string service) =>
        builder.AddVerbs(service, Assembly.GetCallingAssembly(), static _ => { });

    internal static void AddVerbs(
        this IHostApplicationBuilder builder, string service, Assembly application, Action<WolverineOptions> configure)
    {
        // By a Release build (services/Directory.Build.targets); while developing, code is generated at start.
        var facts = application.GetCustomAttributes<AssemblyMetadataAttribute>();
        var isGeneratedAhead = facts.Any(fact => fact.Key == "GeneratedAhead");
        builder.Services.AddWolverineHttp();
        builder.UseWolverine(options =>
        {
            options.ServiceName = service;
            options.ApplicationAssembly = application;
            options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
            options.CodeGeneration.TypeLoadMode = isGeneratedAhead ? TypeLoadMode.Static : TypeLoadMode.Dynamic;
            if (builder.Configuration["GeneratedCode"] is { } folder)
                options.CodeGeneration.GeneratedCodeOutputPath = folder;
            options.Policies.AutoApplyTransactions();
            options.Policies.Add<StampPolicy>();
            AddPaces(options.Durability);
            configure(options);
        });
        if (isGeneratedAhead) builder.Services.AddHostedService<GeneratedCode>();
    }

    /// <summary>
    /// Maps every Wolverine endpoint of the service: commands read and validated (<see cref="CommandBody"/>), versions
    /// checked (<see cref="ExpectedVersion"/>), lost races decided again, events stamped with actor, correlation and
    /// causation.
    /// </summary>
    public static WebApplication MapVerbs(this WebApplication app)
    {
        app.Use(NothingHasNoId);
        app.Use(LostRace.DecideAgain);
        app.MapWolverineEndpoints(options =>
        {
            options.AddParameterHandlingStrategy<FromRequest>();
            options.AddPolicy<StampPolicy>();
            options.AddPolicy<CommandBodyPolicy>();
            options.AddPolicy<ExpectedVersionPolicy>();
            options.AddPolicy<OperationNamePolicy>();
        });
        return app;
    }

    // Marten throws at an id of zeros; to whoever sends one it is an id like any other that does not exist.
    private static Task NothingHasNoId(HttpContext context, RequestDelegate next) =>
        context.Request.RouteValues.Values.Any(value => value is string text && Guid.TryParse(text, out var id)
            && id == Guid.Empty) ? Api.NotFound().ExecuteAsync(context) : next(context);

    /// <summary>
    /// A decision as a verb's answer: the events for the stream, and 200 with <c>{"version":n}</c> and an <c>ETag</c>;
    /// or 409 with the refusal's code and sentence, and no events.
    /// </summary>
    public static (IResult, Events) Answer<TEvent, TState>(this Decision<TEvent> decision, IEventStream<TState> stream)
        where TEvent : notnull where TState : notnull =>
        decision.IsRefused
            ? (Api.Refused(decision.Refusal), [])
            : (Api.Version((stream.StartingVersion ?? 0) + decision.Events.Count), decision.ToEvents());

    /// <summary>A decision's events, for a message handler to return: a refusal there means that nothing is to be
    /// done.</summary>
    public static Events ToEvents<TEvent>(this Decision<TEvent> decision) where TEvent : notnull =>
        [.. decision.Events];

    // How long the work of a dead replica waits: 67 s by Wolverine's defaults, some 5 s with these.
    private static void AddPaces(DurabilitySettings durability)
    {
        durability.FirstHealthCheckExecution = TimeSpan.FromMilliseconds(100);
        durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
        durability.StaleNodeTimeout = TimeSpan.FromSeconds(5);
        durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
        durability.OrphanedMessageSweepPollingTime = TimeSpan.FromSeconds(1);
        durability.NodeReassignmentPollingTime = TimeSpan.FromSeconds(1);
        durability.ScheduledJobFirstExecution = TimeSpan.FromMilliseconds(100);
        durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        durability.NodeAssignmentHealthCheckTracingEnabled = false;
    }
}

/// <summary>Looks for all that was generated ahead: what is missing ends the start, not the message that needs
/// it.</summary>
internal sealed class GeneratedCode(IEnumerable<ICodeFileCollection> all, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var files in all) files.AssertPreBuildTypesExist(services);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
