using System.Buffers;
using System.Net.Mail;
using System.Text;
using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// How a resident is written to. By email when one was given that can be written to, unless the resident asked for
/// letters; who prefers the phone or texts still gets the confirmation in writing. Otherwise somebody sends it by hand.
/// </summary>
internal static class HowToSend
{
    private static readonly SearchValues<char> NeverInAnAddress = SearchValues.Create(" \t\r\n,;:<>()[]\\\"\0");

    /// <summary>The address to write to, or null with the reason why it goes by hand.</summary>
    public static (string? Email, string? WhyByHand) Of(string preferredContact, Complainant resident) =>
        preferredContact == "letter" ? (null, "The resident asked for letters by post.")
        : string.IsNullOrWhiteSpace(resident.Email) ? (null, "No email address was given.")
        : IsWritable(resident.Email) ? (resident.Email, null)
        : (null, "The email address that was given cannot be written to.");

    /// <summary>
    /// One plain address: nothing that a mail server or a header could take for more than that (line breaks, lists,
    /// display names, comments). Only ASCII, since not every mail server on the way takes anything else.
    /// </summary>
    public static bool IsWritable(string email) =>
        email.Length <= 254 && Ascii.IsValid(email) && !email.AsSpan().ContainsAny(NeverInAnAddress)
            && !email.Any(char.IsControl)
        && MailAddress.TryCreate(email, out var address) && address.Address == email && address.User.Length <= 64
        && address.Host.Contains('.', StringComparison.Ordinal)
            && Uri.CheckHostName(address.Host) == UriHostNameType.Dns;
}
