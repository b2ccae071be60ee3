using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Lifetime;

/// <summary>Profile intervals of figures, and intervals of values that come from two fits.</summary>
public sealed class FigureIntervals
{
    private const double HalfQuantile = 0.5 * 3.841458820694124; // qchisq(0.95, 1) / 2

    private static readonly PurchaseHistory Known = new(3, 20, 30);

    [Fact]
    public void A_parameter_as_a_figure_has_the_profile_interval_of_the_parameter()
    {
        var pareto = ParetoNbdModel.Fit(Pareto());
        Same(pareto.ProfileInterval(Pareto(), m => m.S), pareto.ProfileInterval(Pareto(), "s"));
        var mbg = MbgNbdModel.Fit(Pareto());
        Same(mbg.ProfileInterval(Pareto(), m => m.Alpha), mbg.ProfileInterval(Pareto(), "alpha"));
        var bg = BgNbdModel.Fit(ReferenceCohorts.Simulated());
        Same(bg.ProfileInterval(ReferenceCohorts.Simulated(), m => m.A), bg.ProfileInterval(ReferenceCohorts.Simulated(), "a"));
        var contract = BetaDiscreteWeibullModel.Fit(Contracts());
        Same(contract.ProfileInterval(Contracts(), m => m.C), contract.ProfileInterval(Contracts(), "c"));
        var opportunities = BgBbModel.FromParameters(1.2, 0.75, 0.66, 2.8, TimeUnit.Week).Simulate(Enumerable.Repeat(8, 4000).ToArray(), 3);
        var annual = PurchaseHistogram.FromHistories(opportunities);
        var bgbb = BgBbModel.Fit(annual);
        Same(bgbb.ProfileInterval(annual, m => m.Delta), bgbb.ProfileInterval(annual, "delta"));
    }

    [Fact]
    public void Limits_are_the_extremes_over_all_parameters_within_the_drop()
    {
        // Two parameters: every direction from the maximum, as far as the likelihood allows, by bisection.
        var model = ShiftedBetaGeometricModel.Fit(Contracts());
        double low = double.MaxValue, high = 0;
        for (var k = 0; k < 1000; k++)
        {
            var (east, north) = (Math.Cos(Math.PI * k / 500), Math.Sin(Math.PI * k / 500));
            ShiftedBetaGeometricModel At(double far) => ShiftedBetaGeometricModel.FromParameters(model.Gamma * Math.Exp(far * east), model.Delta * Math.Exp(far * north));
            double inside = 0, outside = 3;
            for (var i = 0; i < 60; i++)
            {
                var middle = 0.5 * (inside + outside);
                (inside, outside) = At(middle).LogLikelihood(Contracts()) > model.Report.Objective - HalfQuantile ? (middle, outside) : (inside, middle);
            }

            low = Math.Min(low, At(inside).Survival(12));
            high = Math.Max(high, At(inside).Survival(12));
        }

        foreach (var scale in new[] { EstimateScale.Log, EstimateScale.Logit, EstimateScale.Plain })
        {
            var found = model.ProfileInterval(Contracts(), m => m.Survival(12), scale);
            found.Lower.Should().BeApproximately(low, 1e-5 * low);
            found.Upper.Should().BeApproximately(high, 1e-5 * high);
            found.Method.Should().Be("profile likelihood");
        }
    }

    [Fact]
    public void Figures_of_customers_hold_their_estimate_and_are_near_the_delta_interval()
    {
        var pareto = ParetoNbdModel.Fit(Pareto());
        var alive = pareto.ProfileInterval(Pareto(), m => m.ProbabilityAlive(Known), EstimateScale.Logit);
        Near(alive, pareto.Estimate(m => m.ProbabilityAlive(Known), EstimateScale.Logit));
        Near(pareto.ProfileInterval(Pareto(), m => m.ExpectedPurchases(Known, 52)), pareto.Estimate(m => m.ExpectedPurchases(Known, 52)));
        var bg = BgNbdModel.Fit(ReferenceCohorts.Simulated());
        Near(bg.ProfileInterval(ReferenceCohorts.Simulated(), m => m.DiscountedPurchases(Known, 0.002)), bg.Estimate(m => m.DiscountedPurchases(Known, 0.002)));
        var ggom = PurchaseHistogram.FromHistories(ReferenceCohorts.GGom());
        var aging = GGomNbdModel.Fit(ggom);
        Near(aging.ProfileInterval(ggom, m => m.ExpectedPurchases(26)), aging.Estimate(m => m.ExpectedPurchases(26)));
        var beta = aging.ProfileInterval(ggom, "r");
        beta.Contains(aging.R).Should().BeTrue();
        ((Action)(() => aging.ProfileInterval(ggom, "q"))).Should().Throw<ArgumentException>().WithMessage("*r, alpha, b, s, beta*");
    }

    [Fact]
    public void A_model_of_other_customers_or_a_figure_without_a_logarithm_is_refused()
    {
        var pareto = ParetoNbdModel.FromParameters(0.7, 6, 0.8, 15, TimeUnit.Week);
        ((Action)(() => pareto.ProfileInterval(Pareto(), m => m.R))).Should().Throw<ArgumentException>().WithMessage("*no proven maximum*");
        ((Action)(() => pareto.ProfileInterval(Pareto(), m => -m.R))).Should().Throw<ArgumentException>().WithMessage("*Plain*");
        ((Action)(() => pareto.ProfileInterval(Pareto(), m => m.R, (EstimateScale)9))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => pareto.ProfileInterval(Pareto(), m => m.R, level: 1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => pareto.ProfileInterval(ReferenceCohorts.Simulated(1, "pnbd"), m => m.R))).Should().Throw<ArgumentException>().WithMessage("*counts time*");
    }

    [Fact]
    public void Errors_of_purchases_and_spend_add_in_squares()
    {
        var purchases = MbgNbdModel.FromParameters(0.5, 6, 0.8, 2, TimeUnit.Week, Diagonal(4, 0.01));
        var spend = GammaGammaModel.FromParameters(6.25, 3.74, 15.44, Diagonal(3, 0.04));
        var (bought, mean) = (purchases.ExpectedPurchases(Known, 52), spend.PopulationMean.Value);
        var first = purchases.Estimate(m => m.ExpectedPurchases(Known, 52) * mean);
        var second = spend.Estimate(m => m.PopulationMean.Value * bought);
        var joint = ValueEstimate.Joint(first, second, EstimateScale.Plain, 0.9);
        joint.Value.Should().Be(first.Value);
        var error = Math.Sqrt(Math.Pow(first.StandardError.Value, 2) + Math.Pow(second.StandardError.Value, 2));
        joint.StandardError.Value.Should().BeApproximately(error, 1e-12 * error);
        (joint.Interval!.Value.Width / 2).Should().BeApproximately(1.6448536269514722 * error, 1e-12 * error);
        ((Action)(() => ValueEstimate.Joint(first, spend.Estimate(m => m.P)))).Should().Throw<ArgumentException>().WithMessage("*not of one figure*");
        var bare = GammaGammaModel.FromParameters(6.25, 3.74, 15.44).Estimate(m => m.PopulationMean.Value * bought);
        ValueEstimate.Joint(first, bare).Interval.Should().BeNull();
    }

    [Fact]
    public void The_profile_of_the_mean_spend_holds_the_mean()
    {
        var random = RandomStream.Open(4, "spend profile");
        var count = 1500;
        var x = Enumerable.Range(0, count).Select(i => 1 + i % 6).ToArray();
        var value = x.Select(n => { var level = random.NextGamma(3.7) / 15; return random.NextGamma(6.2 * n) / (n * level); }).ToArray();
        var histories = PurchaseHistories.FromColumns(x, x.Select(_ => 10.0).ToArray(), x.Select(_ => 20.0).ToArray(), value, TimeUnit.Week);
        var model = GammaGammaModel.Fit(histories);
        Near(model.ProfileInterval(histories, m => m.PopulationMean.Value), model.Estimate(m => m.PopulationMean.Value));
        Near(model.ProfileInterval(histories, m => m.P), model.Estimate(m => m.P));
    }

    private static PurchaseHistogram Pareto() => ReferenceCohorts.Simulated(7, "pnbd");

    private static ContractSummary Contracts() => ContractSummary.FromCohort([1000, 869, 743, 653, 593, 551, 517, 491]);

    private static double[] Diagonal(int n, double value) => [.. Enumerable.Range(0, n * n).Select(i => i % (n + 1) == 0 ? value : 0)];

    private static void Same(ConfidenceInterval found, ConfidenceInterval expected)
    {
        found.Lower.Should().BeApproximately(expected.Lower, 1e-6 * expected.Lower);
        found.Upper.Should().BeApproximately(expected.Upper, 1e-6 * expected.Upper);
    }

    private static void Near(ConfidenceInterval profile, ModelEstimate delta)
    {
        profile.Contains(delta.Value).Should().BeTrue();
        (profile.Width / delta.Interval!.Value.Width).Should().BeInRange(0.8, 1.3);
    }
}
