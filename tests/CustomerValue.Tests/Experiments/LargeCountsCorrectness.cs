using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>Counts of a large bank: rare failures among 10⁹, exact tests of millions.</summary>
public sealed class LargeCountsCorrectness
{
    private static readonly ProportionCounts[] RareFailures = [new(999_999_999, 1_000_000_000), new(999_999_970, 1_000_000_000)];

    // mpmath, 50 digits, expected counts as fractions of the margins.
    // One customer of 10⁹ more leaves: the difference is −1 / 10⁹ by hand, not the difference of two rounded rates.
    [Fact]
    public void Rates_near_one_keep_the_digits_of_their_difference()
    {
        var test = ProportionTest.Pooled(new ProportionCounts(999_999_999, 1_000_000_000), new ProportionCounts(1_000_000_000, 1_000_000_000));
        (test.Estimate.Value / -1e-9).Should().BeApproximately(1, 1e-14);
        var mirrored = ProportionTest.Pooled(new ProportionCounts(1, 1_000_000_000), new ProportionCounts(0, 1_000_000_000));
        test.PValue.Value.Should().BeApproximately(mirrored.PValue.Value, 1e-12);
    }

    [Fact]
    public void Rare_failures_among_many_keep_the_digits_of_the_statistic()
    {
        ProportionTest.ChiSquared(RareFailures).Statistic.Value.ShouldBeClose(27.129032678564523, 1e-13);
        ProportionTest.LikelihoodRatio(RareFailures).Statistic.Value.ShouldBeClose(34.139761836866871, 1e-13);
        ProportionTest.Yates(RareFailures[0], RareFailures[1]).Statistic.Value.ShouldBeClose(25.290322972645167, 1e-13);
    }

    // mpmath, 40 digits: the tail of k outwards and that of the first count beyond the mode that is no likelier (as R's binom.test).
    [Theory]
    [InlineData(500_800, 1_000_000, 0.5, 0.10982055650614941)]
    [InlineData(10_002_000, 20_000_000, 0.5, 0.37121297529722907)]
    [InlineData(100_300, 1_000_000, 0.1, 0.31731031966254759)]
    [InlineData(3, 10, 0.3, 1)]
    [InlineData(7, 10, 0.3, 0.010592078399999998)]
    [InlineData(0, 10, 0.5, 0.001953125)]
    [InlineData(5, 10, 0.5, 1)]
    public void The_exact_sample_ratio_test_of_two_arms_holds_for_millions(long first, long total, double share, double expected) =>
        SampleRatioCheck.Of([first, total - first], [share, 1 - share]).ExactPValue().ShouldBeClose(expected, 1e-11);

    [Fact]
    public void An_exact_test_of_two_arms_does_not_walk_through_a_billion_tables() =>
        SampleRatioCheck.Of([500_020_000, 499_980_000], [1, 1]).ExactPValue().Should().BeApproximately(SampleRatioCheck.Of([500_020_000, 499_980_000], [1, 1]).PValue, 1e-4);

    [Fact]
    public void One_arm_has_nothing_to_check() => SampleRatioCheck.Of([1_000_000_000], [1]).ExactPValue().Should().Be(1);

    [Fact]
    public void A_request_no_sample_attains_names_the_parameter()
    {
        ((Action)(() => SampleSize.ForMeans(1e-12, 1))).Should().Throw<ArgumentException>().WithParameterName("difference");
        ((Action)(() => SampleSize.ForProportions(0.1, 0.1 + 1e-9))).Should().Throw<ArgumentException>().WithParameterName("treatmentRate");
    }
}
