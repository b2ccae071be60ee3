using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class WildClusterBootstrapCorrectness
{
    private static readonly double[] Y = [3, 4, 5, 6, 8, 9, 7, 10, 11, 13, 12, 9];
    private static readonly bool[] Z = [false, false, false, false, false, false, true, true, true, true, true, true];
    private static readonly long[] G = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6];

    private static TrialColumns Columns => new() { Outcomes = Y, IsTreated = Z, Clusters = G };

    private static WildBootstrapOptions With(RobustError error) => new() { Adjustment = new AdjustmentOptions { Error = error } };

    // golden/ab/09_cluster_robust.json, small_wild_cluster_bootstrap_t: enumerated in R.
    // Of 16 patterns two always count as much as the data: p is never below 1/8, and nothing is excluded at 95 %.
    [Fact]
    public void Four_clusters_exclude_nothing()
    {
        double[] y = [1, 2, 4, 3, 7, 5, 6.5, 8, 2, 1, 3, 3, 5, 5, 4.5, 7];
        var actual = WildClusterBootstrap.Test(
            new TrialColumns { Outcomes = y, IsTreated = [.. y.Select((_, i) => i < 8)], Clusters = [.. y.Select((_, i) => (long)(i / 4))] }, 1);
        actual.IsExact.Should().BeTrue();
        actual.PValue.Value.Should().BeGreaterThanOrEqualTo(0.125);
        actual.Interval.Lower.Should().Be(double.NegativeInfinity);
        actual.Interval.Upper.Should().Be(double.PositiveInfinity);
        actual.Warnings.Should().Contain(ComparisonWarning.FewPatterns);
    }

    [Fact]
    public void All_patterns_of_six_clusters_equal_the_enumeration_in_R()
    {
        var e = GoldenFile.Read("ab/09_cluster_robust.json").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "cluster_R_clubSandwich")
            .GetProperty("expected_R").GetProperty("small_wild_cluster_bootstrap_t");
        var actual = WildClusterBootstrap.Test(Columns, 1, With(RobustError.CR0));
        actual.Statistic.Value.ShouldBeClose(e.Number("t0"));
        actual.Draws.Should().Be((int)e.Number("n_draws"));
        actual.IsExact.Should().BeTrue();
        actual.PValue.Value.ShouldBeClose(e.Number("p_sym"));
        WildClusterBootstrap.Test(Columns, 2, With(RobustError.CR1)).PValue.Should().Be(actual.PValue, "the factor of CR1 cancels");
    }

    // Every draw made the long way: residuals under the null, new outcomes, a new regression.
    [Theory]
    [InlineData(WildWeights.Rademacher, true, 0.0)]
    [InlineData(WildWeights.Rademacher, false, 1.5)]
    [InlineData(WildWeights.Rademacher, true, 2.0)]
    [InlineData(WildWeights.Webb, true, 0.0)]
    public void Draws_equal_refitted_regressions(WildWeights weights, bool imposed, double tested)
    {
        double[] values = weights == WildWeights.Webb ? [-Math.Sqrt(1.5), -1, -Math.Sqrt(0.5), Math.Sqrt(0.5), 1, Math.Sqrt(1.5)] : [1, -1];
        double[] x = [2, 3, 1, 5, 4, 4, 6, 1, 3, 5, 2, 2];
        long[] g = [1, 1, 2, 2, 3, 3, 1, 4, 4, 5, 5, 5];
        var ancova = new AdjustmentOptions { Interacted = false, Error = RobustError.CR0 };
        AdjustedComparison Fit(double[] y) => RegressionAdjustment.Fit(new TrialColumns { Outcomes = y, IsTreated = Z, Covariates = x, Clusters = g }, ancova);
        var fit = Fit(Y);
        double[] fitted = Fitted(Y, imposed);
        var t = (fit.Comparison.Estimate.Value - tested) / fit.Comparison.StandardError.Value;
        var center = imposed ? tested : fit.Comparison.Estimate.Value;
        int exceeding = 0, greater = 0, less = 0, patterns = (int)Math.Pow(values.Length, 5);
        for (var draw = 0; draw < patterns; draw++)
        {
            var y = Enumerable.Range(0, 12).Select(i => fitted[i] + values[draw / (int)Math.Pow(values.Length, g[i] - 1) % values.Length] * (Y[i] - fitted[i])).ToArray();
            var again = Fit(y).Comparison;
            var drawn = (again.Estimate.Value - center) / again.StandardError.Value;
            exceeding += Math.Abs(drawn) >= Math.Abs(t) * (1 - 1e-9) ? 1 : 0;
            greater += drawn >= t - 1e-9 * Math.Abs(t) ? 1 : 0;
            less += drawn <= t + 1e-9 * Math.Abs(t) ? 1 : 0;
        }

        var options = new WildBootstrapOptions { Weights = weights, ImposeNull = imposed, NullEffect = tested, Adjustment = ancova };
        var actual = WildClusterBootstrap.Test(new TrialColumns { Outcomes = Y, IsTreated = Z, Covariates = x, Clusters = g }, 3, options);
        actual.PValue.Value.Should().Be((double)exceeding / patterns);
        actual.PValueGreater.Value.Should().Be((double)greater / patterns);
        actual.PValueLess.Value.Should().Be((double)less / patterns, "the observed pattern itself is in both tails");

        double[] Fitted(double[] y, bool restricted)
        {
            if (!restricted)
            {
                var b = fit.Coefficients.Select(c => c.Value).ToArray();
                return [.. Enumerable.Range(0, 12).Select(i => b[0] + (Z[i] ? b[1] : 0) + b[2] * (x[i] - x.Average()))];
            }

            // Least squares of y − tested · z on the covariate alone.
            var left = y.Select((v, i) => v - (Z[i] ? tested : 0)).ToArray();
            double mx = x.Average(), my = left.Average(), slope = left.Zip(x, (l, v) => (l - my) * (v - mx)).Sum() / x.Sum(v => (v - mx) * (v - mx));
            return [.. Enumerable.Range(0, 12).Select(i => my + slope * (x[i] - mx) + (Z[i] ? tested : 0))];
        }
    }

    [Fact]
    public void The_interval_holds_the_effects_that_are_not_rejected()
    {
        var options = With(RobustError.CR1) with { Adjustment = new AdjustmentOptions { Level = 0.8 } };
        var interval = WildClusterBootstrap.Test(Columns, 1, options).Interval;
        foreach (var (at, inside) in new[] { (interval.Lower - 1e-6, false), (interval.Lower + 1e-6, true), (interval.Upper - 1e-6, true), (interval.Upper + 1e-6, false) })
        {
            (WildClusterBootstrap.Test(Columns, 1, options with { NullEffect = at }).PValue.Value > 0.2).Should().Be(inside, $"{at}");
        }
    }

    [Fact]
    public void Too_few_patterns_leave_the_interval_open()
    {
        var four = WildClusterBootstrap.Test(new TrialColumns { Outcomes = Y.AsSpan(2, 8), IsTreated = Z.AsSpan(2, 8), Clusters = G.AsSpan(2, 8) }, 1);
        four.Draws.Should().Be(16);
        four.PValue.Value.Should().BeGreaterThanOrEqualTo(0.125);
        four.Interval.Width.Should().Be(double.PositiveInfinity);
        four.Warnings.Should().Contain(ComparisonWarning.FewPatterns).And.Contain(ComparisonWarning.FewClusters);
    }

    // Of the 32 patterns of five clusters two repeat the observed |t| whatever is tested: p is never below 1/16.
    [Fact]
    public void Five_clusters_exclude_nothing_at_any_distance_and_scale()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 60; trial++)
        {
            var n = 16 + random.Next(15);
            var scale = trial % 3 == 0 ? 1e6 : 1;
            var g = Enumerable.Range(0, n).Select(i => (long)(i % 5)).ToArray();
            var z = g.Select(k => trial % 2 == 0 ? k % 2 == 0 : random.Next(2) == 0).ToArray();
            var x = Enumerable.Range(0, n).Select(_ => 1000 + random.NextDouble()).ToArray();
            var y = g.Select((k, i) => scale * (random.NextDouble() + 0.3 * k + (z[i] ? 1 : 0))).ToArray();
            var columns = new TrialColumns { Outcomes = y, IsTreated = z, Covariates = trial % 4 < 2 ? x : default, Clusters = g };
            var interval = WildClusterBootstrap.Test(columns, 1, new WildBootstrapOptions { Adjustment = new AdjustmentOptions { Interacted = false } }).Interval;
            interval.Lower.Should().Be(double.NegativeInfinity, $"trial {trial}");
            interval.Upper.Should().Be(double.PositiveInfinity, $"trial {trial}");
        }
    }

    [Fact]
    public void Drawn_patterns_come_near_to_all_patterns_and_repeat_with_the_seed()
    {
        var random = new Random(5);
        var g = Enumerable.Range(0, 120).Select(i => (long)(i / 8)).ToArray();
        var z = g.Select(k => k % 2 == 0).ToArray();
        var noise = Enumerable.Range(0, 15).Select(_ => random.NextDouble()).ToArray();
        var y = g.Select((k, i) => noise[k] + random.NextDouble() + (z[i] ? 0.2 : 0)).ToArray();
        WildClusterBootstrap Run(int replicates, ulong seed) =>
            WildClusterBootstrap.Test(new TrialColumns { Outcomes = y, IsTreated = z, Clusters = g }, seed, new WildBootstrapOptions { Replicates = replicates });
        WildClusterBootstrap exact = Run(40_000, 1), drawn = Run(20_000, 1), again = Run(20_000, 1), other = Run(20_000, 2);
        exact.IsExact.Should().BeTrue();
        drawn.IsExact.Should().BeFalse();
        drawn.PValue.Value.Should().BeApproximately(exact.PValue.Value, 4 * Math.Sqrt(0.25 / 20_000));
        again.Interval.Should().Be(drawn.Interval);
        other.PValue.Should().NotBe(drawn.PValue);
    }
}
