using FsCheck;
using FsCheck.Fluent;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Whatever is found on up to six points, in whatever order and however often: the outcome follows from the
/// last finding on each, and from nothing else (Code 6.7).</summary>
public sealed class FindingProperties
{
    private static readonly Gen<(int Point, string Finding)> OneFinding =
        from point in Gen.Choose(1, 6)
        from finding in Gen.Elements("upheld", "partly-upheld", "not-upheld")
        select (point, finding);

    [Fact]
    public void the_outcome_follows_from_the_last_finding_on_each_point() =>
        Prop.ForAll(OneFinding.ListOf().ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (found, points) =>
        {
            var last = found.Where(one => one.Point <= points).GroupBy(one => one.Point)
                .Select(point => point.Last().Finding).ToList();
            var expected = last.Count < points ? null
                : last.TrueForAll(finding => finding == "upheld") ? "upheld"
                : last.TrueForAll(finding => finding == "not-upheld") ? "not-upheld"
                : "partly-upheld";
            return OutcomeFollows.From(Found(points, found), "stage-1") == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(30));

    [Fact]
    public void the_order_in_which_points_are_found_makes_no_difference() =>
        Prop.ForAll(
            Gen.Elements("upheld", "partly-upheld", "not-upheld").NonEmptyListOf().ToArbitrary(),
            Gen.Choose(0, int.MaxValue).ToArbitrary(), (findings, seed) =>
            {
                var inOrder = findings.Select((finding, index) => (Point: index + 1, finding)).ToList();
                var shuffled = inOrder.ToArray();
                new System.Random(seed).Shuffle(shuffled);
                return OutcomeFollows.From(Found(findings.Count, inOrder), "stage-1")
                    == OutcomeFollows.From(Found(findings.Count, shuffled), "stage-1");
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(20));

    // By the verb, so that what it would refuse is not found either.
    private static Complaint Found(int points, IEnumerable<(int Point, string Finding)> findings)
    {
        var state = Complaint.Evolve(null, Opened with
        { Points = [.. Enumerable.Range(1, points).Select(number => new PointOfComplaint(number, "A point."))] });
        return findings.Aggregate(state, (state, one) => RecordFindingEndpoint
            .Decide(new RecordFinding(one.Point, one.Finding, "Why."), state, Sam).Events
            .Aggregate(state, Complaint.Evolve));
    }
}
