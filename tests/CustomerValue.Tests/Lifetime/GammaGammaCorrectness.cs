using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv/cdnow_gamma_gamma.json: Fader &amp; Hardie note 025 and CLVTools 0.12.1; hard cases from mpmath.</summary>
public sealed class GammaGammaCorrectness
{
    private static readonly JsonElement Cdnow = GoldenFile.Read("clv/cdnow_gamma_gamma.json");

    [Fact]
    public void Customers_of_the_reference_have_its_likelihood_and_spend()
    {
        var p = Cdnow.Numbers("params_eval");
        var model = GammaGammaModel.FromParameters(p[0], p[1], p[2]);
        model.PopulationMean.Value.Should().BeApproximately(Cdnow.Number("population_mean"), 1e-12);
        foreach (var customer in Cdnow.GetProperty("customers").EnumerateArray())
        {
            Check(model, customer, customer, customer.GetProperty("id").GetString()!);
        }
    }

    [Fact]
    public void Hard_cases_agree_with_high_precision_arithmetic()
    {
        foreach (var hard in BgNbdCorrectness.Cases("gamma_gamma"))
        {
            var p = hard.GetProperty("params");
            var model = GammaGammaModel.FromParameters(p.Number("p"), p.Number("q"), p.Number("gamma"));
            Check(model, hard.GetProperty("data"), hard.GetProperty("expected"), hard.GetProperty("case").GetString()!);
        }
    }

    [SkippableFact]
    public void The_published_data_set_has_its_published_maximum_and_errors()
    {
        var mle = Cdnow.GetProperty("mle");
        var model = GammaGammaModel.Fit(ReferenceCohorts.Cdnow().Histories);
        model.Report.Observations.Should().Be(946);
        model.Report.Objective.Should().BeApproximately(mle.Number("log_likelihood_total"), 1e-7);
        Close(model.Report.Estimates, mle.GetProperty("params"), 1e-8);
        Close(model.Report.StandardErrors, mle.GetProperty("standard_errors"), 1e-6);
    }

    private static void Check(GammaGammaModel model, JsonElement data, JsonElement expected, string what)
    {
        var x = data.GetProperty("x").GetInt32();
        var history = new PurchaseHistory(x, x == 0 ? 0 : 1, 2, data.Number("m"));
        var likelihood = expected.Number("log_likelihood");
        model.LogLikelihood(history).Should().BeApproximately(likelihood, 1e-10 * (1 + Math.Abs(likelihood)), what);
        var spend = expected.Number("expected_spend");
        model.ExpectedAverageValue(history).Value.Should().BeApproximately(spend, 1e-12 * spend, what);
    }

    private static void Close(ReadOnlySpan<double> actual, JsonElement expected, double relative)
    {
        string[] names = ["p", "q", "gamma"];
        for (var i = 0; i < names.Length; i++)
        {
            (actual[i] / expected.Number(names[i]) - 1).Should().BeApproximately(0, relative, names[i]);
        }
    }
}
