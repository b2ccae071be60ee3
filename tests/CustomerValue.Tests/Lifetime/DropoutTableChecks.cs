using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>Discounted purchases of customers who leave by chance, by ways that share no code with the table.</summary>
public sealed class DropoutTableChecks
{
    private static readonly double[][] Shapes =
    [
        [0.243, 4.414, 0.793, 2.426], [3, 1, 1, 1], [0.5, 100, 1.7, 0.2], [12, 30, 40, 60], [1e3, 1e6, 0.793, 2.426], [0.11, 2.24, 0.31, 0.5],
        [2000.3, 43, 0.793, 2002], [0.05, 1e-3, 5, 1e4], [40, 1e4, 1e3, 0.4], [0.7, 8, 1e-3, 0.01], [1.2, 1e-6, 1, 1e-3],
    ];

    /// <summary>Given p they are (s/p) e^z E_{s+1}(z) with z = δα/p: one integral over p.</summary>
    [Fact]
    public void For_ever_it_is_the_mean_of_exponential_integrals()
    {
        foreach (var p in Shapes)
        {
            foreach (var rate in new[] { 1e-4, 0.0027, 0.1, 3, 1e4 })
            {
                ReferenceChecks.Near(Table(p, rate, double.PositiveInfinity), Exponential(p[0], p[1], p[2], p[3], rate), 2e-11, $"{string.Join(' ', p)} at {rate}");
            }
        }
    }

    /// <summary>e^(−δt) E(t) + δ ∫ e^(−δu) E(u) du, E by the series of expected purchases.</summary>
    [Fact]
    public void Within_a_horizon_it_is_the_integral_of_expected_purchases()
    {
        foreach (var p in Shapes)
        {
            foreach (var (rate, horizon) in new[] { (0.0018, 52.0), (0.0018, 1e-9), (0.3, 52), (1e-12, 52), (0.0018, 1e4), (50, 52), (0.0018, 1) })
            {
                var scale = p[1] / (p[0] + 1);
                var end = Elementary.Log1p(Math.Min(horizon, 45 / rate) / scale);
                var integral = Quadrature.AdaptivePanels(new ByParts(p, rate, scale), 0, end, 1 + (int)end, 1e-12);
                var expected = Elementary.Exp(-rate * horizon) * BgNbdFormulas.ExpectedAlive(p[0], p[1], p[2], p[3], horizon) + rate * integral;
                ReferenceChecks.Near(Table(p, rate, horizon), expected, 2e-11, $"{string.Join(' ', p)} at {rate} within {horizon}");
            }
        }
    }

    [Fact]
    public void It_agrees_with_high_precision_arithmetic()
    {
        // Golden/clv/dropout_table.py: mpmath at 30 digits.
        foreach (var known in GoldenFile.Read("clv/dropout_table.json").GetProperty("cases").EnumerateArray())
        {
            var p = known.GetProperty("params").EnumerateArray().Select(v => v.GetDouble()).ToArray();
            var horizon = known.GetProperty("horizon");
            var within = horizon.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : horizon.GetDouble();
            ReferenceChecks.Near(
                Table(p, known.Number("rate"), within), known.Number("discounted_given_alive"), 1e-11, $"{string.Join(' ', p)} at {known.Number("rate")} within {within}");
        }
    }

    [Fact]
    public void A_customer_has_the_same_bits_alone_and_in_any_company()
    {
        var (x, tx, t) = Columns(4000);
        var model = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        var batch = new double[x.Length];
        var forEver = new double[x.Length];
        var histories = PurchaseHistories.FromColumns(x, tx, t, TimeUnit.Week);
        model.DiscountedPurchases(histories, 52, Discounting.Default, batch);
        model.DiscountedPurchases(histories, 0.0018, forEver);
        for (var row = 0; row < x.Length; row += 97)
        {
            batch[row].Should().Be(model.DiscountedPurchases(histories[row], 52, Discounting.Default));
            forEver[row].Should().Be(model.DiscountedPurchases(histories[row], 0.0018));
        }
    }

    [Fact]
    public void All_scores_at_once_have_the_bits_of_each_alone_for_any_threads()
    {
        var (x, tx, t) = Columns(5000);
        var histories = PurchaseHistories.FromColumns(x, tx, t, TimeUnit.Week);
        IPurchaseModel[] models =
        [
            BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week), ParetoNbdModel.FromParameters(0.55, 10.6, 0.61, 11.7, TimeUnit.Week),
            MbgNbdModel.FromParameters(0.525, 6.183, 0.891, 1.614, TimeUnit.Week), GGomNbdModel.FromParameters(0.6, 8, 0.08, 1, 15, TimeUnit.Week),
            CnbdModel.FromParameters(0.5, 3, 0.8, 2, 2, false, TimeUnit.Week),
        ];
        foreach (var model in models)
        {
            double[] alive = new double[5000], expected = new double[5000], discounted = new double[5000];
            model.ProbabilityAlive(histories, alive);
            model.ExpectedPurchases(histories, 52, expected);
            model.DiscountedPurchases(histories, 52, Discounting.Default, discounted);
            foreach (var threads in new[] { 1, 3 })
            {
                double[] first = new double[5000], second = new double[5000], third = new double[5000];
                PurchaseScores.Compute(model, histories, 52, first, second, third, new PurchaseScoreOptions { Threads = threads });
                first.Should().Equal(alive);
                second.Should().Equal(expected);
                third.Should().Equal(discounted);
            }
        }
    }

    [Fact]
    public void Discounting_for_ever_has_the_bits_of_the_model()
    {
        var (x, tx, t) = Columns(300);
        var histories = PurchaseHistories.FromColumns(x, tx, t, TimeUnit.Week);
        var model = ParetoNbdModel.FromParameters(0.55, 10.6, 0.61, 11.7, TimeUnit.Week);
        double[] all = new double[300], one = new double[300];
        PurchaseScores.Compute(model, histories, 0, default, default, all, new PurchaseScoreOptions { ForEver = true });
        model.DiscountedPurchases(histories, Discounting.Default.RatePer(TimeUnit.Week), one);
        all.Should().Equal(one);
    }

    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        var model = ParetoNbdModel.FromParameters(0.55, 10.6, 0.61, 11.7, TimeUnit.Week);
        var histories = PurchaseHistories.FromColumns([1, 2], [3.0, 4], [5.0, 6], TimeUnit.Week);
        ((Action)(() => PurchaseScores.Compute(model, histories, 52, new double[1], default, default))).Should().Throw<ArgumentException>().WithMessage("*alive*");
        ((Action)(() => PurchaseScores.Compute(model, histories, -1, default, default, default))).Should().Throw<ArgumentOutOfRangeException>();
        var days = PurchaseHistories.FromColumns([1, 2], [3.0, 4], [5.0, 6], TimeUnit.Day);
        ((Action)(() => PurchaseScores.Compute(model, days, 52, new double[2], default, default))).Should().Throw<ArgumentException>().WithMessage("*count time*");
        var quarterly = new PurchaseScoreOptions { ForEver = true, Discounting = new Discounting { Timing = PaymentTiming.EndOfPeriod, Period = 13 } };
        ((Action)(() => PurchaseScores.Compute(model, histories, 52, default, default, new double[2], quarterly))).Should().Throw<ArgumentException>().WithMessage("*for ever*");
        ((Action)(() => _ = new PurchaseScoreOptions { Threads = 0 })).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void All_scores_at_once_allocate_nothing_per_customer()
    {
        var (x, tx, t) = Columns(20_000);
        var histories = PurchaseHistories.FromColumns(x, tx, t, TimeUnit.Week);
        var few = PurchaseHistories.FromColumns(x.AsSpan(0, 200), tx.AsSpan(0, 200), t.AsSpan(0, 200), TimeUnit.Week);
        foreach (IPurchaseModel model in new IPurchaseModel[]
        {
            BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week), ParetoNbdModel.FromParameters(0.55, 10.6, 0.61, 11.7, TimeUnit.Week),
        })
        {
            double[] alive = new double[x.Length], expected = new double[x.Length], discounted = new double[x.Length];
            Allocated(() => PurchaseScores.Compute(model, histories, 52, alive, expected, discounted))
                .Should().Be(Allocated(() => PurchaseScores.Compute(model, few, 52, alive, expected, discounted)));
        }
    }

    private static (int[] X, double[] Recency, double[] Age) Columns(int count)
    {
        var random = RandomStream.Open(8, "dropout table");
        var x = new int[count];
        var tx = new double[count];
        var t = new double[count];
        for (var i = 0; i < count; i++)
        {
            t[i] = i % 5 == 0 ? 39 * random.NextDouble() : 27 + i % 13;
            x[i] = i % 50 == 0 ? 1000 + i % 3 * 500 : (int)random.NextPoisson(1.5);
            tx[i] = x[i] == 0 ? 0 : t[i] * random.NextDouble();
        }

        return (x, tx, t);
    }

    private static double Table(double[] p, double rate, double horizon)
    {
        using var table = DropoutTable.Rent();
        return table.Discounted(p[0], p[1], p[1], p[2], p[3], rate, horizon);
    }

    private static double Exponential(double s, double alpha, double a, double b, double rate)
    {
        double[] p = new double[BetaNodes.Capacity], weights = new double[BetaNodes.Capacity], values = new double[BetaNodes.Capacity];
        var scale = rate * alpha;
        double Given(double at) => at > 1e-300 * scale ? scale / at * SpecialFunctions.ScaledExponentialIntegral(s + 1, scale / at) : 1;
        var nodes = new BetaNodes(a, b, (s + 1) / scale, p, weights);
        for (var k = 0; k < nodes.Count; k++)
        {
            values[k] = Given(p[k]);
        }

        return s / scale * nodes.Mean(p, weights, values, 1, nodes.TakesOne ? Given(1) : 0);
    }

    private static long Allocated(Action score)
    {
        score();
        score();
        var before = GC.GetAllocatedBytesForCurrentThread();
        score();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private readonly struct ByParts(double[] p, double rate, double scale) : IIntegrand
    {
        public double At(double u)
        {
            var time = scale * Elementary.Expm1(u);
            return Elementary.Exp(-rate * time) * BgNbdFormulas.ExpectedAlive(p[0], p[1], p[2], p[3], time) * (scale + time);
        }
    }
}
