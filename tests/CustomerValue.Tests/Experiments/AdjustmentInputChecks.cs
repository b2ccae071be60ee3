using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class AdjustmentInputChecks
{
    private static readonly double[] Y = [1, 4, 2, 8, 5, 7];
    private static readonly bool[] Z = [true, false, true, false, true, false];
    private static readonly long[] G = [1, 1, 2, 2, 3, 3];

    private static void Refused(Action work, string message) => work.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Broken_columns_are_refused_by_name_and_row()
    {
        Refused(() => RegressionAdjustment.Fit(new TrialColumns { Outcomes = [1, double.NaN], IsTreated = [true, false] }), "Row 1 of Outcomes is NaN*");
        Refused(() => RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = [true] }), "IsTreated has length 1; expected 6*");
        Refused(() => RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = Z, Covariates = [1, 2, 3] }), "*no multiple of 6 rows*");
        Refused(() => RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = Z, Weights = [1, 1, -1, 1, 1, 1] }), "Row 2 breaks 0 ≤ weight < ∞: weight -1*");
        Refused(() => RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = Z, SecondClusters = G }), "Clusters has length 0*");
        Refused(() => RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = Z }, new AdjustmentOptions { Error = RobustError.CR2 }), "Error CR2 needs clusters*");
        Refused(() => RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = Z, Clusters = G }, new AdjustmentOptions { Error = RobustError.HC2 }), "Error HC2 ignores the clusters*");
        Refused(() => WildClusterBootstrap.Test(new TrialColumns { Outcomes = Y, IsTreated = Z }, 1), "The wild bootstrap takes one kind of clusters*");
        Refused(() => MissingCovariate.Fill([1, double.NaN], [true, false], new double[2], new double[2]), "Row 1 breaks a present covariate is finite*");
        Refused(() => StratifiedComparison.Of([new Stratum(1, default, SampleMoments.FromSample(Y))], null, [double.NaN]), "Row 0 breaks 0 ≤ weight*");
    }

    [Fact]
    public void Collinear_covariates_are_named_or_refused()
    {
        double[] x = [1, 2, 2, 4, 3, 6, 4, 8, 5, 10, 7, 14];
        var columns = new TrialColumns { Outcomes = Y, IsTreated = Z, Covariates = x, CovariateNames = ["balance", "balance in cents"] };
        var fit = RegressionAdjustment.Fit(columns, new AdjustmentOptions { Interacted = false });
        fit.DroppedCovariates.Should().Equal("balance in cents");
        fit.Comparison.Warnings.Should().Contain(ComparisonWarning.CovariatesDropped);
        Refused(
            () => RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = Z, Covariates = x, CovariateNames = ["a", "b"] }, new AdjustmentOptions { Collinear = CollinearRule.Refuse }),
            "Covariates b are constant within arms*");
    }

    [Fact]
    public void Empty_and_tiny_arms_are_reasons_and_not_numbers()
    {
        RegressionAdjustment.Fit(default).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        var one = RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = [true, true, true, true, true, true], Clusters = G });
        one.Comparison.Warnings.Should().Contain(ComparisonWarning.EmptyArm);
        RegressionAdjustment.Fit(new TrialColumns { Outcomes = [1, 2], IsTreated = [true, false] }).Comparison.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        Cuped.Compare([1], [2], [], []).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        Cuped.Compare([1], [2], [3, 4], [3, 5]).Comparison.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        StratifiedComparison.Of([]).Comparison.Estimate.IsDefined.Should().BeFalse();
        IntraclassCorrelation.Of(Y, [1, 2, 3, 4, 5, 6]).Value.Reason.Should().Be(UndefinedReason.TooFewObservations);
        IntraclassCorrelation.Of([1, 1, 1, 1], [1, 1, 2, 2]).Value.Reason.Should().Be(UndefinedReason.ZeroVariance);
        IntraclassCorrelation.Of([1, 1, 3, 3], [1, 1, 2, 2]).Value.Value.Should().Be(1);
    }

    [Fact]
    public void An_arm_of_one_cluster_has_no_error()
    {
        var fit = RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = [false, false, true, true, false, false], Clusters = G });
        fit.Comparison.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        fit.TreatmentClusters.Should().Be(1);
        fit.Comparison.Warnings.Should().Contain(ComparisonWarning.FewClusters);
    }

    [Fact]
    public void A_perfect_covariate_leaves_no_variance_and_says_so()
    {
        double[] x = [1, 2, 3, 4, 5, 6];
        var y = x.Select((v, i) => 0.1 * v + (Z[i] ? 0.3 : 0)).ToArray();
        var fit = RegressionAdjustment.Fit(new TrialColumns { Outcomes = y, IsTreated = Z, Covariates = x });
        fit.Comparison.StandardError.Value.Should().Be(0);
        fit.Comparison.Warnings.Should().Contain(ComparisonWarning.Degenerate);
        fit.Comparison.Estimate.Value.ShouldBeClose(0.3);
    }

    [Fact]
    public void A_covariate_that_treatment_has_moved_is_warned_of()
    {
        var random = new Random(4);
        var z = Enumerable.Range(0, 400).Select(i => i % 2 == 0).ToArray();
        var after = z.Select(t => random.NextDouble() + (t ? 0.5 : 0)).ToArray();
        var before = z.Select(_ => random.NextDouble()).ToArray();
        AdjustedComparison With(double[] x) => RegressionAdjustment.Fit(new TrialColumns { Outcomes = [.. after.Select(v => v + random.NextDouble())], IsTreated = z, Covariates = x });
        With(after).Comparison.Warnings.Should().Contain(ComparisonWarning.CovariateImbalance);
        With(before).Comparison.Warnings.Should().NotContain(ComparisonWarning.CovariateImbalance);
    }

    [Fact]
    public void Missing_covariates_are_filled_and_marked()
    {
        double[] filled = new double[4], indicator = new double[4];
        MissingCovariate.Fill([1, double.NaN, 5, 0], [false, true, false, true], filled, indicator);
        filled.Should().Equal(1, 3, 5, 3);
        indicator.Should().Equal(0, 1, 0, 1);
    }
}
