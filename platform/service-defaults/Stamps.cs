using System.Diagnostics;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine;
using Wolverine.Configuration;
using Wolverine.Http;
using Wolverine.Runtime.Handlers;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// What is written on every event besides itself: who acted (id as user name, display name as header <c>actor</c>), the
/// conversation that it belongs to, the request or message that caused it, and the trace. Called by generated code
/// before anything is appended.
/// </summary>
public static class Stamps
{
    /// <summary>Of a request.</summary>
    public static void OfRequest(IDocumentSession session, HttpContext context)
    {
        session.CorrelationId = RequestContext.CorrelationOf(context);
        session.CausationId = Activity.Current?.SpanId.ToHexString() ?? context.TraceIdentifier;
        OfTrace(session);
        if (context.User.Identity is not { IsAuthenticated: true }) return;
        var actor = Actor.From(context.User);
        session.LastModifiedBy = actor.Id.ToString();
        session.SetHeader("actor", actor.Name);
    }

    /// <summary>Of a message: correlation is kept through every hop, the message is the cause, the sender's actor (or
    /// the sender) acts.</summary>
    public static void OfMessage(IDocumentSession session, Envelope envelope)
    {
        session.CorrelationId = envelope.CorrelationId ?? envelope.Id.ToString();
        session.CausationId = envelope.Id.ToString();
        session.LastModifiedBy = envelope.UserName ?? envelope.Source;
        OfTrace(session);
    }

    private static void OfTrace(IDocumentSession session)
    {
        if (Activity.Current?.Id is { } trace) session.SetHeader("traceparent", trace);
    }
}

/// <summary>Stamps the session of every verb and of every message handler that has one.</summary>
internal sealed class StampPolicy : IHttpPolicy, IHandlerPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(chain => WritesToStore(chain, container)))
            chain.Middleware.Insert(0, new MethodCall(typeof(Stamps), nameof(Stamps.OfRequest)));
    }

    public void Apply(IReadOnlyList<HandlerChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(chain => WritesToStore(chain, container)))
            chain.Middleware.Insert(0, new MethodCall(typeof(Stamps), nameof(Stamps.OfMessage)));
    }

    private static bool WritesToStore(IChain chain, IServiceContainer container) =>
        chain.IsTransactional
            || chain.ServiceDependencies(container, Type.EmptyTypes)
            .Any(type => typeof(IDocumentOperations).IsAssignableFrom(type));
}
