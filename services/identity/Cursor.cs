using System.Buffers.Text;
using System.Text;

namespace ComplaintsPlatform.Identity;

/// <summary>A page of a list; <c>next</c> goes into the query's <c>cursor</c> for the page after it, null on the
/// last.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Where a page ended: the last row's name and id. Opaque to clients.</summary>
internal sealed record Cursor(string Name, Guid Id)
{
    public static Cursor? Parse(string? text)
    {
        if (text is null || !Base64Url.IsValid(text)) return null;
        // The id first: a name may be of several lines.
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n', 2);
        return parts.Length == 2 && Guid.TryParse(parts[0], out var id) ? new Cursor(parts[1], id) : null;
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id}\n{Name}"));
}
