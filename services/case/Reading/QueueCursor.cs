using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>Where a page of the queue ended. Opaque to clients.</summary>
internal readonly record struct QueueCursor(DateOnly ReceivedOn, Guid ComplaintId)
{
    public override string ToString() =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{ReceivedOn:yyyy-MM-dd}{ComplaintId:N}")));

    /// <summary>No text is the beginning of the queue.</summary>
    public static bool TryParse(string? text, out QueueCursor cursor)
    {
        cursor = default;
        if (string.IsNullOrEmpty(text)) return true;
        if (text.Length > 100 || !Base64Url.IsValid(text)) return false;
        var plain = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        if (plain.Length != 42
            || !DateOnly.TryParseExact(
                plain[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var receivedOn)
            || !Guid.TryParseExact(plain[10..], "N", out var complaintId))
            return false;
        cursor = new QueueCursor(receivedOn, complaintId);
        return true;
    }
}
