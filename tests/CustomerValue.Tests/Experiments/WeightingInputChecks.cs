using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

/// <summary>Edges of comparisons of chosen groups: separation, empty groups, constants, ties, extremes.</summary>
public sealed class WeightingInputChecks
{
    private static readonly double[] Outcomes = [1, 2, 3, 4, 5, 6, 7, 8];

    private static readonly bool[] Mixed = [true, false, true, false, true, false, true, false];

    [Fact]
    public void Separated_groups_are_refused_by_the_covariates_name()
    {
        double[] covariates = [1, 5, 1, 6, 2, 7, 2, 8, 1, 1, 2, 2, 1, 3, 2, 4];
        bool[] treated = [true, true, true, true, false, false, false, false];
        var act = () => InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = Outcomes, IsTreated = treated, Covariates = covariates, CovariateNames = ["products", "income"] });
        act.Should().Throw<ConvergenceException>().WithMessage("*income*without exception*").Which.Report!.Stop.Should().Be(StopReason.Separation);
        FluentActions.Invoking(() => DoublyRobust.Fit(new TrialColumns { Outcomes = Outcomes, IsTreated = treated, Covariates = covariates })).Should().Throw<ConvergenceException>();
        FluentActions.Invoking(() => PropensityMatching.Fit(new TrialColumns { Outcomes = Outcomes, IsTreated = treated, Covariates = covariates })).Should().Throw<ConvergenceException>();
    }

    [Fact]
    public void Scores_without_overlap_or_out_of_range_are_refused()
    {
        double[] apart = [0.9, 0.1, 0.8, 0.2, 0.9, 0.1, 0.8, 0.2];
        FluentActions.Invoking(() => InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = Outcomes, IsTreated = Mixed }, apart)).Should().Throw<ArgumentException>().WithMessage("*overlap*");
        foreach (var bad in new[] { 0, 1, double.NaN, -0.1, double.PositiveInfinity })
        {
            double[] scores = [0.5, 0.5, 0.5, bad, 0.5, 0.5, 0.5, 0.5];
            FluentActions.Invoking(() => PropensityScore.FromScores(scores)).Should().Throw<ArgumentException>().WithMessage("Row 3 breaks 0 < propensity < 1*");
        }
    }

    // golden/ab/27, aipw_no_controls.
    [Fact]
    public void An_empty_group_is_a_reason_not_a_number()
    {
        var columns = new TrialColumns { Outcomes = [1, 2, 3], IsTreated = [true, true, true], Covariates = [1, 2, 3] };
        foreach (var comparison in new[]
                 {
                     DoublyRobust.Fit(columns).Comparison, InverseProbabilityWeighting.Fit(columns).Comparison, PropensityMatching.Fit(columns).Comparison,
                     EntropyBalancing.Fit(columns).Comparison, CrossFitting.Fit(columns, 1).Comparison,
                 })
        {
            comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
            comparison.Treatment.Value.Should().Be(2);
            comparison.Warnings.Should().Contain(ComparisonWarning.EmptyArm);
        }

        FluentActions.Invoking(() => PropensityScore.Fit(new TrialColumns { Outcomes = [1, 2, 3], IsTreated = [true, true, true], Covariates = [1, 2, 3] }))
            .Should().Throw<ArgumentException>().WithMessage("*no controls*");
    }

    // golden/ab/27, kind smd.
    [Fact]
    public void Standardized_differences_of_constants_equal_the_reference()
    {
        foreach (var c in Golden.GoldenFile.Read("ab/27_extra_edges.json").GetProperty("cases").EnumerateArray())
        {
            if (c.GetProperty("kind").GetString() != "smd")
            {
                continue;
            }

            double[] treated = Golden.GoldenFile.Numbers(c, "treated"), control = Golden.GoldenFile.Numbers(c, "control");
            var row = BalanceReport.Of(new TrialColumns
            {
                Outcomes = new double[treated.Length + control.Length],
                IsTreated = treated.Select(_ => true).Concat(control.Select(_ => false)).ToArray(),
                Covariates = treated.Concat(control).ToArray(),
            }).Rows.Single();
            var e = c.GetProperty("expected");
            row.Difference.Should().Be(Golden.GoldenFile.Number(e, "diff"));
            var pooled = Golden.GoldenFile.Number(e, "smd_pooled");
            row.StandardizedDifference.IsDefined.Should().Be(!double.IsInfinity(pooled));
            row.StandardizedDifference.Reason.Should().Be(double.IsInfinity(pooled) ? UndefinedReason.Infinite : UndefinedReason.None);
            if (!double.IsInfinity(pooled))
            {
                row.StandardizedDifference.Value.Should().BeApproximately(pooled, 1e-12);
            }

            foreach (var (key, figure) in new[] { ("smd_treated", row.StandardizedByArm), ("variance_ratio", row.VarianceRatio) })
            {
                var isText = e.GetProperty(key).ValueKind == System.Text.Json.JsonValueKind.String;
                figure.IsDefined.Should().Be(!isText, key);
                if (!isText)
                {
                    figure.Value.Should().BeApproximately(Golden.GoldenFile.Number(e, key), 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Two_customers_have_an_effect_and_no_error()
    {
        var columns = new TrialColumns { Outcomes = [5, 3], IsTreated = [true, false] };
        foreach (var comparison in new[] { InverseProbabilityWeighting.Fit(columns).Comparison, DoublyRobust.Fit(columns).Comparison, PropensityMatching.Fit(columns).Comparison })
        {
            comparison.Estimate.Value.Should().Be(2);
            comparison.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        }
    }

    [Fact]
    public void Constant_and_collinear_covariates_are_dropped_by_name_or_refused()
    {
        double[] covariates = [1, 0.1, 2, 3, 0.1, 6, 2, 0.1, 4, 4, 0.1, 8, 1.5, 0.1, 3, 3.5, 0.1, 7, 2.5, 0.1, 5, 1, 0.1, 2];
        var columns = new TrialColumns { Outcomes = Outcomes, IsTreated = Mixed, Covariates = covariates, CovariateNames = ["age", "constant", "twice"] };
        var actual = DoublyRobust.Fit(columns);
        actual.DroppedCovariates.Should().Equal("constant", "twice");
        actual.Comparison.Warnings.Should().Contain(ComparisonWarning.CovariatesDropped);
        double[] age = [1, 3, 2, 4, 1.5, 3.5, 2.5, 1];
        DoublyRobust.Fit(new TrialColumns { Outcomes = Outcomes, IsTreated = Mixed, Covariates = age }).Comparison.Estimate.Value.Should().BeApproximately(actual.Comparison.Estimate.Value, 1e-12);
        FluentActions.Invoking(() => DoublyRobust.Fit(
            new TrialColumns { Outcomes = Outcomes, IsTreated = Mixed, Covariates = covariates, CovariateNames = ["age", "constant", "twice"] }, new DoublyRobustOptions { Collinear = CollinearRule.Refuse }))
            .Should().Throw<ArgumentException>().WithMessage("*constant, twice*");
    }

    [Fact]
    public void Extreme_propensities_are_weighed_not_clipped()
    {
        double[] scores = [0.5, 0.5, 1e-300, 0.5, 0.5, 0.4, 0.5, 1e-300];
        var actual = InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = Outcomes, IsTreated = Mixed }, scores, new WeightingOptions { Estimand = Estimand.All });
        actual.LargestWeight.Should().BeApproximately(1e300, 1e287);
        actual.Comparison.Treatment.Value.Should().BeApproximately(3, 1e-12);
        actual.EffectiveTreated.Should().BeApproximately(1, 1e-9);
        actual.Comparison.Warnings.Should().Contain([ComparisonWarning.FewEffectiveCustomers, ComparisonWarning.PropensityTakenAsKnown]);
    }

    [Fact]
    public void Outcomes_without_variation_are_degenerate_not_certain()
    {
        double[] same = [7, 7, 7, 7, 7, 7, 7, 7], covariates = [1, 3, 2, 4, 1.5, 3.5, 2.5, 1];
        foreach (var comparison in new[]
                 {
                     InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = same, IsTreated = Mixed, Covariates = covariates }).Comparison,
                     PropensityMatching.Fit(new TrialColumns { Outcomes = same, IsTreated = Mixed, Covariates = covariates }).Comparison,
                     DoublyRobust.Fit(new TrialColumns { Outcomes = same, IsTreated = Mixed, Covariates = covariates }).Comparison,
                 })
        {
            comparison.Estimate.Value.Should().BeApproximately(0, 1e-14);
            comparison.PValue.Value.Should().BeGreaterThan(0.01);
        }
    }

    [Fact]
    public void Limits_leave_out_or_clip_and_say_so()
    {
        double[] scores = [0.5, 0.02, 0.5, 0.5, 0.5, 0.5, 0.97, 0.5];
        var columns = new TrialColumns { Outcomes = Outcomes, IsTreated = Mixed };
        var left = InverseProbabilityWeighting.Fit(columns, scores, new WeightingOptions { Estimand = Estimand.All, ScoreLimit = 0.05 });
        left.LimitedCount.Should().Be(2);
        left.Weights[1].Should().Be(0);
        left.Comparison.Warnings.Should().Contain(ComparisonWarning.ScoresLimited);
        left.Comparison.Estimate.Value.Should().BeApproximately((1 + 3 + 5) / 3.0 - (4 + 6 + 8) / 3.0, 1e-12);
        var clipped = InverseProbabilityWeighting.Fit(columns, scores, new WeightingOptions { Estimand = Estimand.All, ScoreLimit = 0.05, LimitRule = ScoreLimitRule.Clip });
        clipped.Weights[6].Should().BeApproximately(1 / 0.95, 1e-12);
        clipped.Weights[1].Should().BeApproximately(1 / 0.95, 1e-12);
    }

    [Fact]
    public void Weights_that_sum_to_less_than_a_customer_give_no_error()
    {
        var actual = InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = [5, 3, 4], IsTreated = [true, false, false], Covariates = [1, 2, 3], Weights = [0.2, 0.2, 0.2] });
        actual.Comparison.Estimate.Value.Should().BeApproximately(1.5, 1e-12);
        actual.Comparison.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
    }

    [Fact]
    public void Bad_columns_and_options_are_refused()
    {
        FluentActions.Invoking(() => InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = [1, double.NaN], IsTreated = [true, false] })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = [1, 2], IsTreated = [true] })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = [1, 2], IsTreated = [true, false], Clusters = [1, 2], SecondClusters = [1, 2] })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => InverseProbabilityWeighting.Fit(new TrialColumns { Outcomes = [1, 2], IsTreated = [true, false] }, new WeightingOptions { Estimand = Estimand.Overlap, Normalized = false })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => DoublyRobust.Fit(new TrialColumns { Outcomes = [1, 2], IsTreated = [true, false] }, new DoublyRobustOptions { Outcome = OutcomeModel.Logit })).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => CrossFitting.Fit(new TrialColumns { Outcomes = [1, 2], IsTreated = [true, false] }, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CrossFitting.Fit(new TrialColumns { Outcomes = Outcomes, IsTreated = Mixed }, 1, new DoublyRobustOptions { Error = NuisanceError.Stacked })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => GroupWeighting.Fit(new GroupColumns { Outcomes = [1, 2], Groups = [0, 2] })).Should().Throw<ArgumentException>().WithMessage("*group 1*");
        FluentActions.Invoking(() => GroupWeighting.Fit(new GroupColumns { Outcomes = [1, 2], Groups = [0, 0] })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => GroupWeighting.Fit(new GroupColumns { Outcomes = [1, 2, 3], Groups = [0, 1, 1] }, new GroupWeightingOptions { TargetGroup = 2 })).Should().Throw<ArgumentException>();
    }
}
