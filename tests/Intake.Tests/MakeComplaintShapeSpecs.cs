using static ComplaintsPlatform.Intake.Tests.MakeComplaintSpecs;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>What the form takes and what it sends back, field by field.</summary>
public sealed class MakeComplaintShapeSpecs
{
    private static readonly ResidentGiven OnlyAName = new("Ada Osei");

    private static string[] Faults(MakeComplaint command) =>
        [.. new MakeComplaint.Validator().Validate(command).Errors.Select(error => error.PropertyName).Distinct()];

    [Fact]
    public void a_full_form_is_taken() => Faults(Command).ShouldBeEmpty();

    [Fact]
    public void a_name_is_all_that_is_needed_of_a_resident() =>
        Faults(Command with { Resident = OnlyAName, DesiredOutcome = null, ReceivedOn = null }).ShouldBeEmpty();

    [Fact]
    public void each_channel_category_and_way_of_contact_is_taken()
    {
        foreach (var channel in MakeComplaint.Channels) Faults(Command with { Channel = channel }).ShouldBeEmpty();
        foreach (var category in MakeComplaint.Categories) Faults(Command with { Category = category }).ShouldBeEmpty();
        foreach (var way in MakeComplaint.WaysOfContact)
            Faults(Command with { PreferredContact = way }).ShouldBeEmpty();
    }

    [Fact]
    public void other_words_are_not()
    {
        Faults(Command with { Channel = "fax" }).ShouldBe(["Channel"]);
        Faults(Command with { Category = "Leaks" }).ShouldBe(["Category"]);
        Faults(Command with { PreferredContact = null! }).ShouldBe(["PreferredContact"]);
    }

    [Fact]
    public void one_to_twenty_points_of_up_to_4000_characters_are_taken()
    {
        Faults(Command with { Points = [.. Enumerable.Repeat(new string('a', 4000), 20)] }).ShouldBeEmpty();
        Faults(Command with { Points = [] }).ShouldBe(["Points"]);
        Faults(Command with { Points = null! }).ShouldBe(["Points"]);
        Faults(Command with { Points = [.. Enumerable.Repeat("a", 21)] }).ShouldBe(["Points"]);
        Faults(Command with { Points = ["a", new string('a', 4001)] }).ShouldBe(["Points[1]"]);
        Faults(Command with { Points = ["a\u0000"] }).ShouldBe(["Points[0]"]);
        Faults(Command with { Points = [" "] }).ShouldBe(["Points[0]"]);
    }

    [Fact]
    public void days_before_2019_and_an_empty_id_are_not_taken()
    {
        Faults(Command with { ReceivedOn = new(2019, 1, 1) }).ShouldBeEmpty();
        Faults(Command with { ReceivedOn = new(2018, 12, 31) }).ShouldBe(["ReceivedOn"]);
        Faults(Command with { ComplaintId = Guid.Empty }).ShouldBe(["ComplaintId"]);
    }

    [Fact]
    public void somebody_has_to_complain() => Faults(Command with { Resident = null! }).ShouldBe(["Resident"]);

    [Theory]
    [InlineData("", false)]
    [InlineData("Zoë O'Neill-Ñandú", true)]
    [InlineData("Ada\nBcc: everyone", false)]
    public void a_name_is_one_line(string name, bool taken) =>
        Faults(Command with { Resident = OnlyAName with { Name = name } }).Length.ShouldBe(taken ? 0 : 1);

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("a.d+a@mail.example.co.uk", true)]
    [InlineData("ada", false)]
    [InlineData("ada@example", false)]
    [InlineData("ada@@example.org", false)]
    [InlineData("ada@example..org", false)]
    [InlineData("ada@example.org\r\nBcc: everyone@example.org", false)]
    [InlineData("ada@example.org\n", false)]
    [InlineData("ada@example.org, eve@example.org", false)]
    [InlineData("Ada <ada@example.org>", false)]
    public void an_email_address_is_one_mailbox(string email, bool taken) =>
        Faults(Command with { Resident = OnlyAName with { Email = email } }).Length.ShouldBe(taken ? 0 : 1);

    [Theory]
    [InlineData("020 7946 0123", true)]
    [InlineData("+44 (0)20 7946 0123", true)]
    [InlineData("(020) 7946 0123 ext 12", true)]
    [InlineData("07700 900123", true)]
    [InlineData("ring me", false)]
    [InlineData("12", false)]
    [InlineData("020 7946 0123\n", false)]
    public void a_phone_number_looks_like_one(string phone, bool taken) =>
        Faults(Command with { Resident = OnlyAName with { Phone = phone } }).Length.ShouldBe(taken ? 0 : 1);
}
