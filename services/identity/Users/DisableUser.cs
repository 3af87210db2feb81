using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.Users;

// Ends a user's access: no new tokens from now on; one given before is refused within a minute. The user's past acts
// stay under the user's name. An administrator cannot disable the account in use, so that one is always left.
public static class DisableUserEndpoint
{
    public static Decision<IUserEvent> Decide(User state, Actor actor)
    {
        if (state.Disabled) return Decision<IUserEvent>.Nothing();
        return state.UserId == actor.Id
            ? Decision<IUserEvent>.Refuse("user-is-yourself",
                "You cannot disable the account that you are signed in with. Another administrator has to.")
            : Decision<IUserEvent>.Accept(new UserDisabled(state.UserId));
    }

    [WolverinePost("/api/users/{userId}/disable"), ForRoles(Roles.Administrator)]
    [EndpointSummary("End a user's access"), Tags("Users")]
    public static (IResult, Events) Post([WriteAggregate] IEventStream<User> user, Actor actor) =>
        Decide(user.Aggregate!, actor).Answer(user);
}
