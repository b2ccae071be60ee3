using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>What the mathematics of differences in differences promises.</summary>
public sealed class DifferenceLaws
{
    private const int Rows = 240;
    private const int Width = 2;

    public static IEnumerable<object[]> Estimators => Enum.GetValues(typeof(DifferenceEstimator)).Cast<DifferenceEstimator>().Select(e => new object[] { e });

    private sealed record Sample(double[] Before, double[] After, bool[] Treated, double[] X, long[] Clusters)
    {
        public double[] Weights { get; init; } = [];

        public DifferenceColumns Columns => new() { Before = Before, After = After, IsTreated = Treated, Covariates = X, Clusters = Clusters, Weights = Weights };
    }

    private static Sample Draw(ulong seed, double effect = 1)
    {
        var random = RandomStream.Open(seed, "difference laws");
        double[] before = new double[Rows], after = new double[Rows], x = new double[Rows * Width];
        var treated = new bool[Rows];
        var clusters = new long[Rows];
        for (var i = 0; i < Rows; i++)
        {
            clusters[i] = i / 3;
            x[Width * i] = random.NextNormal();
            x[Width * i + 1] = 30 + 5 * random.NextNormal();
            treated[i] = random.NextDouble() < Elementary.Logistic(0.6 * x[Width * i]);
            before[i] = 100 + 10 * random.NextNormal();
            after[i] = before[i] + 2 * x[Width * i] + (treated[i] ? effect : 0) + random.NextNormal();
        }

        return new Sample(before, after, treated, x, clusters);
    }

    private static ArmComparison Estimate(Sample sample, DifferenceEstimator estimator, int threads = 1) =>
        DoublyRobustDifference.Estimate(sample.Columns, new DoublyRobustDifferenceOptions { Estimator = estimator, Threads = threads }).Comparison;

    private static void ShouldEqual(ArmComparison actual, ArmComparison expected, double scale = 1)
    {
        actual.Estimate.Value.ShouldBeClose(scale * expected.Estimate.Value, 1e-8, 1e-10);
        actual.StandardError.Value.ShouldBeClose(Math.Abs(scale) * expected.StandardError.Value, 1e-8, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void The_order_of_rows_and_the_names_of_clusters_do_not_matter(DifferenceEstimator estimator)
    {
        var s = Draw(1);
        int[] order = [.. Enumerable.Range(0, Rows).OrderBy(i => (i * 89) % Rows)];
        var shuffled = new Sample(
            [.. order.Select(i => s.Before[i])], [.. order.Select(i => s.After[i])], [.. order.Select(i => s.Treated[i])], [.. order.SelectMany(i => s.X.Skip(Width * i).Take(Width))], [.. order.Select(i => 7_000_000_000 - 13 * s.Clusters[i])]);
        ShouldEqual(Estimate(shuffled, estimator), Estimate(s, estimator));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Units_of_the_outcome_and_of_covariates_scale_through(DifferenceEstimator estimator)
    {
        var s = Draw(2);
        foreach (var scale in new[] { 1e-8, 1e12 })
        {
            var scaled = s with { Before = [.. s.Before.Select(v => scale * v)], After = [.. s.After.Select(v => scale * v)], X = [.. s.X.Select((v, i) => i % Width == 0 ? 1e6 * v + 1e9 : v)] };
            ShouldEqual(Estimate(scaled, estimator), Estimate(s, estimator), scale);
        }
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void A_level_of_the_customer_cancels(DifferenceEstimator estimator)
    {
        var s = Draw(3);
        var shifted = s with { Before = [.. s.Before.Select((v, i) => v + 1000 * i)], After = [.. s.After.Select((v, i) => v + 1000 * i)] };
        ShouldEqual(Estimate(shifted, estimator), Estimate(s, estimator));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void A_weight_of_two_is_the_row_twice_with_and_without_clusters(DifferenceEstimator estimator)
    {
        var s = Draw(4);
        foreach (var isClustered in new[] { true, false })
        {
            var own = isClustered ? s : s with { Clusters = [] };
            var weighted = own with { Weights = [.. Enumerable.Range(0, Rows).Select(i => i % 4 == 0 ? 2.0 : i % 4 == 1 ? 0 : 1)] };
            int[] rows = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, (int)weighted.Weights[i]))];
            var repeated = new Sample(
                [.. rows.Select(i => s.Before[i])], [.. rows.Select(i => s.After[i])], [.. rows.Select(i => s.Treated[i])], [.. rows.SelectMany(i => s.X.Skip(Width * i).Take(Width))], isClustered ? [.. rows.Select(i => s.Clusters[i])] : []);
            ShouldEqual(Estimate(weighted, estimator), Estimate(repeated, estimator));
        }
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Threads_do_not_change_a_bit(DifferenceEstimator estimator)
    {
        var s = Draw(5);
        int[] rows = [.. Enumerable.Range(0, 100 * Rows).Select(i => i % Rows)];
        var big = new Sample(
            [.. rows.Select(i => s.Before[i])], [.. rows.Select(i => s.After[i])], [.. rows.Select(i => s.Treated[i])], [.. rows.SelectMany(i => s.X.Skip(Width * i).Take(Width))], [.. rows.Select((_, i) => (long)i / 2)]);
        var one = Estimate(big, estimator);
        var two = Estimate(big, estimator, threads: 2);
        two.Estimate.Should().Be(one.Estimate);
        two.StandardError.Should().Be(one.StandardError);
    }

    [Fact]
    public void Without_covariates_every_estimator_is_the_difference_of_mean_changes()
    {
        var s = Draw(6) with { X = [] };
        var plain = DifferenceInDifferences.Panel(s.Columns, new DifferenceOptions { Error = RobustError.CR1 }).Comparison;
        foreach (var estimator in Estimators.Select(e => (DifferenceEstimator)e[0]))
        {
            ShouldEqual(Estimate(s, estimator), plain);
        }
    }

    [Fact]
    public void Swapping_the_groups_turns_the_sign_of_the_two_by_two()
    {
        var s = Draw(7);
        var swapped = s with { Treated = [.. s.Treated.Select(t => !t)] };
        ShouldEqual(DifferenceInDifferences.Panel(swapped.Columns).Comparison, DifferenceInDifferences.Panel(s.Columns).Comparison, -1);
    }

    [Fact]
    public void Cross_fitting_finds_the_effect_and_its_folds_follow_the_seed()
    {
        var s = Draw(8, effect: 3);
        var first = DoublyRobustDifference.CrossFit(s.Columns, 1);
        first.Comparison.Interval.Contains(3).Should().BeTrue();
        DoublyRobustDifference.CrossFit(s.Columns, 1).Comparison.Estimate.Should().Be(first.Comparison.Estimate);
        DoublyRobustDifference.CrossFit(s.Columns, 2).Comparison.Estimate.Should().NotBe(first.Comparison.Estimate);
        first.Comparison.Estimate.Value.ShouldBeClose(Estimate(s, DifferenceEstimator.DoublyRobust).Estimate.Value, 0, 3 * first.Comparison.StandardError.Value);
    }

    [Fact]
    public void A_panel_and_its_stacked_rows_agree_when_clustered_by_customer()
    {
        var s = Draw(9) with { X = [] };
        long[] customers = [.. Enumerable.Range(0, Rows).Select(i => (long)i)];
        var stacked = DifferenceInDifferences.RepeatedCrossSections(
            new RepeatedColumns
            {
                Outcomes = [.. s.Before, .. s.After], IsTreated = [.. s.Treated, .. s.Treated], IsAfter = [.. s.Before.Select(_ => false), .. s.After.Select(_ => true)], Clusters = [.. customers, .. customers],
            },
            new DifferenceOptions { Error = RobustError.CR0 }).Comparison;
        ShouldEqual(stacked, DifferenceInDifferences.Panel((s with { Clusters = customers }).Columns, new DifferenceOptions { Error = RobustError.CR0 }).Comparison);
    }

    [Fact]
    public void Trimming_is_explicit_and_counted()
    {
        var s = Draw(10);
        var all = DoublyRobustDifference.Estimate(s.Columns);
        all.TrimmedControls.Should().Be(0);
        var some = DoublyRobustDifference.Estimate(s.Columns, new DoublyRobustDifferenceOptions { LargestPropensity = 0.6 });
        some.TrimmedControls.Should().BeGreaterThan(0);
        some.EffectiveControls.Value.Should().BeLessThan(some.ControlCount - some.TrimmedControls + 1);
        all.LargestControlPropensity.Value.Should().BeGreaterThan(0.6);
    }
}
