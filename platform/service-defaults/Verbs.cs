using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
    /// <summary>
    /// Maps every Wolverine endpoint of the service: commands read and validated (<see cref="CommandBody"/>), versions checked
    /// (<see cref="ExpectedVersion"/>), lost races decided again, events stamped with actor, correlation and causation.
    /// </summary>
    public static WebApplication MapVerbs(this WebApplication app)
    {
        app.MapWolverineEndpoints(options =>
        {
            options.AddParameterHandlingStrategy<FromRequest>();
            options.AddPolicy<CommandBodyPolicy>();
            options.AddPolicy<StampPolicy>();
            options.AddPolicy<ExpectedVersionPolicy>();
        });
        return app;
    }

    /// <summary>
    /// A decision as a verb's answer: the events for the stream, and 200 with <c>{"version":n}</c> and an <c>ETag</c>; or 409 with the
    /// refusal's code and sentence, and no events.
    /// </summary>
    public static (IResult, Events) Answer<TEvent, TState>(this Decision<TEvent> decision, IEventStream<TState> stream)
        where TEvent : notnull where TState : notnull =>
        decision.IsRefused
            ? (Api.Problem(StatusCodes.Status409Conflict, decision.Refusal.Code, decision.Refusal.Sentence), [])
            : (Api.Version((stream.StartingVersion ?? 0) + decision.Events.Count), decision.ToEvents());

    /// <summary>A decision's events, for a message handler to return: a refusal there means that nothing is to be done.</summary>
    public static Events ToEvents<TEvent>(this Decision<TEvent> decision) where TEvent : notnull => [.. decision.Events];
}
