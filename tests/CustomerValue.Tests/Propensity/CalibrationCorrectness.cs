using System.Text.Json;
using CustomerValue.Propensity;
using CustomerValue.Tests.Golden;
using Xunit;

namespace CustomerValue.Tests.Propensity;

// scikit-learn 1.2.1 and Newton solutions of the same objectives, as calibration.json says.
public class CalibrationCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("propensity/calibration.json");
    private static readonly double[] Y = Golden.Numbers("y");
    private static readonly double[] Scores = Golden.Numbers("score");
    private static readonly double[] Weights = Golden.Numbers("weight");
    private static readonly double[] Margins = Golden.Numbers("raw_margin");

    [Theory]
    [InlineData("isotonic", false)]
    [InlineData("isotonic_weighted", true)]
    public void Isotonic_curves_match(string name, bool weighted)
    {
        var expected = Golden.GetProperty(name);

        var found = IsotonicCalibrator.Fit(Scores, Y, weighted ? Weights : []);

        found.Scores.ToArray().ShouldBeNear(expected.Numbers("x_knots"), 1e-10);
        found.Probabilities.ToArray().ShouldBeNear(expected.Numbers("y_knots"), 1e-8);
        Golden.GetProperty("isotonic").Numbers("test_x").Select(found.Calibrate).ToArray().ShouldBeNear(expected.Numbers("pred"), 1e-8);
    }

    // sklearn.isotonic.IsotonicRegression(out_of_bounds="clip") of the rows with weight > 0.
    [Fact]
    public void Ties_and_zero_weights_count_as_in_the_reference()
    {
        var found = IsotonicCalibrator.Fit([.1, .1, .2, .3, .3, .4, .5, .6, .6, .7], [0.0, 1, 0, 1, 0, 1, 1, 0, 1, 1], [1, 2, 1, 0.5, 1, 1, 2, 1, 0, 3]);

        found.Scores.ToArray().Should().Equal(0.1, 0.3, 0.4, 0.6, 0.7);
        new[] { 0, .15, .33, .45, .55, .65, .9 }.Select(found.Calibrate).ToArray().ShouldBeNear(
            [0.45454545454545453, 0.45454545454545453, 0.5431818181818182, 0.75, 0.75, 0.8750000000000001, 1.0], 1e-14);
    }

    [Theory]
    [InlineData("platt", false)]
    [InlineData("platt_weighted", true)]
    public void Platt_curves_match(string name, bool weighted)
    {
        var expected = Golden.GetProperty(name);

        var found = PlattCalibrator.Fit(Margins, Y, weighted ? Weights : []);

        found.A.Should().BeApproximately(expected.Number("newton_A"), 1e-8);
        found.B.Should().BeApproximately(expected.Number("newton_B"), 1e-8);
        found.A.Should().BeApproximately(expected.Number("sklearn_A"), 1e-6);
        found.Calibrate(0.25).Should().BeApproximately(1 / (1 + Math.Exp(found.A * 0.25 + found.B)), 1e-14);
        found.Report.Stop.Should().Be(StopReason.Converged);
        found.Report.StandardErrors.ToArray().Should().HaveCount(2).And.OnlyContain(e => e > 0);
    }

    [Fact]
    public void Beta_curves_match()
    {
        var (three, two) = (Golden.GetProperty("beta"), Golden.GetProperty("beta_ab"));

        var found = BetaCalibrator.Fit(Scores, Y);
        var equal = BetaCalibrator.Fit(Scores, Y, default, CalibrationOptions.Default with { EqualShapes = true });

        new[] { found.A, found.B, found.C }.ShouldBeNear([three.Number("a"), three.Number("b"), three.Number("c")], 1e-8);
        new[] { equal.A, equal.B, equal.C }.ShouldBeNear([two.Number("m"), two.Number("m"), two.Number("c")], 1e-8);
    }

    // scipy.optimize L-BFGS-B under a, b ≥ 0; the unconstrained optimum has a = −1.16. Newton on b alone: [1.35214986, −1.05494832].
    [Fact]
    public void A_negative_shape_is_dropped()
    {
        double[] scores = [.05, .1, .15, .2, .3, .35, .4, .5, .55, .6, .65, .7, .8, .85, .9, .95, .97, .99, .02, .03];
        double[] outcomes = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1];

        var found = BetaCalibrator.Fit(scores, outcomes);

        new[] { found.A, found.B, found.C }.ShouldBeNear([0, 1.3521498568053878, -1.054948320999058], 1e-9);
        found.Report.Stop.Should().Be(StopReason.Boundary);
    }

    [Fact]
    public void The_temperature_matches()
    {
        var found = TemperatureCalibrator.Fit(Margins, Y);

        found.Temperature.Should().BeApproximately(Golden.Number("temperature"), 1e-6);
        found.Calibrate(1.5).Should().BeApproximately(1 / (1 + Math.Exp(-1.5 / found.Temperature)), 1e-14);
    }

    [Fact]
    public void Venn_Abers_pairs_match()
    {
        var found = VennAbersCalibrator.Fit(Scores, Y);

        foreach (var row in Golden.GetProperty("venn_abers").EnumerateArray())
        {
            var score = row.Number("score");
            found.Bounds(score).Lower.Should().BeApproximately(row.Number("p0"), 1e-8, "{0}", score);
            found.Bounds(score).Upper.Should().BeApproximately(row.Number("p1"), 1e-8, "{0}", score);
            found.Calibrate(score).Should().BeApproximately(row.Number("merged_logloss"), 1e-8);
            found.CalibrateForBrier(score).Should().BeApproximately(row.Number("merged_brier"), 1e-8);
        }
    }

    [Fact]
    public void Prior_corrections_match()
    {
        var expected = Golden.GetProperty("prior_shift");
        var found = PriorCorrection.FromParameters(expected.Number("pi_train"), expected.Number("pi_pop"));

        expected.Numbers("p").Select(found.Calibrate).ToArray().ShouldBeNear(expected.Numbers("q"), 1e-14);
        found.LogOddsShift.Should().BeApproximately(Math.Log(0.02 * 0.5 / (0.98 * 0.5)), 1e-14);
    }
}
