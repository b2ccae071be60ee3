using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

public sealed class DifferenceInputChecks
{
    private static readonly double[] Before = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly double[] After = [2, 4, 3, 7, 5, 8, 7, 9];
    private static readonly bool[] Treated = [true, true, true, true, false, false, false, false];

    private static void Fails<T>(Action act, string message)
        where T : Exception => act.Should().Throw<T>().WithMessage(message);

    [Fact]
    public void A_value_that_is_not_finite_is_named_by_row()
    {
        Fails<ArgumentException>(() => DifferenceInDifferences.Panel(new DifferenceColumns { Before = [1, double.NaN, 3, 4, 5, 6, 7, 8], After = After, IsTreated = Treated }), "Row 1 of Before is NaN*");
        Fails<ArgumentException>(() => DoublyRobustDifference.Estimate(new DifferenceColumns { Before = Before, After = [2, 4, 3, 7, 5, double.PositiveInfinity, 7, 9], IsTreated = Treated }), "Row 5*Infinity*");
        Fails<ArgumentException>(() => DifferenceInDifferences.Panel(new DifferenceColumns { Before = [1, 2, -1e308], After = [1, 2, 1e308], IsTreated = [true, false, true] }), "Row 2 breaks the change is finite*");
        Fails<ArgumentException>(
            () => EventStudy.Fit(new EventStudyColumns { Outcomes = [1, 2, 3, double.NaN], Periods = [1, 2], IsTreated = [true, false] }, 2), "Row 1 breaks every outcome is finite: period 2, outcome NaN.*");
    }

    [Fact]
    public void Columns_of_other_lengths_and_unbalanced_panels_are_refused()
    {
        Fails<ArgumentException>(() => DifferenceInDifferences.Panel(new DifferenceColumns { Before = Before, After = [1], IsTreated = Treated }), "After has length 1; expected 8.*");
        Fails<ArgumentException>(() => EventStudy.Fit(new EventStudyColumns { Outcomes = [1, 2, 3], Periods = [1, 2], IsTreated = [true, false] }, 2), "*2 customers × 2 periods: the panel must be balanced.*");
        Fails<ArgumentException>(() => StaggeredAdoption.Fit(new StaggeredColumns { Outcomes = [1, 2, 3, 4], Periods = [2, 1], FirstTreated = [2, 9] }), "Row 1 breaks periods ascend*");
        Fails<ArgumentException>(() => StaggeredAdoption.Fit(new StaggeredColumns { Outcomes = [1, 2, 3, 4, 5, 6], Periods = [1, 3, 5], FirstTreated = [4, 9] }), "Row 0 breaks treatment begins in one of the periods: first treated 4.*");
    }

    [Fact]
    public void Errors_must_fit_the_clusters()
    {
        Fails<ArgumentException>(() => DoublyRobustDifference.Estimate(new DifferenceColumns { Before = Before, After = After, IsTreated = Treated }, new DoublyRobustDifferenceOptions { Error = RobustError.CR1 }), "*needs clusters*");
        Fails<ArgumentOutOfRangeException>(() => _ = new DoublyRobustDifferenceOptions { Error = RobustError.CR2 }, "*CR2 is not defined for an influence function*");
        Fails<ArgumentException>(
            () => DifferenceInDifferences.RepeatedCrossSections(
                new RepeatedColumns { Outcomes = Before, IsTreated = Treated, IsAfter = Treated, Clusters = new long[8] }, new DifferenceOptions { Error = RobustError.HC1 }),
            "*ignores the clusters*");
    }

    [Fact]
    public void Separation_is_refused_and_names_the_covariate()
    {
        Fails<ConvergenceException>(
            () => DoublyRobustDifference.Estimate(new DifferenceColumns
            {
                Before = Before, After = After, IsTreated = Treated, Covariates = [1, 9, 2, 8, 3, 7, 4, 6, 5, 5, 6, 4, 7, 3, 8, 2], CovariateNames = ["wealth", "other"],
            }),
            "*wealth*tells treated from controls*");
    }

    [Fact]
    public void A_constant_or_repeated_covariate_is_dropped_by_name_or_refused()
    {
        double[] x = [1, 7, 1, 3, 7, 3, 2, 7, 2, 4, 7, 4, 2, 7, 2, 3, 7, 3, 1, 7, 1, 4, 7, 4];
        var columns = new DifferenceColumns { Before = Before, After = After, IsTreated = Treated, Covariates = x, CovariateNames = ["a", "constant", "again"] };
        var estimate = DoublyRobustDifference.Estimate(columns);
        estimate.DroppedCovariates.Should().Equal("constant", "again");
        estimate.Comparison.Warnings.Should().Contain(ComparisonWarning.CovariatesDropped);
        DifferenceInDifferences.Panel(columns).DroppedCovariates.Should().Equal("constant", "again");
        Fails<ArgumentException>(
            () => DoublyRobustDifference.Estimate(
                new DifferenceColumns { Before = Before, After = After, IsTreated = Treated, Covariates = x, CovariateNames = ["a", "constant", "again"] }, new DoublyRobustDifferenceOptions { Collinear = CollinearRule.Refuse }),
            "*constant, again*");
    }

    [Fact]
    public void Empty_arms_and_single_clusters_are_reasons_not_exceptions()
    {
        foreach (var treated in new[] { new bool[8], [.. Treated.Select(_ => true)] })
        {
            var columns = new DifferenceColumns { Before = Before, After = After, IsTreated = treated };
            DifferenceInDifferences.Panel(columns).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
            DoublyRobustDifference.Estimate(columns).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        }

        DifferenceInDifferences.Panel(default).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        DoublyRobustDifference.Estimate(default).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        DifferenceInDifferences.RepeatedCrossSections(default).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);

        // One cluster an arm says nothing of how clusters differ.
        var one = new DifferenceColumns { Before = Before, After = After, IsTreated = Treated, Clusters = [.. Treated.Select(t => t ? 1L : 2L)] };
        var doublyRobust = DoublyRobustDifference.Estimate(one).Comparison;
        doublyRobust.Estimate.Value.Should().Be(0.75);
        doublyRobust.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        DifferenceInDifferences.Panel(one).Comparison.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        EventStudy.Fit(new EventStudyColumns { Outcomes = [.. Before.Zip(After).SelectMany(p => new[] { p.First, p.Second })], Periods = [1, 2], IsTreated = Treated, Clusters = [.. Treated.Select(t => t ? 1L : 2L)] }, 2)
            .AverageEffect.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
    }

    [Fact]
    public void No_variation_at_all_is_degenerate()
    {
        var columns = new DifferenceColumns { Before = Before, After = [.. Before.Select(b => b + 0.1)], IsTreated = Treated };
        DifferenceInDifferences.Panel(columns).Comparison.Warnings.Should().Contain(ComparisonWarning.Degenerate);
        DoublyRobustDifference.Estimate(columns).Comparison.Warnings.Should().Contain(ComparisonWarning.Degenerate);
        DoublyRobustDifference.Estimate(columns).Comparison.PValue.Value.Should().Be(1);
    }

    [Fact]
    public void Nobody_to_compare_with_is_refused_in_words()
    {
        Fails<ArgumentException>(() => StaggeredAdoption.Fit(new StaggeredColumns { Outcomes = [1, 2, 3, 4], Periods = [1, 2], FirstTreated = [2, 2] }), "*Nobody stays untreated*NotYetTreated*");
        Fails<ArgumentException>(
            () => StaggeredAdoption.Fit(new StaggeredColumns { Outcomes = [1, 2, 3, 4], Periods = [1, 2], FirstTreated = [2, 2] }, new StaggeredOptions { Controls = AdoptionControls.NotYetTreated }), "*all begin at once*");
        Fails<ArgumentException>(() => StaggeredAdoption.Fit(new StaggeredColumns { Outcomes = [1, 2, 3, 4], Periods = [1, 2], FirstTreated = [1, StaggeredAdoption.Never] }), "*Nobody begins*");
        Fails<ArgumentException>(() => EventStudy.Fit(new EventStudyColumns { Outcomes = [1, 2, 3, 4], Periods = [1, 2], IsTreated = [true, true] }, 2), "*no controls*");
        Fails<ArgumentException>(() => EventStudy.Fit(new EventStudyColumns { Outcomes = [1, 2, 3, 4], Periods = [1, 2], IsTreated = [true, false] }, 1), "*nothing was seen before*");
        Fails<ArgumentException>(() => SyntheticControl.Fit([1, 2, 3, 4], [1, 2], [true, true], 2), "*no donor*");
    }

    [Fact]
    public void Cross_fitting_refuses_calibration_few_clusters_and_bad_predictions()
    {
        Fails<ArgumentException>(
            () => DoublyRobustDifference.CrossFit(new DifferenceColumns { Before = Before, After = After, IsTreated = Treated }, 1, new DoublyRobustDifferenceOptions { Estimator = DifferenceEstimator.ImprovedDoublyRobust }), "*cannot be cross-fitted*");
        Fails<ArgumentException>(
            () => DoublyRobustDifference.CrossFit(new DifferenceColumns { Before = Before, After = After, IsTreated = Treated, Clusters = [1, 1, 1, 1, 2, 2, 3, 3] }, 1), "*clusters is 3*");
        Fails<ArgumentException>(
            () => DoublyRobustDifference.CrossFit(new DifferenceColumns { Before = Before, After = After, IsTreated = Treated }, 1, null, (_, _, shares, _) => shares.Fill(1)), "*breaks 0 < propensity < 1: propensity 1*");
    }
}
