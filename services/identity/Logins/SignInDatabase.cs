using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace ComplaintsPlatform.Identity.Logins;

/// <summary>
/// What a user signs in with. Its id is the user's; who the user is and may do stands in the user's stream. A module
/// has one without a password, which keeps its name from a second user; its secret is its client's.
/// </summary>
internal sealed class Login : IdentityUser<Guid>;

/// <summary>Another program that asks for tokens: the portal, or a module, whose user has the same id.</summary>
internal sealed class Client : OpenIddictEntityFrameworkCoreApplication<Guid, Grant, IssuedToken>;

/// <summary>One sign-in of one user at one client; revoked, its refresh tokens are worth nothing.</summary>
internal sealed class Grant : OpenIddictEntityFrameworkCoreAuthorization<Guid, Client, IssuedToken>;

/// <summary>A token that was given, without what is in it.</summary>
internal sealed class IssuedToken : OpenIddictEntityFrameworkCoreToken<Guid, Client, Grant>;

/// <summary>OpenIddict's kinds of rights; we need none of our own.</summary>
internal sealed class TokenScope : OpenIddictEntityFrameworkCoreScope<Guid>;

/// <summary>
/// The tables of ASP.NET Core Identity and of OpenIddict: passwords, lock-out, one-time codes, clients, tokens; nothing
/// that has a history. <c>Tables.sql</c> makes them, by the migration; a test compares the two.
/// </summary>
internal sealed class SignInDatabase(DbContextOptions<SignInDatabase> options)
    : IdentityUserContext<Login, Guid>(options)
{
    public const string Schema = "sign_in";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<Client, Grant, TokenScope, IssuedToken, Guid>();
        builder.HasDefaultSchema(Schema);
        builder.Entity<Login>().ToTable("logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("login_tokens");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("login_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("other_logins");
        builder.Entity<Client>().ToTable("clients");
        builder.Entity<Grant>().ToTable("grants");
        builder.Entity<IssuedToken>().ToTable("tokens");
        builder.Entity<TokenScope>().ToTable("scopes");
        // Names as PostgreSQL has them, without quotes.
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            foreach (var key in entity.GetKeys()) key.SetName($"{entity.GetTableName()}_pkey");
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"{entity.GetTableName()}_"
                    + string.Join('_', index.Properties.Select(property => property.GetColumnName())));
            foreach (var reference in entity.GetForeignKeys())
                reference.SetConstraintName($"{entity.GetTableName()}_"
                    + string.Join('_', reference.Properties.Select(property => property.GetColumnName())) + "_fkey");
        }
    }
}
