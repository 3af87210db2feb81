namespace ComplaintsPlatform.ServiceDefaults.Tests;

public sealed class DeterministicIdTests
{
    // Stored ids hang on these: letters, dossiers' records and messages that are known again.
    [Fact]
    public void an_id_stays_what_it_is() => DeterministicId.Of("letter", "a", "b").ShouldBe(
        new Guid("57507be5-92ec-8c02-991c-c3a510205db4"));

    [Fact]
    public void it_is_of_version_8_and_of_the_standard_s_variant()
    {
        var text = DeterministicId.Of("anything").ToString();
        text[14].ShouldBe('8');
        "89ab".ShouldContain(text[19]);
    }

    [Fact]
    public void a_kind_with_names_is_its_lines() =>
        DeterministicId.Of("kind", "one", "two").ShouldBe(DeterministicId.Of("kind\none\ntwo"));
}
