using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Intake.Reading;

// What a complaint was made of is hidden with it: a submission or a contact is not there, for reading or for any verb,
// for whom the complaint is not there.
internal static class HiddenOrigins
{
    /// <summary>Answers every route with a <c>submissionId</c> or a <c>contactId</c> by 404 for them. Call it before
    /// routes are mapped.</summary>
    public static WebApplication UseHiddenOrigins(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.User.Identity is { IsAuthenticated: true } && await MadeIntoAsync(context) is { } complaintId
                && await context.RequestServices.GetRequiredService<IQuerySession>()
                    .IsHiddenFromAsync(complaintId, Actor.Of(context).Id, context.RequestAborted))
                await Api.Answer<object>(null, 0).ExecuteAsync(context);
            else
                await next(context);
        });
        return app;
    }

    private static async Task<Guid?> MadeIntoAsync(HttpContext context)
    {
        if (Of("submissionId") is { } submission)
            return (await Session().LoadAsync<SubmissionRow>(submission, context.RequestAborted))?.ComplaintId;
        return Of("contactId") is { } contact
            ? (await Session().LoadAsync<MadeOfContact>(contact, context.RequestAborted))?.ResultId
            : null;

        Guid? Of(string name) =>
            Guid.TryParse(context.GetRouteValue(name) as string, out var id) ? id : null;

        IQuerySession Session() => context.RequestServices.GetRequiredService<IQuerySession>();
    }
}
