using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Lifetime;

public sealed class GammaGammaLaws
{
    [Fact]
    public void Ten_random_starts_arrive_at_one_maximum()
    {
        var histories = Spenders(400, 1);
        var reference = GammaGammaModel.Fit(histories).Report.Estimates.ToArray();
        var likelihood = new GammaGammaLikelihood(histories, 0);
        var random = RandomStream.Open(20261122, "starts");
        for (var k = 0; k < 10; k++)
        {
            var start = Enumerable.Range(0, 3).Select(_ => 6 * random.NextDouble() - 3).ToArray();
            var report = GammaGammaModel.Fit(likelihood, [start], GammaGammaOptions.Default, null, default).Report;
            for (var i = 0; i < 3; i++)
            {
                (report.Estimates[i] / reference[i] - 1).Should().BeApproximately(0, 1e-9, "start {0}: {1}", k, string.Join(' ', start));
            }
        }
    }

    [Fact]
    public void Gradient_and_Hessian_are_those_of_the_value()
    {
        var likelihood = new GammaGammaLikelihood(Spenders(200, 1), 0.01);
        double[] point = [0.7, 0.9, 0.3];
        var gradient = new double[3];
        var hessian = new double[9];
        likelihood.Evaluate(point, gradient, hessian);
        var up = new double[3];
        var down = new double[3];
        const double Width = 1e-5;
        for (var j = 0; j < 3; j++)
        {
            var moved = (double[])point.Clone();
            moved[j] += Width;
            var above = likelihood.Evaluate(moved, up, default);
            moved[j] -= 2 * Width;
            var below = likelihood.Evaluate(moved, down, default);
            gradient[j].Should().BeApproximately((above - below) / (2 * Width), 1e-8);
            for (var i = 0; i < 3; i++)
            {
                hessian[3 * i + j].Should().BeApproximately((up[i] - down[i]) / (2 * Width), 1e-8, "row {0}, column {1}", i, j);
            }
        }
    }

    [Fact]
    public void Gamma_scales_with_the_currency_and_nothing_else_does()
    {
        var euros = GammaGammaModel.Fit(Spenders(400, 1));
        var cents = GammaGammaModel.Fit(Spenders(400, 100));
        (cents.Gamma / euros.Gamma / 100 - 1).Should().BeApproximately(0, 1e-8);
        (cents.P / euros.P - 1).Should().BeApproximately(0, 1e-8);
        (cents.Q / euros.Q - 1).Should().BeApproximately(0, 1e-8);
        (cents.PopulationMean.Value / euros.PopulationMean.Value / 100 - 1).Should().BeApproximately(0, 1e-8);
    }

    [Fact]
    public void Every_customer_twice_doubles_the_likelihood_and_shrinks_the_errors_by_root_two()
    {
        var first = GammaGammaModel.Fit(Spenders(400, 1)).Report;
        var second = GammaGammaModel.Fit(Spenders(400, 1, copies: 2)).Report;
        second.Objective.Should().BeApproximately(2 * first.Objective, 1e-8);
        for (var i = 0; i < 3; i++)
        {
            (second.Estimates[i] / first.Estimates[i] - 1).Should().BeApproximately(0, 1e-9);
            (first.StandardErrors[i] / second.StandardErrors[i] / Math.Sqrt(2) - 1).Should().BeApproximately(0, 1e-8);
        }
    }

    [Fact]
    public void The_fit_maximizes_the_likelihood_of_single_customers()
    {
        var histories = Spenders(400, 1);
        var model = GammaGammaModel.Fit(histories);
        Enumerable.Range(0, histories.Count).Sum(row => model.LogLikelihood(histories[row])).Should().BeApproximately(model.Report.Objective, 1e-9);
    }

    [Fact]
    public void More_purchases_move_the_expectation_from_the_population_to_the_customer()
    {
        var model = GammaGammaModel.FromParameters(6.25, 3.74, 15.44);
        var population = model.PopulationMean.Value;
        var last = population;
        for (var x = 1; x < 200; x++)
        {
            var expected = model.ExpectedAverageValue(new PurchaseHistory(x, 1, 2, 100)).Value;
            expected.Should().BeGreaterThan(last).And.BeLessThan(100);
            last = expected;
        }
    }

    [Fact]
    public void An_infinite_mean_is_undefined_and_never_negative()
    {
        var model = GammaGammaModel.FromParameters(0.3, 0.5, 10);
        model.PopulationMean.IsDefined.Should().BeFalse();
        model.PopulationMean.Reason.Should().Be(UndefinedReason.Infinite);
        model.ExpectedAverageValue(new PurchaseHistory(1, 1, 2, 20)).IsDefined.Should().BeFalse();
        model.ExpectedAverageValue(new PurchaseHistory(2, 1, 2, 20)).Value.Should().BeGreaterThan(0);
        var histories = PurchaseHistories.FromColumns([2, 0], [1, 0], [2, 2], [20, 0], TimeUnit.Week);
        ((Action)(() => model.ExpectedAverageValue(histories, new double[2]))).Should().Throw<ArgumentException>()
            .WithMessage("Row 1 breaks p x + q > 1, without which the mean is infinite: x 0, q 0.5.*");
    }

    [Fact]
    public void Everybody_spending_the_same_is_a_boundary_and_is_said_to_be_one()
    {
        var histories = PurchaseHistories.FromColumns([1, 2, 3], [1, 1, 1], [2, 2, 2], [20, 20, 20], TimeUnit.Week);
        ((Action)(() => GammaGammaModel.Fit(histories))).Should().Throw<ConvergenceException>().Which.Report!.Converged.Should().BeFalse();
    }

    // In none of these is there a finite maximum: p → ∞ where one customer or one value leaves nothing to vary within, q → ∞ where customers do not differ.
    [Theory]
    [InlineData(new[] { 3, 2, 1 }, new[] { 10.0, 10, 10 })]
    [InlineData(new[] { 3 }, new[] { 10.0 })]
    [InlineData(new[] { 3, 2 }, new[] { 10.0, 12 })]
    [InlineData(new[] { 1, 1, 1, 1, 1 }, new[] { 10.0, 12, 15, 9, 30 })]
    [InlineData(new[] { 1, 2, 5, 1 }, new[] { 10.0, 20, 15, 30 })]
    public void A_maximum_at_infinity_is_called_a_boundary(int[] repeats, double[] values)
    {
        var histories = PurchaseHistories.FromColumns(repeats, repeats.Select(_ => 5.0).ToArray(), repeats.Select(_ => 30.0).ToArray(), values, TimeUnit.Week);

        ((Action)(() => GammaGammaModel.Fit(histories))).Should().Throw<ConvergenceException>().Which.Report!.Stop.Should().Be(StopReason.Boundary);
    }

    [Fact]
    public void Values_that_the_model_cannot_have_made_are_refused_by_row()
    {
        var negative = PurchaseHistories.FromColumns([1, 1], [1, 1], [2, 2], [20, -5], TimeUnit.Week);
        ((Action)(() => GammaGammaModel.Fit(negative))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks average value > 0: average value -5, repeats 1.*");
        var none = PurchaseHistories.FromColumns([1, 1], [1, 1], [2, 2], TimeUnit.Week);
        ((Action)(() => GammaGammaModel.Fit(none))).Should().Throw<ArgumentException>().WithMessage("*no average values*");
        var nobody = PurchaseHistories.FromColumns([0], [0], [2], [0], TimeUnit.Week);
        ((Action)(() => GammaGammaModel.Fit(nobody))).Should().Throw<ArgumentException>().WithMessage("*Nobody made a repeat purchase*");
        ((Action)(() => GammaGammaModel.FromParameters(1, 1, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => GammaGammaModel.FromParameters(1, 2, 1).LogLikelihood(new PurchaseHistory(1, 1, 2)))).Should().Throw<ArgumentException>();
    }

    /// <summary>Customers whose purchases are sums of exponentials (whole p) with a rate of their own.</summary>
    internal static PurchaseHistories Spenders(int count, double unit, int copies = 1)
    {
        var random = RandomStream.Open(11, "spend");
        var x = new int[count];
        var m = new double[count];
        for (var i = 0; i < count; i++)
        {
            x[i] = 1 + random.NextInt(6);
            var rate = Exponentials(random, 4) / 30;
            m[i] = unit * Exponentials(random, 5 * x[i]) / rate / x[i];
        }

        var ones = Enumerable.Repeat(1.0, count * copies).ToArray();
        return PurchaseHistories.FromColumns(
            Enumerable.Repeat(x, copies).SelectMany(c => c).ToArray(), ones, ones, Enumerable.Repeat(m, copies).SelectMany(c => c).ToArray(), TimeUnit.Week);
    }

    private static double Exponentials(RandomStream random, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            sum -= Math.Log(random.NextOpen());
        }

        return sum;
    }
}
