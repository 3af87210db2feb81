using ComplaintsPlatform.Identity.Users;
using Marten;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ComplaintsPlatform.Identity.Logins;

/// <summary>ASP.NET Core Identity's own, with the lock-out by the injected clock, like everything else.</summary>
internal sealed class LoginManager(
    IUserStore<Login> store, IOptions<IdentityOptions> options, IPasswordHasher<Login> hasher,
    IEnumerable<IUserValidator<Login>> validators, IEnumerable<IPasswordValidator<Login>> passwords,
    ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services,
    ILogger<UserManager<Login>> logger, TimeProvider time)
    : UserManager<Login>(store, options, hasher, validators, passwords, normalizer, errors, services, logger)
{
    private const string UsedCode = "used-code";

    public override Task<bool> IsLockedOutAsync(Login user) =>
        Task.FromResult(user.LockoutEnabled && user.LockoutEnd > time.GetUtcNow());

    public override Task<IdentityResult> AccessFailedAsync(Login user)
    {
        user.AccessFailedCount++;
        if (user.AccessFailedCount >= Options.Lockout.MaxFailedAccessAttempts)
        {
            user.LockoutEnd = time.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan;
            user.AccessFailedCount = 0;
        }

        return UpdateAsync(user);
    }

    /// <summary>A code is good once: who looks over a shoulder has none.</summary>
    public override async Task<bool> VerifyTwoFactorTokenAsync(Login user, string tokenProvider, string token) =>
        await base.VerifyTwoFactorTokenAsync(user, tokenProvider, token)
        && await GetAuthenticationTokenAsync(user, UsedCode, tokenProvider) != token
        && (await SetAuthenticationTokenAsync(user, UsedCode, tokenProvider, token)).Succeeded;
}

/// <summary>Usernames as they are compared, and passwords as they are kept.</summary>
internal sealed class LoginNames : ILookupNormalizer
{
    public const int MostCharacters = 256;

    // Said of no one: half a surrogate pair has no normal form, and what is longer can be nobody's.
    private const string NobodysName = "\u0001";

    public static string Normalise(string? username) =>
        username?.Trim() is { Length: <= MostCharacters } name && name.IsNormalizable()
            ? name.Normalize().ToLowerInvariant()
            : NobodysName;

    public string? NormalizeName(string? name) => name is null ? null : Normalise(name);

    public string? NormalizeEmail(string? email) => email is null ? null : Normalise(email);
}

file static class Text
{
    public static bool IsNormalizable(this string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogatePair(text, i)) i++;
            else if (char.IsSurrogate(text[i]) || char.IsControl(text[i])) return false;
        return true;
    }
}

/// <summary>
/// Lets people in by password: one and the same answer, for the same work, whether the name is unknown, the password
/// wrong, the account locked or disabled. Tries for one name wait for one another in the database, so of many guesses
/// at once none gets in after the one that locked the account.
/// </summary>
internal sealed class PasswordCheck(
    SignInDatabase database, LoginManager logins, SignInSteps steps, IPasswordHasher<Login> hasher,
    IQuerySession users)
{
    private static readonly Login Nobody = new();
    private static readonly string HashOfNothing = new PasswordHasher<Login>().HashPassword(
        Nobody, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24)));

    /// <summary>Null for every reason not to let somebody in; they are not told apart.</summary>
    public async Task<Login?> CheckAsync(string username, string password, CancellationToken cancellationToken)
    {
        if (password.Length > LoginNames.MostCharacters) password = "";
        var name = LoginNames.Normalise(username);
        await using var turn = await database.Database.BeginTransactionAsync(cancellationToken);
        var login = await database.Users
            .FromSql($"select * from sign_in.logins where normalized_user_name = {name} for update").AsAsyncEnumerable()
            .SingleOrDefaultAsync(cancellationToken);
        bool right;
        if (login?.PasswordHash is null || await logins.IsLockedOutAsync(login))
        {
            hasher.VerifyHashedPassword(Nobody, HashOfNothing, password);
            right = false;
        }
        else right = (await steps.CheckPasswordSignInAsync(login, password, lockoutOnFailure: true)).Succeeded;

        // Only afterwards: nobody holds one connection and waits for another.
        await turn.CommitAsync(cancellationToken);
        await database.Database.CloseConnectionAsync();
        var user = await users.LoadAsync<UserRow>(login?.Id ?? Guid.Empty, cancellationToken);
        return right && user is { Disabled: false } ? login : null;
    }
}

/// <summary>ASP.NET Core Identity's own steps, of which the first is ours.</summary>
internal sealed class SignInSteps(
    LoginManager logins, IHttpContextAccessor context, IUserClaimsPrincipalFactory<Login> principals,
    IOptions<IdentityOptions> options, ILogger<SignInManager<Login>> logger,
    Microsoft.AspNetCore.Authentication.IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Login> confirmation)
    : SignInManager<Login>(logins, context, principals, options, logger, schemes, confirmation)
{
    /// <summary>In, or on to the one-time code.</summary>
    public Task<SignInResult> EnterAsync(Login login) => SignInOrTwoFactorAsync(login, isPersistent: false);
}
