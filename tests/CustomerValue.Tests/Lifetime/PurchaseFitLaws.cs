using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Lifetime;

/// <summary>What mathematics promises of every fit of repeat purchases.</summary>
public sealed class PurchaseFitLaws
{
    private static readonly Dictionary<string, Fitted> Fits = new(StringComparer.Ordinal)
    {
        ["Pareto/NBD"] = new(h => Of(ParetoNbdModel.Fit(h)), () => ReferenceCohorts.Simulated(7, "pnbd"), () => ReferenceCohorts.Simulated(1, "pnbd"), [0, 1, 0, 1], t => new LeavingLikelihood(t, 0, ages: false)),
        ["MBG/NBD"] = new(h => Of(MbgNbdModel.Fit(h)), () => ReferenceCohorts.Simulated(7, "pnbd"), () => ReferenceCohorts.Simulated(1, "pnbd"), [0, 1, 0, 0], t => new CnbdLikelihood(t, 1, true, 0)),
        ["BG/CNBD-2"] = new(h => Of(CnbdModel.Fit(h, 0, new CnbdOptions { Steps = 2, LeavesAtOnce = false })), () => ReferenceCohorts.Simulated(7, "pnbd"), () => ReferenceCohorts.Simulated(1, "pnbd"), [0, 1, 0, 0], t => new CnbdLikelihood(t, 2, false, 0)),
        ["MBG/CNBD-3"] = new(h => Of(CnbdModel.Fit(h, 0, new CnbdOptions { Steps = 3 })), () => ReferenceCohorts.Simulated(7, "pnbd"), () => ReferenceCohorts.Simulated(1, "pnbd"), [0, 1, 0, 0], t => new CnbdLikelihood(t, 3, true, 0)),
        ["GGom/NBD"] = new(h => Of(GGomNbdModel.Fit(h)), () => PurchaseHistogram.FromHistories(ReferenceCohorts.GGom()), () => InDays(ReferenceCohorts.GGom()), [0, 1, -1, 0, 0], t => new LeavingLikelihood(t, 0, ages: true)),
    };

    public static TheoryData<string> Models() => new(Fits.Keys);

    [Theory]
    [MemberData(nameof(Models))]
    public void Gradient_and_Hessian_are_those_of_the_value(string name)
    {
        var likelihood = Fits[name].Likelihood(new PatternTable(Fits[name].Weeks()));
        double[][] points = [[-0.7, -1.9, 0.3, 1.1, 0.9], [0.4, -0.5, -0.6, -1.2, -4], [-0.2, -2.5, 0.9, 0.1, 1.6]];
        foreach (var point in points)
        {
            Derivatives.Check(likelihood, point.Take(likelihood.Size).ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_likelihood_has_the_same_bits_for_any_number_of_threads(int kind)
    {
        var random = RandomStream.Open(20261124, "threads");
        var age = Enumerable.Range(0, 7000).Select(_ => 20 + 20 * random.NextDouble()).ToArray();
        var histories = ParetoNbdModel.FromParameters(0.55, 10.6, 0.61, 11.7, TimeUnit.Week).Simulate(age, 5);
        var table = new PatternTable(PurchaseHistogram.FromHistories(histories));
        table.Counts.Length.Should().BeGreaterThan(6000);
        double[][] gradients = [new double[4], new double[4]], hessians = [new double[16], new double[16]];
        var values = new[] { 1, 3 }.Select((threads, i) =>
        {
            SmoothObjective likelihood = kind == 0 ? new LeavingLikelihood(table, 0.01, ages: false, threads) : new CnbdLikelihood(table, 1, true, 0.01, threads);
            return likelihood.Evaluate([-0.6, -1, -0.5, -0.8], gradients[i], hessians[i]);
        }).ToArray();
        values[1].Should().Be(values[0]);
        gradients[1].Should().Equal(gradients[0]);
        hessians[1].Should().Equal(hessians[0]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Ten_random_starts_arrive_at_one_maximum(string name)
    {
        var fit = Fits[name];
        var table = new PatternTable(fit.Weeks());
        var likelihood = fit.Likelihood(table);
        var reference = fit.Fit(fit.Weeks()).Objective;
        var random = RandomStream.Open(20261122, "starts");
        for (var k = 0; k < 10; k++)
        {
            // Each parameter anywhere between e^−3 and e^3.
            var start = Enumerable.Range(0, likelihood.Size).Select(_ => 6 * random.NextDouble() - 3).ToArray();
            var found = Optimizer.Minimize(likelihood, start, 400);
            found.GradientNorm.Should().BeLessThan(1e-8, "start {0}: {1}", k, string.Join(' ', start));
            var steps = name.Length > 6 && char.IsDigit(name[name.Length - 1]) ? name[name.Length - 1] - '0' : 1;
            (-table.Customers * found.Value + steps * PurchaseFit.ScaleTerm(table)).Should().BeApproximately(reference, 1e-7, "start {0}: {1}", k, string.Join(' ', start));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Parameters_scale_with_the_unit_of_time_and_customers_twice_shrink_the_errors_by_root_two(string name)
    {
        var fit = Fits[name];
        var weeks = fit.Fit(fit.Weeks());
        weeks.Converged.Should().BeTrue(weeks.ToString());
        var days = fit.Fit(fit.Days());
        var twice = fit.Fit(fit.Weeks() + fit.Weeks());
        twice.Objective.Should().BeApproximately(2 * weeks.Objective, 1e-6);
        for (var i = 0; i < weeks.Estimates.Length; i++)
        {
            var factor = Math.Pow(7, fit.Powers[i]);
            (days.Estimates[i] / weeks.Estimates[i] / factor - 1).Should().BeApproximately(0, 1e-6, "parameter {0}", i);
            (days.StandardErrors[i] / weeks.StandardErrors[i] / factor - 1).Should().BeApproximately(0, 1e-5, "parameter {0}", i);
            (twice.Estimates[i] / weeks.Estimates[i] - 1).Should().BeApproximately(0, 1e-7, "parameter {0}", i);
            (weeks.StandardErrors[i] / twice.StandardErrors[i] / Math.Sqrt(2) - 1).Should().BeApproximately(0, 1e-6, "parameter {0}", i);
        }
    }

    [Fact]
    public void The_fits_maximize_the_likelihood_of_single_customers_in_their_own_unit()
    {
        var rows = ReferenceCohorts.Rows(ReferenceCohorts.Simulated(7, "pnbd"));
        var pareto = ParetoNbdModel.Fit(rows);
        pareto.LogLikelihood(rows).Should().BeApproximately(pareto.Report.Objective, 1e-8);
        var mbg = MbgNbdModel.Fit(rows);
        mbg.LogLikelihood(rows).Should().BeApproximately(mbg.Report.Objective, 1e-8);
        var regular = CnbdModel.Fit(rows, Enumerable.Repeat(0.25, rows.Count).ToArray(), new CnbdOptions { Steps = 3 });
        Enumerable.Range(0, rows.Count).Sum(i => regular.LogLikelihood(rows[i], 0.25)).Should().BeApproximately(regular.Report.Objective, 1e-7);
        var aging = GGomNbdModel.Fit(ReferenceCohorts.GGom());
        aging.LogLikelihood(ReferenceCohorts.GGom()).Should().BeApproximately(aging.Report.Objective, 1e-8);
    }

    [Fact]
    public void A_CNBD_with_one_step_is_the_model_it_generalizes()
    {
        var histogram = ReferenceCohorts.Simulated();
        var bg = BgNbdModel.Fit(histogram);
        var cnbd = CnbdModel.Fit(histogram, 12.5, new CnbdOptions { Steps = 1, LeavesAtOnce = false });
        cnbd.Report.Objective.Should().BeApproximately(bg.Report.Objective, 1e-8);
        ReferenceChecks.Close(cnbd.Report.Estimates, bg.Report.Estimates.ToArray(), 1e-8);
        ReferenceChecks.Close(cnbd.Covariance, bg.Covariance.ToArray(), 1e-7);
    }

    [Fact]
    public void The_search_finds_the_number_of_steps_that_made_the_purchases()
    {
        var truth = CnbdModel.FromParameters(1.3, 2.8, 0.42, 0.79, 2, true, TimeUnit.Week);
        var customers = truth.Simulate(Enumerable.Repeat(52.0, 1500).ToArray(), 3);

        var gaps = RegularGaps(customers);
        var fit = CnbdModel.Fit(customers, gaps);
        fit.Steps.Should().Be(2);
        fit.LogLikelihoodsBySteps.Length.Should().Be(4);
        fit.LogLikelihoodsBySteps[1].Should().Be(fit.Report.Objective);
        foreach (var (i, value) in new[] { (0, 1.3), (1, 2.8), (2, 0.42), (3, 0.79) })
        {
            fit.Report.Estimates[i].Should().BeApproximately(value, 4 * fit.Report.StandardErrors[i]);
        }
    }

    [Fact]
    public void No_customers_are_refused_and_nobody_buying_again_has_no_maximum()
    {
        var nobody = PurchaseHistories.FromColumns([], [], [], TimeUnit.Week);
        ((Action)(() => ParetoNbdModel.Fit(nobody))).Should().Throw<ArgumentException>();
        ((Action)(() => MbgNbdModel.Fit(nobody))).Should().Throw<ArgumentException>();
        ((Action)(() => GGomNbdModel.Fit(nobody))).Should().Throw<ArgumentException>();
        ((Action)(() => CnbdModel.Fit(nobody, []))).Should().Throw<ArgumentException>();
        var silent = PurchaseHistogram.FromCounts([0, 0], [0, 0], [10, 20], [50, 40], TimeUnit.Week);
        ((Action)(() => ParetoNbdModel.Fit(silent))).Should().Throw<ConvergenceException>().Which.Report!.Converged.Should().BeFalse();
        ((Action)(() => ParetoNbdModel.FromParameters(0, 1, 1, 1, TimeUnit.Week))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => GGomNbdModel.FromParameters(1, 1, double.PositiveInfinity, 1, 1, TimeUnit.Week))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => CnbdModel.FromParameters(1, 1, 1, 1, 0, true, TimeUnit.Week))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static FitReport Of(ParetoNbdModel m) => m.Report;

    private static FitReport Of(MbgNbdModel m) => m.Report;

    private static FitReport Of(CnbdModel m) => m.Report;

    private static FitReport Of(GGomNbdModel m) => m.Report;

    private static PurchaseHistogram InDays(PurchaseHistories weeks) => PurchaseHistogram.FromHistories(PurchaseHistories.FromColumns(
        weeks.Repeats, weeks.Recency.ToArray().Select(t => 7 * t).ToArray(), weeks.Age.ToArray().Select(t => 7 * t).ToArray(), TimeUnit.Day));

    /// <summary>Σ ln of gaps that sum to the recency: given their sum, Erlang-2 gaps are a Dirichlet(2, …, 2) share of it.</summary>
    private static double[] RegularGaps(PurchaseHistories customers)
    {
        var random = RandomStream.Open(4, "gaps");
        return Enumerable.Range(0, customers.Count).Select(row =>
        {
            var draws = Enumerable.Range(0, customers.Repeats[row]).Select(_ => random.NextGamma(2)).ToArray();
            var sum = draws.Sum();
            return draws.Sum(draw => Math.Log(draw / sum * customers.Recency[row]));
        }).ToArray();
    }

    private sealed record Fitted(
        Func<PurchaseHistogram, FitReport> Fit,
        Func<PurchaseHistogram> Weeks,
        Func<PurchaseHistogram> Days,
        int[] Powers,
        Func<PatternTable, SmoothObjective> Likelihood);
}
