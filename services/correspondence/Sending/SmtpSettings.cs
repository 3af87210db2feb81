using System.Net;
using System.Net.Mail;

namespace ComplaintsPlatform.Correspondence;

/// <summary>The mail server: <c>smtp://user:password@host:port?tls=starttls</c>. User, port (25) and tls (none) may be
/// left out.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Port.</param>
/// <param name="Credentials">Or null.</param>
/// <param name="StartTls">Whether the connection has to be encrypted.</param>
public sealed record SmtpSettings(string Host, int Port, NetworkCredential? Credentials, bool StartTls)
{
    /// <exception cref="InvalidOperationException">The address cannot be used; the message says why, without the
    /// password.</exception>
    public static SmtpSettings Parse(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "smtp" || uri.Host.Length == 0)
            throw new InvalidOperationException(
                "Set ConnectionStrings__smtp to smtp://host:port, or smtp://user:password@host:port?tls=starttls. "
                + "(smtps:// is not supported.)");
        var user = uri.UserInfo.Split(':', 2);
        return new SmtpSettings(
            uri.Host, uri.IsDefaultPort || uri.Port < 0 ? 25 : uri.Port,
            uri.UserInfo.Length == 0
                ? null
                : new NetworkCredential(Uri.UnescapeDataString(user[0]), user.Length > 1
                    ? Uri.UnescapeDataString(user[1])
                    : ""),
            uri.Query switch
            {
                "" or "?tls=none" => false,
                "?tls=starttls" => true,
                _ => throw new InvalidOperationException("ConnectionStrings__smtp takes ?tls=starttls or ?tls=none."),
            });
    }

    /// <summary>A client that keeps its connection from message to message until it is disposed. One message at a
    /// time.</summary>
    public SmtpClient Connect() => new(Host, Port) { EnableSsl = StartTls, Credentials = Credentials };
}
