using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

/// <summary>What people and machines type, and what is meant by it.</summary>
public sealed class InputTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("Siobhán O’Hara", "Siobhán O'Hara", "siobhan ohara")]
    [InlineData("Siobha\u0301n  O'Hara\r\n", "Siobhán O'Hara", "siobhan ohara")]
    [InlineData("SIOBHAN O`HARA", "SIOBHAN O'HARA", "siobhan ohara")]
    [InlineData("Ng", "Ng", "ng")]
    [InlineData("李伟", "李伟", "李伟")]
    [InlineData("  Li\u00A0Wu\u200B ", "Li Wu", "li wu")]
    [InlineData("Łukasz Żółć", "Łukasz Żółć", "lukasz zolc")]
    [InlineData("Smith-Jones", "Smith-Jones", "smith jones")]
    [InlineData("\u202Eevil\u202C Ada", "evil Ada", "evil ada")]
    [InlineData("علی\u200Cرضا", "علی\u200Cرضا", "عليرضا")]
    [InlineData("Ada\u200CReed", "AdaReed", "adareed")]
    [InlineData("Ａｄａ", "Ａｄａ", "ada")]
    [InlineData("が", "が", "が")]
    [InlineData("\u304B\u3099", "が", "が")]
    [InlineData("한\u1112\u1161\u11AB", "한한", "한한")]
    [InlineData("Null", "Null", "null")]
    public void a_name(string given, string text, string canonical) =>
        PersonName.Read(given).ShouldBe(new Detail(given, text, canonical, null));

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u00AD\u00AD")]
    [InlineData("\u0301")]
    [InlineData("- ")]
    [InlineData("12345")]
    [InlineData("ada@example.org")]
    [InlineData("The Occupier")]
    [InlineData("")]
    [InlineData(null)]
    public void no_name(string? given) => ShouldBeFaulty(PersonName.Read(given));

    [Theory]
    [InlineData("Ama Quartey", "Tom Ashby", false)]
    [InlineData("Ama Quartey", "ama QUARTEY", true)]
    [InlineData("Quartey, Ama", "Ama Quartey", true)]
    [InlineData("Mrs A. Quartey", "Ama Kofi Quartey", true)]
    [InlineData("Ama Quartie", "Ama Quartey", false)]
    [InlineData("Ama Quarty", "Ama Quartey", true)]
    [InlineData("Siobhan OHara", "Siobhán O’Hara", true)]
    [InlineData("Tom Smith", "Ama Smith", false)]
    [InlineData("A", "Ama Quartey", false)]
    [InlineData("李 伟", "李伟", true)]
    [InlineData("\u200B", "Ama Quartey", false)]
    [InlineData("Li Wu", "Wu Li", true)]
    [InlineData("Ng", "Ng", true)]
    public void a_name_that_fits_another(string one, string other, bool fits)
    {
        PersonName.Fit(one, other).ShouldBe(fits);
        PersonName.Fit(other, one).ShouldBe(fits);
    }

    [Theory]
    [InlineData(" Ada@Example.ORG ", "Ada@example.org", "ada@example.org")]
    [InlineData("ada\u200B@example.org", "ada@example.org", "ada@example.org")]
    [InlineData("ada @ example. org", "ada@example.org", "ada@example.org")]
    [InlineData("mailto:ada@example.org", "ada@example.org", "ada@example.org")]
    [InlineData("Ada Reed <ada@example.org>", "ada@example.org", "ada@example.org")]
    [InlineData("ada@example.org.", "ada@example.org", "ada@example.org")]
    [InlineData("ada＠example.org", "ada@example.org", "ada@example.org")]
    [InlineData("o'hara+home@example.org", "o'hara+home@example.org", "o'hara+home@example.org")]
    [InlineData("ada@bücher.example", "ada@bücher.example", "ada@xn--bcher-kva.example")]
    public void an_email_address(string given, string text, string canonical) =>
        EmailAddress.Read(given).ShouldBe(new Detail(given, text, canonical, null));

    [Theory]
    [InlineData("ada lovelace@example.org")]
    [InlineData("ada@example")]
    [InlineData("ada@@example.org")]
    [InlineData("ada..b@example.org")]
    [InlineData("ada@example.org, bob@example.org")]
    [InlineData("ada.example.org")]
    [InlineData("noreply@example.org")]
    [InlineData("No-Reply@example.org")]
    [InlineData("none@none.com")]
    public void no_email_address(string given) => ShouldBeFaulty(EmailAddress.Read(given));

    [Theory]
    [InlineData("020 7946 0123", "020 7946 0123", "+442079460123")]
    [InlineData("+44 (0)20 7946 0123", "020 7946 0123", "+442079460123")]
    [InlineData("00442079460123", "020 7946 0123", "+442079460123")]
    [InlineData("442079460123", "020 7946 0123", "+442079460123")]
    [InlineData("2079460123", "020 7946 0123", "+442079460123")]
    [InlineData("0207-946-0123\u202C", "020 7946 0123", "+442079460123")]
    [InlineData("tel:+442079460123", "020 7946 0123", "+442079460123")]
    [InlineData("٠٢٠٧٩٤٦٠١٢٣", "020 7946 0123", "+442079460123")]
    [InlineData("7700900123.0", "07700 900123", "+447700900123")]
    [InlineData("020 7946 0123 ext. 12", "020 7946 0123 x12", "+442079460123;ext=12")]
    [InlineData("+353 1 234 5679", "+353 1 234 5679", "+35312345679")]
    public void a_phone_number(string given, string text, string canonical) =>
        PhoneNumber.Read(given).ShouldBe(new Detail(given, text, canonical, null));

    [Theory]
    [InlineData("07000 000000")]
    [InlineData("00000000000")]
    [InlineData("07777 777777")]
    [InlineData("01234 567890")]
    [InlineData("123")]
    [InlineData("7.7009E+09")]
    [InlineData("call my daughter")]
    [InlineData("07700 900123 07700 900124")]
    public void no_phone_number(string given) => ShouldBeFaulty(PhoneNumber.Read(given));

    [Theory]
    [InlineData("07700 900123", true)]
    [InlineData("020 7946 0123", false)]
    [InlineData("nobody", false)]
    public void a_number_that_takes_texts(string given, bool takes) => PhoneNumber.TakesTexts(given).ShouldBe(takes);

    [Theory]
    [InlineData("sw1a1aa", "SW1A 1AA", "SW1A1AA")]
    [InlineData("SW1A  1AA\n", "SW1A 1AA", "SW1A1AA")]
    [InlineData("s w 1 a 1 a a", "SW1A 1AA", "SW1A1AA")]
    [InlineData("M1 OAE", "M1 0AE", "M10AE")]
    [InlineData("CRI 1AA", "CR1 1AA", "CR11AA")]
    [InlineData("EC1A.1BB", "EC1A 1BB", "EC1A1BB")]
    [InlineData("GIR 0AA", "GIR 0AA", "GIR0AA")]
    public void a_postcode(string given, string text, string canonical) =>
        Postcode.Read(given).ShouldBe(new Detail(given, text, canonical, null));

    [Theory]
    [InlineData("SW1A")]
    [InlineData("ZZ99 3VZ")]
    [InlineData("90210")]
    [InlineData("QQ1 1AA")]
    public void no_postcode(string given) => ShouldBeFaulty(Postcode.Read(given));

    [Theory]
    [InlineData("ls1 4DY", "LS1 4DY")]
    [InlineData("LS14DY", "LS1 4DY")]
    [InlineData(" ls1  4 ", "LS1 4")]
    [InlineData("LS14", "LS14")]
    [InlineData("ec1a", "EC1A")]
    public void a_part_of_a_postcode_is_read(string given, string text) =>
        (Postcode.ReadPart(given) is { Fault: null } part ? part.Text : null).ShouldBe(text);

    [Theory]
    [InlineData("LS"), InlineData("ZZ1"), InlineData("LS1 4D"), InlineData("LS1 44"), InlineData("Leeds")]
    public void no_part_of_a_postcode(string given) => ShouldBeFaulty(Postcode.ReadPart(given));

    [Fact]
    public void the_postcode_of_an_address_is_the_last_in_it()
    {
        Postcode.OfAddress("1 LS1 4DY House,\nLeeds ls1 4dz").ShouldBe("LS1 4DZ");
        Postcode.OfAddress("1 Quay Street").ShouldBeNull();
        Postcode.OfAddress(null).ShouldBeNull();
    }

    [Fact]
    public void postcodes_in_an_address() =>
        Postcode.In("Flat 2, 1 Quay Street, Leeds ls1 4dy, formerly LS14DZ").ShouldBe(["LS14DY", "LS14DZ"]);

    [Theory]
    [InlineData("100023336956", "100023336956")]
    [InlineData("0100023336956\n", "100023336956")]
    [InlineData(" 1000 2333 6956", "100023336956")]
    [InlineData("'000100023336956", "100023336956")]
    [InlineData("UPRN: 100023336956", "100023336956")]
    [InlineData("100,023,336,956", "100023336956")]
    [InlineData("100023336956.0", "100023336956")]
    [InlineData("7", "7")]
    public void a_uprn(string given, string canonical) =>
        Uprn.Read(given).ShouldBe(new Detail(given, canonical, canonical, null));

    [Theory]
    [InlineData("0")]
    [InlineData("000000000000")]
    [InlineData("999999999999")]
    [InlineData("100023000000")]
    [InlineData("1.00023E+11")]
    [InlineData("123456789012")]
    [InlineData("1000233369561")]
    [InlineData("12a")]
    public void no_uprn(string given) => ShouldBeFaulty(Uprn.Read(given));

    [Theory]
    [InlineData("n/a")]
    [InlineData(" None ")]
    [InlineData("-")]
    [InlineData("\u200B")]
    [InlineData(null)]
    public void nothing_given(string? given)
    {
        foreach (var detail in new[] { EmailAddress.Read(given), PhoneNumber.Read(given), Postcode.Read(given),
            Uprn.Read(given), WrittenDate.Read(given, Today) })
            detail.ShouldBe(new Detail(given ?? "", "", null, null));
    }

    [Theory]
    [InlineData("The boiler\r\nis  broken. \n\n", "The boiler\nis  broken.", "The boiler is broken.")]
    [InlineData("It\u2019s \u201Ccold\u201D\u2028now", "It’s “cold”\nnow", "It's \"cold\" now")]
    [InlineData("a\u202Eb\u0007", "ab", "ab")]
    [InlineData("👨‍👩‍👧 ❤️", "👨‍👩‍👧 ❤️", "👨👩👧 ❤")]
    public void free_text(string given, string text, string canonical) =>
        FreeText.Read(given).ShouldBe(new Detail(given, text, canonical, null));

    [Theory]
    [InlineData("2/3/2026", "2026-03-02")]
    [InlineData("02.03.26", "2026-03-02")]
    [InlineData("2 3 2026", "2026-03-02")]
    [InlineData("2nd of March 2026", "2026-03-02")]
    [InlineData("Monday, 2 March 2026", "2026-03-02")]
    [InlineData("mon 2 mar 26", "2026-03-02")]
    [InlineData("March 2, 2026", "2026-03-02")]
    [InlineData("2-Mar-2026", "2026-03-02")]
    [InlineData("2026-03-02", "2026-03-02")]
    [InlineData("2/3/45", "1945-03-02")]
    [InlineData("29/2/2024", "2024-02-29")]
    public void a_date(string given, string canonical)
    {
        var date = WrittenDate.Read(given, Today);
        (date.Canonical, date.Fault).ShouldBe((canonical, null));
        WrittenDate.DayOf(date)!.Value.ToString("O", null).ShouldBe(canonical);
    }

    [Theory]
    [InlineData("3/13/2026")]
    [InlineData("29/2/2026")]
    [InlineData("0/3/2026")]
    [InlineData("2 March")]
    [InlineData("Tuesday 2 March 2026")]
    [InlineData("soon")]
    [InlineData("2/3/1026")]
    public void no_date(string given) => ShouldBeFaulty(WrittenDate.Read(given, Today));

    [Fact]
    public void a_date_of_three_fields() =>
        WrittenDate.Read(" 2", "March", "2026 ", Today).Canonical.ShouldBe("2026-03-02");

    private static void ShouldBeFaulty(Detail detail)
    {
        detail.Fault.ShouldNotBeNullOrEmpty();
        detail.Canonical.ShouldBeNull();
    }
}
