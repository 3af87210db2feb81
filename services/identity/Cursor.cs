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
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n');
        return parts.Length == 2 && Guid.TryParse(parts[1], out var id) ? new Cursor(parts[0], id) : null;
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Name}\n{Id}"));
}
