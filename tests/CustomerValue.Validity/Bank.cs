using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Validity;

/// <summary>Balances as a bank has them: one customer in ten has none, the others' are lognormal.</summary>
internal static class Bank
{
    public const double LogMean = 7.3;

    public static double Balance(RandomStream random, double spread) =>
        random.NextDouble() < 0.1 ? 0 : Elementary.Exp(LogMean + spread * random.NextNormal());

    public static void Balances(RandomStream random, double spread, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Balance(random, spread);
        }
    }

    public static SampleMoments Normal(RandomStream random, int n, double mean, double deviation)
    {
        var values = new double[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = mean + deviation * random.NextNormal();
        }

        return SampleMoments.FromSample(values);
    }
}
