using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// Makes the next signing key. It signs ten minutes later, when every service has read it; one that may have leaked is
/// withdrawn at once instead, and everybody signs in again.
/// </summary>
public sealed record RotateSigningKey(bool Compromised);

internal static partial class RotateSigningKeyEndpoint
{
    public static void Map(IEndpointRouteBuilder keys) =>
        keys.MapPost("/rotate",
            async (RotateSigningKey command, Actor actor, SigningKeys signing, ILogger<SigningKeys> logger,
                CancellationToken ct) =>
    {
        await signing.RotateAsync(command.Compromised, ct);
        LogRotated(logger, actor.Id, command.Compromised);
        return Results.NoContent();
    }).RequireRoles(Roles.Administrator, Roles.OpsEngineer).WithName("RotateSigningKey");

    [LoggerMessage(LogLevel.Warning, "A new signing key was made by {Actor} (compromised: {Compromised}).")]
    private static partial void LogRotated(ILogger logger, Guid actor, bool compromised);
}
