using System.Security.Claims;
using System.Security.Cryptography;
using ComplaintsPlatform.Portal.Kept;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace ComplaintsPlatform.Portal.SignIn;

/// <summary>
/// Sessions with their tokens, on the server: the cookie holds nothing but a random name. So a session can be ended
/// from elsewhere, and no token is ever in a browser.
/// </summary>
internal sealed class Sessions(KeptThings kept, IDataProtectionProvider protection) : ITicketStore
{
    /// <summary>Where a ticket remembers its own name.</summary>
    public const string NameItem = "session";

    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private readonly IDataProtector protector = protection.CreateProtector("sessions");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var name = RandomNumberGenerator.GetHexString(64, lowercase: true);
        ticket.Properties.Items[NameItem] = name;
        await RenewAsync(name, ticket);
        return name;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => kept.PutAsync(
        KeptThings.Session, key, ticket.Principal.Id(), protector.Protect(TicketSerializer.Default.Serialize(ticket)),
        Lasts);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (await kept.FindAsync(KeptThings.Session, key, owner: null) is not { } found) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(found.Content));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public Task RemoveAsync(string key) => kept.RemoveAsync(KeptThings.Session, key);

    /// <summary>Ends every session of somebody, in whatever browser.</summary>
    public Task RemoveAllOfAsync(ClaimsPrincipal user) => kept.RemoveAllOfAsync(KeptThings.Session, user.Id());
}
