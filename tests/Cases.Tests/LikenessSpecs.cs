using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.PersonalData;
using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class LikenessSpecs
{
    private static readonly PersonalDataKeys Keys =
        new(Npgsql.NpgsqlDataSource.Create("Host=nowhere"), Convert.ToBase64String(new byte[32]));

    private static int[] Words(params string?[] texts) => Likeness.Words(texts, Keys);

    [Theory]
    [InlineData("The boiler has been broken for three weeks.", "BOILER broken, three weeks now!", true)]
    [InlineData("There is mould on the bedroom wall and my son coughs.", "Mould on bedroom wall. Son coughs.", true)]
    [InlineData("The boiler has been broken for three weeks.", "The lift is dirty and the light is broken.", false)]
    [InlineData("", "Anything at all.", false)]
    public void texts_are_alike_by_their_words(string one, string other, bool areAlike)
    {
        (Likeness.Of(Words(one), Words(other)) >= 0.4).ShouldBe(areAlike);
        if (areAlike) Likeness.Bands(Words(one)).Intersect(Likeness.Bands(Words(other))).ShouldNotBeEmpty();
    }

    [Fact]
    public void the_order_of_words_does_not_count() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), words =>
            Likeness.Bands([.. words.Distinct()]).SequenceEqual(Likeness.Bands([.. words.Distinct().Reverse()])))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void who_shares_most_words_is_found_and_who_shares_few_seldom()
    {
        // Random texts of 20 words with a fixed seed; of a thousand pairs each.
        var random = new Random(8);
        int Found(int common) => Enumerable.Range(0, 1000).Count(_ =>
        {
            var shared = Some(random, common);
            return Likeness.Bands([.. shared, .. Some(random, 20 - common)])
                .Intersect(Likeness.Bands([.. shared, .. Some(random, 20 - common)])).Any();
        });
        Found(common: 16).ShouldBeGreaterThan(990);
        Found(common: 13).ShouldBeGreaterThan(900);
        Found(common: 2).ShouldBeLessThan(100);
    }

    [Fact]
    public void what_is_stored_does_not_change() =>
        Likeness.Bands([1, 2, 3, 4, 5]).Take(3).ShouldBe(Likeness.Bands([5, 4, 3, 2, 1]).Take(3));

    [Fact]
    public void contacts_are_one_however_they_are_spelt_and_erased_says_nothing()
    {
        Likeness.ContactKeys(" Ada@Example.org", "+44 20 7946 0123", Keys)
            .ShouldBe(Likeness.ContactKeys("ada@example.org", "020 7946 0123", Keys));
        Likeness.ContactKeys("[erased]", "[erased]", Keys).ShouldBeEmpty();
        Words("[erased]").ShouldBeEmpty();
        Words("ab cd").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cmp 7k3m 9qxt", "CMP-7K3M-9QXT")]
    [InlineData("CMP-7K3M-9QXT", "CMP-7K3M-9QXT")]
    [InlineData("7k3m9qxt", "CMP-7K3M-9QXT")]
    [InlineData("CMP-OOOI-LLLL", "CMP-0001-1111")]
    [InlineData("nonsense that is long", "nonsense that is long")]
    public void a_reference_is_read_however_it_was_typed(string typed, string read) =>
        ByReferenceEndpoint.Tidy(typed).ShouldBe(read);

    private static int[] Some(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(int.MinValue, int.MaxValue))];
}
