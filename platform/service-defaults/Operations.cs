using ComplaintsPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>What an operator can do with a service while it runs.</summary>
public static class Operations
{
    /// <summary>
    /// Maps <c>/operations</c>: dead letters and their replay, republication of what was said, rebuilding of read
    /// models. The gateway shows them as <c>/api/operations/{service}</c>.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="role">Who may.</param>
    /// <param name="rebuild">Maps <c>POST rebuild</c>, for a service whose read models are not Marten's.</param>
    public static WebApplication MapOperations(
        this WebApplication app, string role, Action<IEndpointRouteBuilder>? rebuild = null)
    {
        var operations = app.MapGroup("/operations").WithTags("Operations")
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(role));
        // What belongs to messages is there for who hears or says some.
        if (app.Services.GetService<Voice>() is not null)
        {
            DeadLetters.Map(operations);
            Republish.Map(operations);
        }

        (rebuild ?? Rebuild.Map)(operations);
        return app;
    }
}
