using System.Globalization;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>Amounts as people write them: 250, £1,250.00, 99.5.</summary>
internal static class Amounts
{
    public static decimal? Read(string? text) => decimal.TryParse(
        (text ?? "").Replace("£", "", StringComparison.Ordinal).Trim(),
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount)
        ? amount
        : null;
}
