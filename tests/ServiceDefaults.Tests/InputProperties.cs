using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ComplaintsPlatform.ServiceDefaults.Input;
using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

/// <summary>For whatever may be typed: nothing throws, a second cleaning changes nothing, spellings agree.</summary>
public sealed class InputProperties
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly (string Kind, Func<string?, Detail> Read)[] Kinds =
    [
        ("name", PersonName.Read), ("email", EmailAddress.Read), ("phone", PhoneNumber.Read),
        ("postcode", Postcode.Read), ("uprn", Uprn.Read), ("text", FreeText.Read),
        ("date", given => WrittenDate.Read(given, Today)),
    ];

    // Pieces that have to do with the kinds, with what does not show between them, halves of characters among it.
    private static readonly string[] Pieces =
    [
        "ada", "O’Hara", "é", "e\u0301", "李", "علی", "@", "@example.org", ".", "+44", "020 7946 0123",
        "07700900123", "SW1A 1AA", "100023336956", "0", "1.0E+11", "2/3/2026", "March", "\u200B", "\u200C", "\u200D",
        "\u202E", "\u2066", "\u00AD", "\u2800", "\u3164", "\uFEFF", "\uD83C", "\uDFE0", "\uFFFE", "\0", "\r\n", "\t",
        " ", "\u00A0", "<", ">", "\"", "'", "-", "–", "x", "ext 1", "ß", "İ", "ﬁ", "Å", "\u0323\u0307",
        "\u0307\u0323", "각", "\u1100\u1161\u11A8", "\U000E0041", "\uFE0F", "\u034F", "mailto:", "&", "|", "،", "٣", "３",
    ];

    private static readonly Gen<string> Typed = Gen.OneOf(
        from pieces in Gen.ListOf(Gen.Elements(Pieces)) select string.Concat(pieces),
        from text in ArbMap.Default.GeneratorFor<string>() select text ?? "",
        from points in Gen.ListOf(Gen.Choose(0, 0x10FFFF))
        select string.Concat(points.Select(point => Rune.IsValid(point) ? new Rune(point).ToString() : "\uD800")));

    [Fact]
    public void whatever_is_typed_is_read_and_reading_what_was_read_changes_nothing() =>
        Check(Typed, given => Kinds.All(kind =>
        {
            var once = kind.Read(given);
            var twice = kind.Read(once.Text);
            return (once.Given == given && twice.Text == once.Text && twice.Canonical == once.Canonical
                && once.Fault is null == twice.Fault is null)
                ? true : throw new InvalidOperationException($"{kind.Kind}: {once} and then {twice}");
        }));

    [Fact]
    public void every_character_is_cleaned_and_folded_once()
    {
        // The planes that have letters and marks, and the one of tags and selectors.
        foreach (var point in Enumerable.Range(0, 0x20000).Concat(Enumerable.Range(0xE0000, 0x200)).Where(Rune.IsValid))
        {
            var text = $"a{new Rune(point)}b";
            Clean.Line(Clean.Line(text)).ShouldBe(Clean.Line(text));
            Clean.Lines(Clean.Lines(text)).ShouldBe(Clean.Lines(text));
            Clean.Fold(Clean.Fold(text)).ShouldBe(Clean.Fold(text), $"U+{point:X4}");
        }
    }

    [Fact]
    public void plain_text_is_read_as_any_other_is()
    {
        // What does not show takes a text with plain letters only through what reads all others.
        foreach (var text in from first in Enumerable.Range(0, 128)
                             from second in Enumerable.Range(0, 128)
                             from form in (string[])["{0}{1}", "A{0}{1}b", "{0} x{1}"]
                             select string.Format(CultureInfo.InvariantCulture, form, (char)first, (char)second))
        {
            Clean.Line(text).ShouldBe(Clean.Line($"{text}\u200B"));
            Clean.Fold(text).ShouldBe(Clean.Fold($"{text}\u200B"));
        }
    }

    [Fact]
    public void a_text_that_is_cleaned_shows_and_is_one_line() =>
        Check(Typed, given => !Clean.Line(given).Any(char.IsControl) && Clean.Line(given) == Clean.Line(given).Trim()
            && !Regex.IsMatch(Clean.Line(given), "[\u202A-\u202E\u2066-\u2069\u200B\uFEFF\u00AD\u2028\u2029]")
            && !Clean.Line(given).EnumerateRunes().Contains(new Rune(0xFFFE)));

    [Fact]
    public void one_name_in_many_spellings() =>
        Check(from name in Gen.Elements("Siobhán O’Hara", "Li Wu", "李伟", "Ng", "Łukasz Żółć", "José Núñez", "علی رضا")
              from spelling in Spelling(name)
              select (name, spelling),
            pair => PersonName.Read(pair.spelling).Canonical == PersonName.Read(pair.name).Canonical
                && PersonName.Fit(pair.name, pair.spelling));

    [Fact]
    public void one_number_in_many_spellings() =>
        Check(from subscriber in Gen.Choose(0, 99)
              from prefix in Gen.Elements("020", "+44 20", "0044 20", "+44 (0)20", "(020)", "44 20", "tel:+4420")
              from sign in Gen.Elements(" ", "-", "\u00A0", ".", "\u2011", "")
              select (Meant: $"+4420794601{subscriber:00}", Spelt: $"{prefix} 7946{sign}01{subscriber:00}"),
            number => PhoneNumber.Read(number.Spelt).Canonical == number.Meant);

    [Fact]
    public void one_uprn_in_many_spellings() =>
        Check(from digits in Gen.Choose(10_000_000, 99_999_999)
              from zeros in Gen.Choose(0, 6)
              from before in Gen.Elements("", " ", "'", "UPRN ", "\u200B")
              from after in Gen.Elements("", "\n", " ", ".0", "\u00A0")
              select (Digits: $"1{digits}1", Spelt: $"{before}{new string('0', zeros)}1{digits}1{after}"),
            uprn => Uprn.Read(uprn.Spelt).Canonical == Uprn.Read(uprn.Digits).Canonical
                && Uprn.Read(uprn.Digits).Canonical is not null);

    [Fact]
    public void one_postcode_in_many_spellings() =>
        Check(from area in Gen.Elements("SW1A", "M1", "LS14", "EC1A", "W1T", "B33")
              from inward in Gen.Elements("1AA", "0AE", "9ZZ")
              from space in Gen.Elements("", " ", "  ", "\u00A0", "\u200B", "-")
              from small in ArbMap.Default.GeneratorFor<bool>()
              select (Meant: $"{area}{inward}",
                  Spelt: small ? $" {area}{space}{inward}".ToLowerInvariant() : $"{area}{space}{inward}\n"),
            postcode => Postcode.Read(postcode.Spelt).Canonical == postcode.Meant);

    [Fact]
    public void one_address_in_many_spellings() =>
        Check(from name in Gen.Elements("ada", "ada.reed", "o'hara", "a+b")
              from sign in Gen.Elements("@", " @", "@ ", "＠", "\u200B@")
              from domain in Gen.Elements("example.org", "EXAMPLE.org", "example .org", "example.org.", "example.org\n")
              select (Meant: $"{name}@example.org", Spelt: $"{name}{sign}{domain}"),
            address => EmailAddress.Read(address.Spelt).Canonical == address.Meant);

    [Fact]
    public void one_date_in_many_spellings() =>
        Check(from days in Gen.Choose(0, 20_000)
              let date = new DateOnly(1975, 1, 1).AddDays(days)
              from format in Gen.Elements("d/M/yyyy", "dd.MM.yyyy", "d MMMM yyyy", "ddd d MMM yyyy", "MMMM d, yyyy",
                  "yyyy-MM-dd", "d-MMM-yyyy")
              select (date, Spelt: date.ToString(format, System.Globalization.CultureInfo.InvariantCulture)),
            pair => WrittenDate.DayOf(WrittenDate.Read(pair.Spelt, Today)) == pair.date);

    // Accents in parts, other apostrophes, capitals, more spaces, what does not show: all the same name.
    private static Gen<string> Spelling(string name) =>
        from apostrophe in Gen.Elements("'", "’", "`", "ʼ", "‘")
        from space in Gen.Elements(" ", "  ", "\u00A0", " \u200B", "\t")
        from capitals in ArbMap.Default.GeneratorFor<bool>()
        from end in Gen.Elements("", "\n", " ", "\u200B", "\u202C")
        let spelt = name.Replace("’", apostrophe, StringComparison.Ordinal)
            .Replace(" ", space, StringComparison.Ordinal).Replace("á", "a\u0301", StringComparison.Ordinal)
        select (capitals ? spelt.ToUpperInvariant() : spelt) + end;

    private static void Check<T>(Gen<T> gen, Func<T, bool> holds) =>
        Prop.ForAll(gen.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
