using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>Makes a user. With role module it is another system, which signs in by client credentials and can have no other role.</summary>
public sealed record CreateUser(Guid? UserId, string Username, string Name, IReadOnlyList<string> Roles, string Password)
{
    internal sealed class Validator : AbstractValidator<CreateUser>
    {
        public Validator()
        {
            RuleFor(user => user.Username).PlainText(254);
            RuleFor(user => user.Name).PlainText(200);
            RuleFor(user => user.Roles).MustBeRoles();
            RuleFor(user => user.Password).NotNull().Length(12, Passwords.MostCharacters);
        }
    }
}

internal static class CreateUserEndpoint
{
    public static Decision<IUserEvent> Decide(CreateUser command, User? state, Guid userId)
    {
        if (state is not null) return Decision<IUserEvent>.Refuse("user-exists", "There is a user with this id already. Leave the id out, or send a new one.");
        if (command.Roles.Contains(Roles.Module) && command.Roles.Count > 1)
            return Decision<IUserEvent>.Refuse("module-has-one-role", "A module is another system and cannot have a person's role as well. Make two users.");
        return Decision<IUserEvent>.Accept(new UserCreated(userId, Passwords.Normalise(command.Username), command.Name.Trim(), [.. command.Roles.Distinct()]));
    }

    public static void Map(IEndpointRouteBuilder users) => users.MapPost("/", async (CreateUser command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
    {
        var userId = command.UserId ?? Guid.CreateVersion7(time.GetUtcNow());
        // One transaction with the event: no user without a password, no password without a user. A username taken breaks its unique key.
        Passwords.QueueNew(session, userId, command.Username, command.Password);
        var outcome = await session.Decide<User, IUserEvent>(userId, null, state => Decide(command, state, userId), ct);
        return outcome.Refusal is null ? Results.Created($"/api/users/{userId}", new UserMade(userId, outcome.Version)) : outcome.Answer();
    })
    .Validate(new CreateUser.Validator()).RequireRoles(Roles.Administrator).WithName("CreateUser")
    .Produces<UserMade>(StatusCodes.Status201Created);

    internal sealed record UserMade(Guid UserId, long Version);
}
