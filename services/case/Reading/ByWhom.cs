using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Reading;

internal static class ByWhomExtensions
{
    /// <summary>The name of whoever did it; null when nobody at work did.</summary>
    public static string? ByWhom(this IEvent e) => e.GetHeader("actor")?.ToString();
}
