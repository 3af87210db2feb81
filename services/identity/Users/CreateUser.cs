using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Identity.Users;

// Makes a user. With role module it is another system, which signs in by client credentials and can have no other role.
public sealed record CreateUser(
    Guid? UserId, string Username, string Name, IReadOnlyList<string> Roles, string Password)
{
    public sealed class Validator : AbstractValidator<CreateUser>
    {
        public Validator()
        {
            RuleFor(user => user.Username).PlainText(254)
                .Must(static name => name is null || !name.Trim().Any(char.IsControl))
                .WithMessage("A username is one line.");
            RuleFor(user => user.Name).PlainText(200);
            RuleFor(user => user.Roles).MustBeRoles();
            RuleFor(user => user.Password).NotNull().Length(12, LoginNames.MostCharacters);
        }
    }
}

public static class CreateUserEndpoint
{
    public static Decision<IUserEvent> Decide(CreateUser command, User? state, Guid userId)
    {
        if (state is not null)
            return Decision<IUserEvent>.Refuse(
                "user-exists", "There is a user with this id already. Leave the id out, or send a new one.");
        if (command.Roles.Contains(Roles.Module) && command.Roles.Count > 1)
            return Decision<IUserEvent>.Refuse("module-has-one-role",
                "A module is another system and cannot have a person's role as well. Make two users.");
        return Decision<IUserEvent>.Accept(
            new UserCreated(
                userId, LoginNames.Normalise(command.Username), command.Name.Trim(), [.. command.Roles.Distinct()]));
    }

    [WolverinePost("/api/users"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Make a user"), Tags("Users"), ProducesResponseType<UserMade>(StatusCodes.Status201Created)]
    public static async Task<IResult> Post(
        CreateUser command, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var userId = command.UserId ?? Guid.CreateVersion7(time.GetUtcNow());
        var decision = Decide(command, await session.Events.FetchLatest<User>(userId, ct), userId);
        if (decision.IsRefused)
            return Api.Refused(decision.Refusal);

        // One transaction: no user without a login, no login without a user. A username that is taken breaks its
        // unique key: already-exists.
        session.Events.StartStream<User>(userId, decision.Events);
        NewLogin.Queue(session, decision.Events.OfType<UserCreated>().Single(), command.Password);
        return TypedResults.Created($"/api/users/{userId}", new UserMade(userId, decision.Events.Count));
    }
}

/// <summary>A user that was made, with the version that the next change has to name.</summary>
public sealed record UserMade(Guid UserId, long Version);
