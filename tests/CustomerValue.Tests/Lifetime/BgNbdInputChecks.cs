using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Tests.Lifetime;

public sealed class BgNbdInputChecks
{
    private static readonly BgNbdModel Model = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
    private static readonly PurchaseHistories One = PurchaseHistories.FromColumns([1], [2], [3], TimeUnit.Week);

    [Theory]
    [InlineData(0, 1, 1, 1, "r")]
    [InlineData(1, -1, 1, 1, "alpha")]
    [InlineData(1, 1, double.NaN, 1, "a")]
    [InlineData(1, 1, 1, double.PositiveInfinity, "b")]
    public void Parameters_must_be_finite_and_positive(double r, double alpha, double a, double b, string name) =>
        ((Action)(() => BgNbdModel.FromParameters(r, alpha, a, b, TimeUnit.Week)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*must be finite and > 0*").Which.ParamName.Should().Be(name);

    [Fact]
    public void A_fit_needs_customers()
    {
        ((Action)(() => BgNbdModel.Fit(PurchaseHistories.FromColumns([], [], [], TimeUnit.Week)))).Should().Throw<ArgumentException>().WithMessage("*no customers*");
        ((Action)(() => BgNbdModel.Fit((PurchaseHistories)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => BgNbdModel.Fit((PurchaseHistogram)null!))).Should().Throw<ArgumentNullException>();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Horizons_must_be_finite_and_not_negative(double horizon)
    {
        var room = new double[1];
        ((Action)(() => Model.ExpectedPurchases(horizon))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*horizon*");
        ((Action)(() => Model.ExpectedPurchases(new PurchaseHistory(1, 2, 3), horizon))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Model.ExpectedPurchases(One, horizon, room))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Model.DiscountedPurchases(One, horizon, Discounting.Default, room))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Model.ProbabilityOfPurchases(1, horizon))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Histories_in_another_unit_are_refused()
    {
        var days = PurchaseHistories.FromColumns([1], [2], [3], TimeUnit.Day);
        ((Action)(() => Model.ProbabilityAlive(days, new double[1]))).Should().Throw<ArgumentException>()
            .WithMessage("The histories count time in 1 day, the model in 7 days.*");
    }

    [Fact]
    public void A_destination_must_be_long_enough() =>
        ((Action)(() => Model.ProbabilityAlive(One, []))).Should().Throw<ArgumentException>().WithMessage("*destination has length 0; at least 1 is needed.*");

    [Fact]
    public void Rates_counts_and_options_are_checked()
    {
        ((Action)(() => Model.DiscountedPurchases(new PurchaseHistory(1, 2, 3), 0))).Should().Throw<ArgumentOutOfRangeException>();
        var tiny = new Discounting { Timing = PaymentTiming.EndOfPeriod, Period = 1e-6 };
        ((Action)(() => Model.DiscountedPurchases(new PurchaseHistory(1, 2, 3), 52, tiny))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*100000 periods*");
        ((Action)(() => Model.ProbabilityOfPurchases(-1, 2))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = BgNbdOptions.Default with { Penalty = -1 })).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Penalty*");
        ((Action)(() => _ = BgNbdOptions.Default with { MaxIterations = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = BgNbdOptions.Default with { NonConvergence = (NonConvergence)9 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = Discounting.Default with { AnnualRate = double.NaN })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = Discounting.Default with { Period = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = Discounting.Default with { Timing = (PaymentTiming)7 })).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_covariance_must_be_one()
    {
        ((Action)(() => BgNbdModel.FromParameters(1, 1, 1, 1, TimeUnit.Week, new double[3]))).Should().Throw<ArgumentException>();
        ((Action)(() => BgNbdModel.FromParameters(1, 1, 1, 1, TimeUnit.Week, new double[16]))).Should().Throw<ArgumentException>().WithMessage("*positive diagonal*");
    }

    [Fact]
    public void Too_few_iterations_throw_or_return_what_was_found()
    {
        var hasty = BgNbdOptions.Default with { MaxIterations = 1 };
        ((Action)(() => BgNbdModel.Fit(ReferenceCohorts.Simulated(), hasty))).Should().Throw<ConvergenceException>()
            .Which.Report!.Stop.Should().Be(StopReason.IterationLimit);
        BgNbdModel.Fit(ReferenceCohorts.Simulated(), hasty with { NonConvergence = NonConvergence.ReturnBest }).Report.Converged.Should().BeFalse();
    }

    [Fact]
    public void A_fit_can_be_cancelled_and_watched()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        ((Action)(() => BgNbdModel.Fit(ReferenceCohorts.Simulated(), cancellation: source.Token))).Should().Throw<OperationCanceledException>();

        var seen = new Watcher();
        BgNbdModel.Fit(ReferenceCohorts.Simulated(), progress: seen);
        seen.Stages.Should().Contain("starts").And.Contain("iterations");
    }

    private sealed class Watcher : IProgress<FitProgress>
    {
        public HashSet<string> Stages { get; } = [];

        public void Report(FitProgress value) => Stages.Add(value.Stage);
    }
}
