using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Tests.Experiments;

public sealed class VarianceReductionLaws
{
    private static readonly RobustError[] Errors =
        [RobustError.Classical, RobustError.HC0, RobustError.HC1, RobustError.HC2, RobustError.HC3, RobustError.CR0, RobustError.CR1, RobustError.CR1S, RobustError.CR2, RobustError.CR3];

    private static void ForEach(Action<int> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(2026, 11), Prop.ForAll(Gen.Choose(0, 9999).ToArbitrary(), law));

    private sealed record Trial(double[] Y, bool[] Z, double[] X, long[] G, double[]? W = null)
    {
        public AdjustedComparison Fit(RobustError error, bool interacted = true, bool twoWay = false) => RegressionAdjustment.Fit(
            new TrialColumns
            {
                Outcomes = Y, IsTreated = Z, Covariates = X, Clusters = error >= RobustError.CR0 ? G : default, Weights = W,
                SecondClusters = twoWay ? G.Select((_, i) => (long)(i % 7)).ToArray() : default,
            },
            new AdjustmentOptions { Error = error, Interacted = interacted });

        public Trial Rows(int[] order) => new(
            [.. order.Select(i => Y[i])], [.. order.Select(i => Z[i])], [.. order.SelectMany(i => X.Skip(2 * i).Take(2))], [.. order.Select(i => G[i])], W is null ? null : [.. order.Select(i => W[i])]);
    }

    /// <summary>40 customers in 12 households of unequal size that may straddle arms, two covariates.</summary>
    private static Trial Make(int seed)
    {
        var random = new Random(seed);
        var g = Enumerable.Range(0, 40).Select(i => i < 12 ? i : (long)random.Next(12)).ToArray();
        var z = g.Select((k, i) => i < 12 ? i % 2 == 0 : random.Next(5) == 0 ? k % 2 != 0 : k % 2 == 0).ToArray();
        var x = Enumerable.Range(0, 80).Select(_ => 50 + 10 * random.NextDouble()).ToArray();
        var y = g.Select((k, i) => 3 * x[2 * i] + k + 20 * random.NextDouble() + (z[i] ? 4 : 0)).ToArray();
        return new Trial(y, z, x, g);
    }

    private static void ShouldAgree(AdjustedComparison a, AdjustedComparison e, double scale = 1, double tolerance = 1e-9)
    {
        for (var i = 0; i < e.Coefficients.Count; i++)
        {
            a.Coefficients[i].Value.ShouldBeClose(scale * e.Coefficients[i].Value, tolerance, 1e-9);
            a.Coefficients[i].StandardError.Value.ShouldBeClose(Math.Abs(scale) * e.Coefficients[i].StandardError.Value, tolerance, 1e-9);
            a.Coefficients[i].DegreesOfFreedom.Value.ShouldBeClose(e.Coefficients[i].DegreesOfFreedom.Value, tolerance);
        }
    }

    [Fact]
    public void Order_of_rows_does_not_matter() => ForEach(seed =>
    {
        var trial = Make(seed);
        var order = Enumerable.Range(0, 40).Select(i => (i * 7 + 3) % 40).ToArray();
        foreach (var error in Errors)
        {
            ShouldAgree(trial.Rows(order).Fit(error), trial.Fit(error));
        }

        ShouldAgree((trial with { G = [.. trial.G.Select(k => 900 - 13 * k)] }).Fit(RobustError.CR2), trial.Fit(RobustError.CR2));
    });

    [Fact]
    public void Another_unit_scales_effect_and_error() => ForEach(seed =>
    {
        var trial = Make(seed);
        foreach (var error in Errors)
        {
            ShouldAgree((trial with { Y = [.. trial.Y.Select(v => 1e6 * v)] }).Fit(error), trial.Fit(error), 1e6);

            // Covariates in another unit, far from zero: the effect is the same.
            var moved = (trial with { X = [.. trial.X.Select(v => 1e8 + 40 * v)] }).Fit(error).Comparison;
            moved.Estimate.Value.ShouldBeClose(trial.Fit(error).Comparison.Estimate.Value, 1e-6);
            moved.StandardError.Value.ShouldBeClose(trial.Fit(error).Comparison.StandardError.Value, 1e-6);
        }

        var two = trial.Fit(RobustError.CR1S, twoWay: true).Comparison.StandardError.Value;
        (trial with { X = [.. trial.X.Select(v => 1000 * v)] }).Fit(RobustError.CR1S, twoWay: true).Comparison.StandardError.Value.ShouldBeClose(two, 1e-8);
    });

    [Fact]
    public void Weight_two_is_the_row_twice() => ForEach(seed =>
    {
        var trial = Make(seed);
        var weights = Enumerable.Range(0, 40).Select(i => (double)(i * 5 % 3)).ToArray();
        var repeated = trial.Rows([.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))]);
        foreach (var error in Errors)
        {
            ShouldAgree((trial with { W = weights }).Fit(error), repeated.Fit(error));
            ShouldAgree((trial with { W = weights }).Fit(error, interacted: false), repeated.Fit(error, interacted: false));
        }
    });

    [Fact]
    public void Swapped_arms_flip_the_sign() => ForEach(seed =>
    {
        var trial = Make(seed);
        var swapped = trial with { Z = [.. trial.Z.Select(z => !z)] };
        foreach (var error in Errors)
        {
            ArmComparison a = trial.Fit(error).Comparison, b = swapped.Fit(error).Comparison;
            b.Estimate.Value.ShouldBeClose(-a.Estimate.Value);
            b.StandardError.Value.ShouldBeClose(a.StandardError.Value);
            b.DegreesOfFreedom.Value.ShouldBeClose(a.DegreesOfFreedom.Value);
        }

        double[] y1 = [.. trial.Y.Where((_, i) => trial.Z[i])], y0 = [.. trial.Y.Where((_, i) => !trial.Z[i])];
        double[] x1 = [.. trial.X.Where((_, i) => trial.Z[i / 2])], x0 = [.. trial.X.Where((_, i) => !trial.Z[i / 2])];
        foreach (var slope in new[] { CupedSlope.WithinArms, CupedSlope.Pooled, CupedSlope.PerArm })
        {
            var options = new CupedOptions { Slope = slope };
            Cuped.Compare(y0, x0, y1, x1, options).Comparison.Estimate.Value.ShouldBeClose(-Cuped.Compare(y1, x1, y0, x0, options).Comparison.Estimate.Value);
        }
    });

    [Fact]
    public void Singleton_clusters_are_rows() => ForEach(seed =>
    {
        var trial = Make(seed) with { G = [.. Enumerable.Range(0, 40).Select(i => (long)i)] };
        foreach (var (clustered, single) in new[] { (RobustError.CR0, RobustError.HC0), (RobustError.CR2, RobustError.HC2), (RobustError.CR3, RobustError.HC3) })
        {
            for (var c = 0; c < 6; c++)
            {
                trial.Fit(clustered).Coefficients[c].StandardError.Value.ShouldBeClose(trial.Fit(single).Coefficients[c].StandardError.Value);
            }
        }

        // Satterthwaite's degrees of freedom of rows and of clusters of one row are the same.
        double Df(RobustError error, long[]? clusters) => RegressionAdjustment.Fit(
            new TrialColumns { Outcomes = trial.Y, IsTreated = trial.Z, Covariates = trial.X, Clusters = clusters },
            new AdjustmentOptions { Error = error, DegreesOfFreedom = DegreesOfFreedomRule.Satterthwaite }).Comparison.DegreesOfFreedom.Value;
        Df(RobustError.HC2, null).ShouldBeClose(Df(RobustError.CR2, trial.G));
    });

    [Fact]
    public void A_constant_covariate_adjusts_nothing() => ForEach(seed =>
    {
        var trial = Make(seed);
        double[] y1 = [.. trial.Y.Where((_, i) => trial.Z[i])], y0 = [.. trial.Y.Where((_, i) => !trial.Z[i])];
        double[] Sevens(double[] y) => [.. y.Select(_ => 0.1)];
        foreach (var slope in new[] { CupedSlope.WithinArms, CupedSlope.Pooled, CupedSlope.Control, CupedSlope.PerArm })
        {
            var actual = Cuped.Compare(y1, Sevens(y1), y0, Sevens(y0), new CupedOptions { Slope = slope });
            actual.Comparison.Estimate.Value.ShouldBeClose(actual.Unadjusted.Estimate.Value);
            actual.Comparison.StandardError.Value.ShouldBeClose(actual.Unadjusted.StandardError.Value);
            actual.Comparison.DegreesOfFreedom.Value.ShouldBeClose(actual.Unadjusted.DegreesOfFreedom.Value);
            actual.DroppedCovariates.ToArray().Should().Equal(0);
            actual.VarianceRatio.Value.ShouldBeClose(1);
        }

        var fit = (trial with { X = [.. trial.X.Select(_ => 0.1)] }).Fit(RobustError.HC2);
        fit.DroppedCovariates.Should().Equal("x1", "x2");
        fit.Comparison.Estimate.Value.ShouldBeClose(y1.Average() - y0.Average());
        fit.Comparison.StandardError.Value.ShouldBeClose(MeanTest.Welch(y1, y0).StandardError.Value);
    });

    [Fact]
    public void Merged_moments_give_the_same_answer() => ForEach(seed =>
    {
        var trial = Make(seed);
        MomentMatrix Of(bool arm, int from, int to) => MomentMatrix.FromRows(
            Enumerable.Range(from, to - from).Where(i => trial.Z[i] == arm).SelectMany(i => new[] { trial.Y[i], trial.X[2 * i], trial.X[2 * i + 1] }).ToArray(), 3);
        foreach (var slope in new[] { CupedSlope.WithinArms, CupedSlope.Pooled, CupedSlope.Control, CupedSlope.PerArm })
        {
            var options = new CupedOptions { Slope = slope };
            var whole = Cuped.Compare(Of(true, 0, 40), Of(false, 0, 40), options);
            var merged = Cuped.Compare(Of(true, 0, 20) + Of(true, 20, 40), Of(false, 0, 15) + Of(false, 15, 40), options);
            merged.Comparison.Estimate.Value.ShouldBeClose(whole.Comparison.Estimate.Value);
            merged.Comparison.StandardError.Value.ShouldBeClose(whole.Comparison.StandardError.Value);
            merged.TreatmentSlopes[1].ShouldBeClose(whole.TreatmentSlopes[1]);
        }

        // Slopes per arm are Lin's regression.
        Cuped.Compare(Of(true, 0, 40), Of(false, 0, 40), new CupedOptions { Slope = CupedSlope.PerArm }).Comparison.Estimate.Value
            .ShouldBeClose(trial.Fit(RobustError.HC2).Comparison.Estimate.Value);
        Cuped.Compare(Of(true, 0, 40), Of(false, 0, 40)).Comparison.Estimate.Value.ShouldBeClose(trial.Fit(RobustError.HC2, interacted: false).Comparison.Estimate.Value);
    });
}
