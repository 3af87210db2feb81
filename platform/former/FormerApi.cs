using ComplaintsPlatform.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Answers of services that are still on the former event store.</summary>
public static class FormerApi
{
    /// <summary>
    /// Answers a command: 200 with <c>{"version":n}</c> and an <c>ETag</c>; 409 with the refusal's code and sentence; 404 when the stream was not found.
    /// </summary>
    public static IResult Answer(this Outcome outcome) => outcome switch
    {
        // A refusal comes first: a rule may refuse to start a stream.
        { Refusal: { } refusal } => Api.Problem(refusal.Code == "not-found" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, refusal.Code, refusal.Sentence),
        { Found: false } => Api.NotFound(),
        _ => new Api.VersionedResult(new Api.VersionAnswer(outcome.Version), outcome.Version),
    };

    /// <summary>
    /// For lists, whose rows come from many streams (one stream's version is its <c>ETag</c>): the answer says in <c>Complaints-Log-Position</c>, such as <c>742-18</c>, how much of
    /// the service's log is in it for certain. Asked before the list is made, so it never promises too much; rows may be newer.
    /// </summary>
    public static RouteHandlerBuilder StatesPosition(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        var position = await http.RequestServices.GetRequiredService<IEventLog>().SettledPositionAsync(http.RequestAborted);
        http.Response.Headers["Complaints-Log-Position"] = position.ToString();
        return await next(context);
    });
}
