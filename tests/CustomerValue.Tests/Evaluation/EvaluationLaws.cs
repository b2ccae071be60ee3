using CustomerValue.Evaluation;
using CustomerValue.Numerics;
using Xunit;

namespace CustomerValue.Tests.Evaluation;

public class EvaluationLaws
{
    private static readonly double[] Scores = Draw(300, 20, "scores").Select(v => v / 20).ToArray();
    private static readonly double[] Outcomes = Scores.Zip(Draw(300, 100, "outcomes"), (s, u) => u < 20 + 60 * s ? 1.0 : 0).ToArray();

    [Fact]
    public void Row_order_does_not_matter_even_with_ties()
    {
        var rows = Enumerable.Range(0, 300).ToArray();
        RandomStream.Open(4, "rows").Shuffle<int>(rows);
        var (a, b) = (Discrimination.Of(Scores, Outcomes), Discrimination.Of(rows.Select(i => Scores[i]).ToArray(), rows.Select(i => Outcomes[i]).ToArray()));

        b.Auc.Should().Be(a.Auc);
        b.AucStandardError.Should().Be(a.AucStandardError);
        b.LiftTable(7).Rows.Select(r => r.Events).Should().Equal(a.LiftTable(7).Rows.Select(r => r.Events));
    }

    [Fact]
    public void Weight_two_equals_the_row_twice()
    {
        var weights = Draw(300, 3, "weights").ToArray();
        var copies = Enumerable.Range(0, 300).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        var (s, y) = (copies.Select(i => Scores[i]).ToArray(), copies.Select(i => Outcomes[i]).ToArray());
        var (a, b) = (Discrimination.Of(Scores, Outcomes, weights), Discrimination.Of(s, y));

        a.Auc.Value.Should().BeApproximately(b.Auc.Value, 1e-13);
        a.AucStandardError.Value.Should().BeApproximately(b.AucStandardError.Value, 1e-13);
        a.KolmogorovSmirnov.Value.Should().BeApproximately(b.KolmogorovSmirnov.Value, 1e-13);
        a.LiftTable().Rows[2].CumulativeGain.Value.Should().BeApproximately(b.LiftTable().Rows[2].CumulativeGain.Value, 1e-13);
        var (p, q) = (ProbabilityQuality.Of(Scores, Outcomes, weights), ProbabilityQuality.Of(s, y));
        p.Brier.Value.Should().BeApproximately(q.Brier.Value, 1e-13);
        p.Resolution.Value.Should().BeApproximately(q.Resolution.Value, 1e-13);
        p.Spiegelhalter().Statistic.Value.Should().BeApproximately(q.Spiegelhalter().Statistic.Value, 1e-12);
        var (m, n) = (AucComparison.Paired(Scores, Draw(300, 9, "other"), Outcomes, weights), AucComparison.Paired(s, copies.Select(i => Draw(300, 9, "other")[i]).ToArray(), y));
        m.Statistic.Value.Should().BeApproximately(n.Statistic.Value, 1e-12);
    }

    [Fact]
    public void A_monotone_transformation_changes_no_rank_figure()
    {
        var a = Discrimination.Of(Scores, Outcomes);
        var b = Discrimination.Of(Scores.Select(s => 100 + 7 * s * s * s).ToArray(), Outcomes);

        b.Auc.Should().Be(a.Auc);
        b.AveragePrecision.Should().Be(a.AveragePrecision);
        b.KolmogorovSmirnov.Should().Be(a.KolmogorovSmirnov);
    }

    [Fact]
    public void Swapping_the_classes_mirrors_the_AUC()
    {
        var a = Discrimination.Of(Scores, Outcomes);
        var b = Discrimination.Of(Scores, Outcomes.Select(y => 1 - y).ToArray());

        b.Auc.Value.Should().BeApproximately(1 - a.Auc.Value, 1e-14);
        b.AucStandardError.Value.Should().BeApproximately(a.AucStandardError.Value, 1e-14);
    }

    [Fact]
    public void A_constant_score_knows_nothing()
    {
        var found = Discrimination.Of(new double[300], Outcomes);

        found.Auc.Value.Should().Be(0.5);
        found.KolmogorovSmirnov.Value.Should().Be(0);
        found.AveragePrecision.Value.Should().Be(found.BaseRate.Value);
        found.LiftTable().Rows.Should().OnlyContain(r => Math.Abs(r.Lift.Value - 1) < 1e-12);
    }

    [Fact]
    public void A_perfect_score_has_no_standard_error()
    {
        var found = Discrimination.Of([1, 2, 3, 4], [false, false, true, true]);

        found.Auc.Value.Should().Be(1);
        found.AucStandardError.Reason.Should().Be(UndefinedReason.ZeroVariance);
        (found.AucInterval().Lower, found.AucInterval().Upper).Should().Be((0, 1));
    }

    [Fact]
    public void Brier_is_reliability_less_resolution_plus_uncertainty()
    {
        var found = ProbabilityQuality.Of(Scores, Outcomes);

        (found.Reliability.Value - found.Resolution.Value + found.Uncertainty.Value).Should().BeApproximately(found.Brier.Value, 1e-14);
    }

    [Fact]
    public void Nobody_is_undefined_not_an_error()
    {
        var ranks = Discrimination.Of([], Array.Empty<double>());
        ranks.Auc.Reason.Should().Be(UndefinedReason.NoObservations);
        ranks.BaseRate.Reason.Should().Be(UndefinedReason.NoObservations);
        ranks.LiftTable().Rows.Should().BeEmpty();
        var quality = ProbabilityQuality.Of([], Array.Empty<double>());
        quality.Brier.Reason.Should().Be(UndefinedReason.NoObservations);
        quality.CalibrationLine().Slope.Reason.Should().Be(UndefinedReason.NoObservations);
        quality.CalibrationTable().ExpectedError.Reason.Should().Be(UndefinedReason.NoObservations);
        Discrimination.Of([0.2], [true]).Auc.Reason.Should().Be(UndefinedReason.OneClass);
    }

    [Fact]
    public void Bad_input_names_its_row()
    {
        ((Action)(() => Discrimination.Of([1, double.NaN], [0.0, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 of scores is NaN*");
        ((Action)(() => Discrimination.Of([1, 2], [0.0, 2]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ outcome ≤ 1*");
        ((Action)(() => Discrimination.Of([1, 2], [0.0, 1], [1, -1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks weight*");
        ((Action)(() => Discrimination.Of([1, 2], [0.0]))).Should().Throw<ArgumentException>().WithMessage("outcomes has length 1; expected 2*");
        ((Action)(() => ProbabilityQuality.Of([0.1, 1.1], [0.0, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ probability ≤ 1*");
        ((Action)(() => Discrimination.Of([1, 2], [0.0, 1]).LiftTable(0))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Stable_order_agrees_with_a_stable_sort()
    {
        foreach (var n in new[] { 0, 1, 5, 1000, 50_000 })
        {
            var random = RandomStream.Open(9, "order", n);
            var values = Enumerable.Range(0, n).Select(i => random.NextInt(4) switch { 0 => 0.0, 1 => -0.0, 2 => random.NextInt(10) - 5, _ => (random.NextDouble() - 0.5) * 1e300 }).ToArray();
            StableOrder.Ascending(values).Should().Equal(Enumerable.Range(0, n).OrderBy(i => values[i] + 0.0));
            StableOrder.Descending(values).Should().Equal(Enumerable.Range(0, n).OrderByDescending(i => values[i] + 0.0));
        }
    }

    private static double[] Draw(int n, int levels, string purpose)
    {
        var random = RandomStream.Open(3, purpose);
        return Enumerable.Range(0, n).Select(_ => (double)random.NextInt(levels)).ToArray();
    }

    [Fact]
    public void The_interval_of_a_difference_agrees_with_its_test()
    {
        var other = Scores.Select((s, i) => s + (0.3 * (i % 7))).ToArray();
        var found = AucComparison.Paired(Scores, other, Outcomes);
        var level = 1 - found.PValue.Value;

        // At level 1 − p one limit is zero.
        Math.Min(Math.Abs(found.Interval(level).Lower), Math.Abs(found.Interval(level).Upper)).Should().BeApproximately(0, 1e-12);
        found.Interval().Contains(found.Difference).Should().BeTrue();
        found.ToString().Should().StartWith("DeLong, paired: ");
        AucComparison.Paired(Scores, Scores, Outcomes).Interval().Should().Match<ConfidenceInterval>(i => i.Lower == -1 && i.Upper == 1);
    }

    [Fact]
    public void Nearly_equal_scores_keep_the_error_of_their_difference()
    {
        const int Half = 200_000;
        var (first, second, outcomes) = (new double[2 * Half], new double[2 * Half], new bool[2 * Half]);
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = second[i] = i;
            outcomes[i] = i % 2 == 1;
        }

        (second[0], second[1]) = (second[1], second[0]);
        var found = AucComparison.Paired(first, second, outcomes);

        // One placement of each class differs by d = 1/Half; its mean is d/Half: Σ(d − mean)² = d² − d²/Half, divisor Half (Half − 1), two classes.
        var d = 1.0 / Half;
        found.StandardError.Value.Should().BeApproximately(Math.Sqrt(2 * d * d * (1 - d) / ((double)Half * (Half - 1))), 1e-10 * d / Half); // placements near 1 keep 1e−16 of 5e−6
    }

    [Fact]
    public void Results_print_one_line_for_a_log()
    {
        Discrimination.Of(Scores, Outcomes).ToString().Should().StartWith("AUC ").And.NotContain("\n");
        Discrimination.Of(Scores, Outcomes).At(0.5).ToString().Should().StartWith("true positives ");
        ProbabilityQuality.Of([0.2, 0.4, 0.7], [false, true, true]).ToString().Should().StartWith("Brier ");
    }

    // numpy: 50 Newton steps of y on (1, log(p/(1−p))) and on 1 with that offset, errors from the inverse information at the end (statsmodels 0.13.5 agrees to 3e−8: its errors lag one step).
    [Theory]
    [InlineData(false, 1.1788851715483633, 0.38224101467062155, 0.326477107230601, 0.7113816572683415, 0.7440577227949915, 0.68200274087721)]
    [InlineData(true, 1.416952289143985, 0.6069817187038075, 0.43249591259070685, 0.6081513188612849, 0.6188676020853566, 0.5107308400098733)]
    public void The_calibration_line_has_its_standard_errors(bool weighted, double slope, double intercept, double level, double slopeError, double interceptError, double levelError)
    {
        double[] probabilities = [.05, .1, .2, .25, .3, .4, .45, .55, .6, .7, .8, .9];
        double[] outcomes = [0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1];
        double[] weights = weighted ? [3, 1, 2, 1, 4, 1, 1, 2, 1, 3, 1, 2] : [];

        var line = ProbabilityQuality.Of(probabilities, outcomes, weights).CalibrationLine();

        new[] { line.Slope, line.Intercept, line.InTheLarge, line.SlopeStandardError, line.InterceptStandardError, line.InTheLargeStandardError }
            .Select((f, i) => f.Value - new[] { slope, intercept, level, slopeError, interceptError, levelError }[i]).Should().OnlyContain(d => Math.Abs(d) < 1e-10);
    }

    /// <summary>R 4: glm(y ~ qlogis(x), binomial, weights = w) started at its own estimate with epsilon 1e-15: estimate ± 1.959963984540054 × standard error; prop.test(7, 50, correct = FALSE).</summary>
    [Fact]
    public void Calibration_comes_with_intervals()
    {
        var quality = ProbabilityQuality.Of([.1, .2, .3, .5, .7, .8], [0.0, 1, 0, 1, 0, 1], [30, 20, 25, 15, 12, 40]);
        var line = quality.CalibrationLine();
        line.SlopeInterval().Lower.Should().BeApproximately(0.646940038917916, 1e-9);
        line.SlopeInterval().Upper.Should().BeApproximately(1.290076714391421, 1e-9);
        line.InTheLargeInterval().Lower.Should().BeApproximately(0.125149999589055, 1e-9);
        line.InTheLargeInterval().Upper.Should().BeApproximately(0.922167267497018, 1e-9);
        ProbabilityQuality.Of([.5], [1.0]).CalibrationLine().SlopeInterval(0.9).Width.Should().Be(double.PositiveInfinity);

        var bin = ProbabilityQuality.Of([.1, .1], [1.0, 0], [7, 43]).CalibrationTable(1).Bins[0];
        bin.Interval().Lower.Should().BeApproximately(0.0695083342701629, 1e-12);
        bin.Interval().Upper.Should().BeApproximately(0.2618619371058554, 1e-12);
    }
}
