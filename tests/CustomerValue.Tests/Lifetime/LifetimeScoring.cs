using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Tests.Lifetime;

public sealed class LifetimeScoring
{
    private static readonly BgNbdModel Purchases = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
    private static readonly GammaGammaModel Spend = GammaGammaModel.FromParameters(6.25, 3.74, 15.44);

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var histories = Customers();
        var destination = new double[histories.Count];
        var annual = LifetimeValueOptions.Default;
        var quarterly = new LifetimeValueOptions { Discounting = new Discounting { Timing = PaymentTiming.EndOfPeriod, Period = 13 } };
        Allocated(() => Purchases.ProbabilityAlive(histories, destination)).Should().Be(0);
        Allocated(() => Purchases.ExpectedPurchases(histories, 52, destination)).Should().Be(0);
        Allocated(() => Spend.ExpectedAverageValue(histories, destination)).Should().Be(0);
        Allocated(() => LifetimeValue.Compute(Purchases, Spend, histories, 52, destination, annual)).Should().Be(0);
        Allocated(() => LifetimeValue.Compute(Purchases, Spend, histories, 52, destination, quarterly)).Should().Be(0);
        Allocated(() => Purchases.DiscountedPurchases(histories[3], 0.0027)).Should().Be(0);
        Allocated(() => Purchases.LogLikelihood(histories)).Should().Be(0);
    }

    [Fact]
    public void Sixteen_threads_share_a_model_and_get_the_bits_of_one()
    {
        var histories = Customers();
        var expected = new double[histories.Count];
        LifetimeValue.Compute(Purchases, Spend, histories, 52, expected);
        var results = new double[16][];
        var threads = results.Select((_, i) => new Thread(() =>
        {
            results[i] = new double[histories.Count];
            LifetimeValue.Compute(Purchases, Spend, histories, 52, results[i]);
        })).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        foreach (var result in results)
        {
            result.Should().Equal(expected);
        }
    }

    internal static PurchaseHistories Customers()
    {
        var x = Enumerable.Range(0, 60).Select(i => i % 20 * (i % 3)).ToArray();
        return PurchaseHistories.FromColumns(
            x,
            x.Select((repeats, i) => repeats == 0 ? 0.0 : 39.0 * (i + 1) / 61).ToArray(),
            Enumerable.Repeat(39.0, 60).ToArray(),
            x.Select((repeats, i) => repeats == 0 ? 0.0 : 5.0 + i).ToArray(),
            TimeUnit.Week);
    }

    private static long Allocated(Action score)
    {
        score();
        score();
        var before = GC.GetAllocatedBytesForCurrentThread();
        score();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
