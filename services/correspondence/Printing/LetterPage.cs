using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter as a page to be printed: letterhead, address, headings that a screen reader hears, the signature
/// where the name stands, and on each page the reference and its number.</summary>
internal static class LetterPage
{
    // Large enough to read, and black on white.
    private const string Look =
        """
        html { font: 12pt/1.45 "DejaVu Sans", "Noto Sans", sans-serif; color: #000 }
        header { border-bottom: 1pt solid #000; margin-bottom: 10mm; padding-bottom: 4mm }
        header p { margin: 0 } .name { font-size: 15pt; font-weight: bold }
        address { font-style: normal; white-space: pre-line; margin-bottom: 8mm }
        h1 { font-size: 14pt; margin: 8mm 0 5mm } h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid }
        p { margin: 0 0 3mm; white-space: pre-line; orphans: 3; widows: 3 } img { max-height: 22mm; max-width: 70mm }
        """;

    public static string Of(LetterDrafted copy, string marked, DateOnly day, Landlord landlord)
    {
        var page = new StringBuilder(
            $"<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>{Text(copy.Subject)}</title>"
            + $"<style>{Margins(copy.Reference)}{Look}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture,
            $"<header>{Image(landlord.Letterhead, landlord.Name)}<p class=\"name\">{Text(landlord.Name)}</p>"
            + $"<p>{Text(landlord.Address)}</p><p>{Text(landlord.Phone)} {Text(landlord.Email)}</p></header>"
            + $"<main><address>{Text(copy.RecipientName)}\n{Text(copy.PostalAddress ?? "")}</address>"
            + $"<p>{day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p>"
            + $"<p>Our reference: {Text(copy.Reference)}</p><h1>{Text(copy.Subject)}</h1>");
        var signature = Image(landlord.Signature, "Signature");
        var paragraphs = marked.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        foreach (var (place, paragraph) in paragraphs.Index())
        {
            // The last one is the name under the letter.
            if (place == paragraphs.Length - 1) page.Append(signature);
            page.Append(paragraph[0] == LetterLayout.Heading
                ? $"<h2>{Text(paragraph[1..])}</h2>"
                : $"<p>{Text(paragraph)}</p>");
        }

        return page.Append("</main></body></html>").ToString();
    }

    // The reference stands in a style sheet: only what references are made of.
    private static string Margins(string reference) =>
        "@page { size: A4; margin: 22mm 22mm 24mm; "
        + $"@bottom-left {{ content: \"{string.Concat(reference.Where(letter => char.IsAsciiLetterOrDigit(letter)
            || letter == '-'))}\"; font-size: 9pt }} "
        + "@bottom-right { content: \"page \" counter(page) \" of \" counter(pages); font-size: 9pt } } ";

    private static string Image(string? file, string says) => string.IsNullOrEmpty(file)
        ? ""
        : $"<p><img alt=\"{Text(says)}\" src=\"data:image/{(file.EndsWith(".png", StringComparison.OrdinalIgnoreCase)
            ? "png" : "jpeg")};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}\"></p>";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text).Replace("&#xA;", "\n",
        StringComparison.Ordinal);
}
