namespace ComplaintsPlatform.Intake.Tests;

/// <summary>A complaint is never lost because a detail of a contact is odd.</summary>
public sealed class DetailsSpecs
{
    private static (Resident? Resident, string[] Odd) Look(ResidentGiven? given, string? preferred = null)
    {
        var (resident, odd) = Details.Look(given, preferred);
        return (resident, [.. (odd ?? []).Select(detail => $"{detail.Field}: {detail.Given}")]);
    }

    [Theory]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData(" a.d+a@mail.example.co.uk\n", "a.d+a@mail.example.co.uk")]
    [InlineData("ada@ example.org\u200B", "ada@example.org")]
    public void an_email_address_is_cleaned_and_used(string given, string used)
    {
        var (resident, odd) = Look(new("Ada Osei", given));
        resident!.Email.ShouldBe(used);
        odd.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("ada@example")]
    [InlineData("ada@@example.org")]
    [InlineData("ada@example.org, eve@example.org")]
    [InlineData("noreply@example.org")]
    public void an_email_address_that_is_none_is_kept_as_text_and_flagged(string given)
    {
        var (resident, odd) = Look(new("Ada Osei", given));
        resident!.Email.ShouldBeNull();
        odd.ShouldBe([$"resident.email: {given}"]);
    }

    [Theory]
    [InlineData("020 7946 0123", "020 7946 0123")]
    [InlineData("+44 (0)20 7946 0123", "020 7946 0123")]
    [InlineData("07700900123\n", "07700 900123")]
    [InlineData("ring my sister", null)]
    [InlineData("12", null)]
    public void a_phone_number_is_used_or_kept_as_text_and_flagged(string given, string? used)
    {
        var (resident, odd) = Look(new("Ada Osei", Phone: given));
        resident!.Phone.ShouldBe(used);
        odd.ShouldBe(used is not null ? [] : [$"resident.phone: {given}"]);
    }

    [Fact]
    public void a_name_is_one_line_that_shows_something()
    {
        Look(new("Ada\nOsei\u202E")).Resident!.Name.ShouldBe("Ada Osei");
        Look(new("\u200B \u3164", "ada@example.org")).Resident!.Name.ShouldBeNull();
        Look(new(new string('n', 201))).Odd.ShouldHaveSingleItem();
        Look(new("Tenant")).Odd.ShouldBe(["resident.name: Tenant"]);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("text")]
    [InlineData("letter")]
    public void a_way_of_contact_that_nothing_was_given_for_is_flagged(string preferred) =>
        Look(new("Ada Osei"), preferred).Odd.ShouldBe(["preferredContact: "]);

    [Fact]
    public void texts_need_a_mobile_number() =>
        Look(new("Ada Osei", Phone: "020 7946 0123"), "text").Odd.ShouldBe(["preferredContact: "]);

    [Fact]
    public void whoever_gives_nothing_is_nobody()
    {
        Look(null).Resident.ShouldBeNull();
        Look(new(" ", "", null, "\n", Guid.Empty)).Resident.ShouldBeNull();
    }

    [Fact]
    public void who_did_not_say_is_reached_by_what_there_is()
    {
        Details.WayOfContact(new(null, null, "a@example.org", "020 7946 0123", null)).ShouldBe("email");
        Details.WayOfContact(new(null, null, null, "020 7946 0123", "Flat 4")).ShouldBe("phone");
        Details.WayOfContact(new(null, null, null, null, "Flat 4")).ShouldBe("letter");
        Details.WayOfContact(null).ShouldBe("phone");
    }
}
