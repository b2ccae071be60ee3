using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Propensity;
using CustomerValue.Tests.Golden;
using Xunit;

namespace CustomerValue.Tests.Propensity;

// brglm2 0.9 (type AS_mean) in R 4.2.2, profile penalized intervals and tests as logistf.
public class FirthCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("propensity/firth.json");

    [Fact]
    public void Matches_brglm2_on_quasi_separated_data()
    {
        var expected = Golden.GetProperty("endometrial");
        var names = new[] { "NV", "PI", "EH" };
        var fit = FirthRegression.Fit(Sample(expected, names, "HG"));

        Samples.Estimates(fit.Model).ShouldBeNear(expected.Numbers("coef"), 1e-9);
        Samples.Errors(fit.Model).ShouldBeNear(expected.Numbers("se"), 1e-9);
        fit.Model.Covariance.ToArray().ShouldBeNear(expected.GetProperty("vcov").EnumerateArray().SelectMany(r => r.Numbers()).ToArray(), 1e-9);
        fit.PenalizedLogLikelihood.Should().BeApproximately(expected.Number("penalised_loglik"), 1e-9);
        Profiles(fit, expected);
        Samples.Estimates(fit.WithMedianCorrection()).ShouldBeNear(expected.Numbers("median_br_coef"), 1e-9);
    }

    [Fact]
    public void Matches_the_golden_figures_on_completely_separated_data()
    {
        var expected = Golden.GetProperty("complete_separation");
        var fit = FirthRegression.Fit(Sample(expected, ["x"], "y"));

        Samples.Estimates(fit.Model).ShouldBeNear(expected.Numbers("coef"), 1e-9);
        Samples.Errors(fit.Model).ShouldBeNear(expected.Numbers("se"), 1e-9);
        fit.PenalizedLogLikelihood.Should().BeApproximately(expected.Number("pll"), 1e-9);
    }

    [Fact]
    public void Matches_the_golden_figures_on_rare_events()
    {
        var expected = Golden.GetProperty("rare");
        var sample = Sample(expected, ["x", "z"], "y");
        var fit = FirthRegression.Fit(sample);

        Samples.Estimates(fit.Model).ShouldBeNear(expected.Numbers("coef"), 1e-9);
        Samples.Errors(fit.Model).ShouldBeNear(expected.Numbers("se"), 1e-9);
        fit.PenalizedLogLikelihood.Should().BeApproximately(expected.Number("pll"), 1e-9);
        Profiles(fit, expected);
        Mean(fit.Model, sample).Should().BeApproximately(expected.Number("mean_pred_firth"), 1e-9);
        var flic = fit.WithFlic();
        flic.Intercept.Should().BeApproximately(expected.Number("flic_intercept"), 1e-9);
        flic.NumberEffects.ToArray().Should().Equal(fit.Model.NumberEffects.ToArray());
        Mean(flic, sample).Should().BeApproximately(expected.Number("mean_pred_flic"), 1e-9);
        Samples.Estimates(LogisticModel.Fit(sample)).ShouldBeNear(expected.Numbers("ml_coef"), 1e-9);
    }

    [Fact]
    public void Median_correction_counts_weights_as_rows_and_follows_the_unit_of_a_column()
    {
        var data = Golden.GetProperty("endometrial");
        var (nv, pi, eh, y) = (data.Numbers("NV"), data.Numbers("PI"), data.Numbers("EH"), data.Numbers("HG"));
        var weights = Enumerable.Range(0, y.Length).Select(i => 1.0 + (i % 3)).ToArray();
        var copies = Enumerable.Range(0, y.Length).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        double[] Repeated(double[] values) => copies.Select(i => values[i]).ToArray();
        var weighted = FirthRegression.Fit(LabeledBatch.Of(Samples.Numbers(["NV", "PI", "EH"], nv, pi, eh), y).WithWeights(weights)).WithMedianCorrection();
        var repeated = FirthRegression.Fit(LabeledBatch.Of(Samples.Numbers(["NV", "PI", "EH"], Repeated(nv), Repeated(pi), Repeated(eh)), Repeated(y))).WithMedianCorrection();
        Samples.Estimates(weighted).ShouldBeNear(Samples.Estimates(repeated), 1e-9);
        Samples.Errors(weighted).ShouldBeNear(Samples.Errors(repeated), 1e-9);

        var rescaled = FirthRegression.Fit(LabeledBatch.Of(Samples.Numbers(["NV", "PI", "EH"], nv, pi.Select(v => v * 1e6).ToArray(), eh), y).WithWeights(weights)).WithMedianCorrection();
        var estimates = Samples.Estimates(rescaled);
        estimates[2] *= 1e6;
        estimates.ShouldBeNear(Samples.Estimates(weighted), 1e-9);
    }

    private static void Profiles(FirthRegression fit, JsonElement expected)
    {
        for (var p = 0; p < fit.Model.Coefficients.Count; p++)
        {
            var name = fit.Model.Coefficients[p].Name;
            var interval = fit.ProfileInterval(name);
            interval.Lower.Should().BeApproximately(expected.Numbers("ppl_ci95_lo")[p], 1e-6, name);
            interval.Upper.Should().BeApproximately(expected.Numbers("ppl_ci95_hi")[p], 1e-6, name);
            var test = fit.Test(name);
            test.Statistic.Should().BeApproximately(expected.Numbers("plr_chi2")[p], 1e-8 * Math.Max(1, test.Statistic), name);
            test.LogPValue.Should().BeApproximately(Math.Log(expected.Numbers("plr_p")[p]), 1e-6, name);
        }
    }

    private static double Mean(LogisticModel model, LabeledBatch sample)
    {
        var scores = new double[sample.RowCount];
        model.Score(sample.Features, scores);
        return scores.Average();
    }

    private static LabeledBatch Sample(JsonElement data, string[] columns, string outcome) =>
        LabeledBatch.Of(Samples.Numbers(columns, columns.Select(c => data.Numbers(c)).ToArray()), data.Numbers(outcome));
}
