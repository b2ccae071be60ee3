using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Lifetime;

/// <summary>Two ways to one figure.</summary>
public sealed class BgNbdConsistency
{
    private static readonly double[][] Shapes =
    [
        [0.243, 4.414, 0.793, 2.426], [0.11, 2.24, 0.31, 0.5], [3, 1, 1, 1], [0.5, 100, 1.7, 0.2], [12, 30, 40, 60], [1e3, 1e6, 0.793, 2.426],
    ];

    [Fact]
    public void Gradient_and_Hessian_are_those_of_the_value()
    {
        var likelihood = new BgNbdLikelihood(new LifetimeTables(ReferenceCohorts.Simulated()), 0.01);
        double[] point = [-0.7, -1.9, 0.3, 1.1];
        var gradient = new double[4];
        var hessian = new double[16];
        likelihood.Evaluate(point, gradient, hessian);
        var up = new double[4];
        var down = new double[4];
        const double Width = 1e-5;
        for (var j = 0; j < 4; j++)
        {
            var moved = (double[])point.Clone();
            moved[j] += Width;
            var above = likelihood.Evaluate(moved, up, default);
            moved[j] -= 2 * Width;
            var below = likelihood.Evaluate(moved, down, default);
            gradient[j].Should().BeApproximately((above - below) / (2 * Width), 1e-8);
            for (var i = 0; i < 4; i++)
            {
                hessian[4 * i + j].Should().BeApproximately((up[i] - down[i]) / (2 * Width), 1e-8, "row {0}, column {1}", i, j);
            }
        }
    }

    [Fact]
    public void The_fit_maximizes_the_likelihood_of_single_customers()
    {
        var histogram = ReferenceCohorts.Simulated();
        var model = BgNbdModel.Fit(histogram);
        model.LogLikelihood(ReferenceCohorts.Rows(histogram)).Should().BeApproximately(model.Report.Objective, 1e-9);
    }

    [Fact]
    public void Expected_purchases_are_the_mean_of_their_distribution()
    {
        foreach (var p in Shapes)
        {
            var model = BgNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week);
            var history = new PurchaseHistory(3, 20, 26);
            double mean = 0, mass = 0;
            for (var n = 0; n < 600; n++)
            {
                var probability = model.ProbabilityOfPurchases(history, n, 13);
                mass += probability;
                mean += n * probability;
            }

            mass.Should().BeApproximately(1, 1e-11);
            mean.Should().BeApproximately(model.ExpectedPurchases(history, 13), 1e-10 * (1 + mean));
        }
    }

    [Fact]
    public void Series_and_integral_give_one_expectation()
    {
        // Horizons on both sides of the change of method: the growth from one to the next must be the integral of the rate.
        foreach (var p in Shapes)
        {
            var previous = 0.0;
            for (var t = 0.01; t < 1e7; t *= 2.5)
            {
                var value = BgNbdFormulas.ExpectedAlive(p[0], p[1], p[2], p[3], t);
                var growth = Quadrature.Panels(new Rate(p), Math.Log(t / 2.5), Math.Log(t), 1);
                if (previous > 0)
                {
                    (value - previous).Should().BeApproximately(growth, 1e-9 * value, "at {0} of {1}", t, string.Join(' ', p));
                }

                previous = value;
            }
        }
    }

    [Fact]
    public void Discounting_over_a_long_horizon_approaches_the_unlimited_future()
    {
        foreach (var p in Shapes)
        {
            foreach (var rate in new[] { 1e-4, 0.0027, 0.1, 3 })
            {
                var limited = Discounted(p, rate, 60 / rate);
                var unlimited = Discounted(p, rate, double.PositiveInfinity);
                (limited / unlimited - 1).Should().BeApproximately(0, 1e-9, "rate {0} of {1}", rate, string.Join(' ', p));
            }
        }
    }

    [Fact]
    public void A_fit_from_histories_is_the_fit_from_their_histogram()
    {
        var histogram = ReferenceCohorts.Simulated();
        var fromRows = BgNbdModel.Fit(ReferenceCohorts.Rows(histogram));
        var fromCounts = BgNbdModel.Fit(histogram);
        fromRows.Report.Estimates.ToArray().Should().Equal(fromCounts.Report.Estimates.ToArray());
        fromRows.Report.StandardErrors.ToArray().Should().Equal(fromCounts.Report.StandardErrors.ToArray());
    }

    [Fact]
    public void Batches_score_as_single_customers_do()
    {
        var histories = ReferenceCohorts.Rows(ReferenceCohorts.Simulated());
        var model = BgNbdModel.FromParameters(0.4, 5, 0.8, 2.5, TimeUnit.Week);
        var alive = new double[histories.Count];
        var expected = new double[histories.Count];
        var discounted = new double[histories.Count];
        var terms = new Discounting { AnnualRate = 0.15, Timing = PaymentTiming.MidPeriod, Period = 13 };
        model.ProbabilityAlive(histories, alive);
        model.ExpectedPurchases(histories, 26, expected);
        model.DiscountedPurchases(histories, 26, terms, discounted);
        for (var row = 0; row < histories.Count; row++)
        {
            alive[row].Should().Be(model.ProbabilityAlive(histories[row]));
            expected[row].Should().Be(model.ExpectedPurchases(histories[row], 26));
            discounted[row].Should().Be(model.DiscountedPurchases(histories[row], 26, terms));
        }
    }

    [Fact]
    public void A_model_rebuilt_from_its_numbers_is_the_model()
    {
        var fitted = BgNbdModel.Fit(ReferenceCohorts.Simulated());
        var rebuilt = BgNbdModel.FromParameters(fitted.R, fitted.Alpha, fitted.A, fitted.B, fitted.Unit, fitted.Covariance);
        var history = new PurchaseHistory(2, 10, 30);
        rebuilt.ExpectedPurchases(history, 52).Should().Be(fitted.ExpectedPurchases(history, 52));
        rebuilt.Report.Stop.Should().Be(StopReason.NotFitted);
        rebuilt.Report.StandardErrors.ToArray().Should().Equal(fitted.Report.StandardErrors.ToArray());
    }

    /// <summary>dE/du · u, u = eᵛ: (s/α) E[(1 + p u/α)^(−s−1)] over p ~ Beta(a, b), by plain trapezoids in ln(p/(1−p)).</summary>
    private readonly struct Rate(double[] p) : IIntegrand
    {
        public double At(double v)
        {
            var u = Math.Exp(v);
            double sum = 0, mass = 0;
            var width = Math.Min(0.2, 0.5 * Math.Sqrt(1 / p[2] + 1 / p[3]));
            var middle = Math.Log(p[2] / p[3]);
            for (var y = middle - 40 / Math.Min(1, p[2]); y < middle + 40 / Math.Min(1, p[3]); y += width)
            {
                var logP = -Softplus(-y);
                var weight = Math.Exp(p[2] * logP - p[3] * Softplus(y) - LogPeak());
                mass += weight;
                sum += weight * Math.Exp(-(p[0] + 1) * Log1p(Math.Exp(logP) * u / p[1]));
            }

            return u * p[0] / p[1] * sum / mass;
        }

        private double LogPeak()
        {
            var y = Math.Log(p[2] / p[3]);
            return -p[2] * Softplus(-y) - p[3] * Softplus(y);
        }

        private static double Softplus(double y) => Math.Max(y, 0) + Log1p(Math.Exp(-Math.Abs(y)));

        private static double Log1p(double x) => Math.Abs(x) < 1e-4 ? x * (1 - x * (0.5 - x * (1.0 / 3 - x / 4))) : Math.Log(1 + x);
    }

    private static double Discounted(double[] p, double rate, double horizon)
    {
        using var table = DropoutTable.Rent();
        return table.Discounted(p[0], p[1], p[1], p[2], p[3], rate, horizon);
    }
}
