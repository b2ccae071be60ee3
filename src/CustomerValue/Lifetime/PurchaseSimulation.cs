using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Draws customers, each from a stream of its own.</summary>
internal static class PurchaseSimulation
{
    private const int MostPurchases = 100_000_000;

    public static PurchaseHistories Run<T>(in T formulas, ReadOnlySpan<double> ages, ulong seed, TimeUnit unit)
        where T : struct, IPurchaseFormulas
    {
        for (var row = 0; row < ages.Length; row++)
        {
            if (!(ages[row] >= 0 && ages[row] <= double.MaxValue))
            {
                throw Guard.BrokenRow(nameof(ages), row, "0 ≤ age, finite", $"age {Guard.Text(ages[row])}");
            }
        }

        var repeats = new int[ages.Length];
        var recency = new double[ages.Length];
        for (var row = 0; row < ages.Length; row++)
        {
            (repeats[row], recency[row]) = formulas.Draw(RandomStream.Open(seed, "lifetime customer", row), ages[row]);
        }

        return PurchaseHistories.Own(repeats, recency, ages.ToArray(), null, unit);
    }

    /// <summary>Purchases at a steady rate until the end.</summary>
    public static (int Repeats, double Recency) Poisson(RandomStream random, double rate, double end)
    {
        var now = random.NextExponential() / rate;
        var (x, last) = (0, 0.0);
        while (now <= end && x < MostPurchases)
        {
            x++;
            last = now;
            now += random.NextExponential() / rate;
        }

        return (x, last);
    }

    /// <summary>Purchases after k steps at a steady rate each, until the end or until the customer leaves after one of them.</summary>
    public static (int Repeats, double Recency) Steps(RandomStream random, double rate, int steps, double dropout, bool leavesAtOnce, double end)
    {
        var (x, last) = (0, 0.0);
        if (leavesAtOnce && random.NextDouble() < dropout)
        {
            return (x, last);
        }

        while (x < MostPurchases)
        {
            var now = last;
            for (var i = 0; i < steps; i++)
            {
                now += random.NextExponential() / rate;
            }

            if (!(now <= end))
            {
                break;
            }

            x++;
            last = now;
            if (random.NextDouble() < dropout)
            {
                break;
            }
        }

        return (x, last);
    }
}
