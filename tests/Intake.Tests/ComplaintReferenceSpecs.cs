using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Intake.Tests;

public sealed class ComplaintReferenceSpecs
{
    [Fact]
    public void every_reference_is_eight_characters_of_the_alphabet() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(),
            _ => Regex.IsMatch(ComplaintReference.Next(), @"\ACMP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\z"))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void the_alphabet_has_no_letter_that_is_misheard_or_misread() =>
        ComplaintReference.Alphabet.Length.ShouldBe("ILOU".Any(ComplaintReference.Alphabet.Contains) ? 0 : 32);

    [Fact]
    public void references_are_spread_over_the_whole_alphabet_and_follow_no_sequence()
    {
        var references = Enumerable.Range(0, 20_000).Select(_ => ComplaintReference.Next()).ToList();
        references.Distinct().Count().ShouldBe(references.Count);
        foreach (var place in new[] { 4, 5, 6, 7, 9, 10, 11, 12 })
        {
            // 625 of each character expected at each place; eight standard deviations are 197.
            var counts = references.GroupBy(reference => reference[place]).Select(group => group.Count()).ToList();
            counts.Count.ShouldBe(32);
            counts.ShouldAllBe(count => Math.Abs(count - 625) < 197);
        }
    }
}
