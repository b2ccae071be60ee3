using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Propensity;
using CustomerValue.Tests.Propensity;

namespace CustomerValue.Tests.Common;

public sealed class FitReportLaws
{
    [Fact]
    public void A_model_from_parameters_has_no_information_criterion()
    {
        var report = BgNbdModel.FromParameters(0.24, 4.4, 0.79, 2.4, TimeUnit.Week).Report;

        report.Aic.IsDefined.Should().BeFalse();
        report.Bic.IsDefined.Should().BeFalse();
    }

    [Fact]
    public void Criteria_price_parameters_by_two_and_by_the_logarithm_of_rows()
    {
        var report = LogisticModel.Fit(Samples.GlmSmall().Sample).Report;

        report.Aic.Value.Should().BeApproximately((-2 * report.Objective) + 8, 1e-12);
        report.Bic.Value.Should().BeApproximately((-2 * report.Objective) + (4 * Math.Log(60)), 1e-12);
    }

    [Fact]
    public void A_line_without_residuals_has_an_infinite_likelihood_and_says_so()
    {
        var report = LinearModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], [1, 2, 3, 5]), [5.0, 5, 5, 5])).Report;

        report.Aic.Reason.Should().Be(UndefinedReason.Infinite);
    }

    [Fact]
    public void Models_print_their_parameters()
    {
        BgNbdModel.FromParameters(0.25, 4.5, 0.75, 2.5, TimeUnit.Week).ToString().Should().Be("BG/NBD: r 0.25, α 4.5, a 0.75, b 2.5; time in units of 7 days; NotFitted");
        GammaGammaModel.FromParameters(6, 4, 15).ToString().Should().StartWith("Gamma-Gamma: p 6, q 4, γ 15; population mean 30");
        LogisticModel.Fit(Samples.GlmSmall().Sample).ToString().Should().StartWith("Logistic regression: 3 columns").And.EndWith("Converged");
    }
}
