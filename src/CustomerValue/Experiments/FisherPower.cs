using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The unconditional power of Fisher's exact test: every table's probability, summed where the test rejects.</summary>
internal static class FisherPower
{
    /// <summary>Above this many customers the walk would take minutes, and the approximations are good.</summary>
    public const long Most = 20_000;

    // Tables this close in ln probability are equally likely but for rounding: R's factor 1 + 1e-7.
    private const double Tie = 1e-7;

    // Tables rarer than this weigh nothing.
    private const double Least = 1e-18;

    public static void Check(long customers, DesignOptions options)
    {
        if (options.ProportionMethod != ProportionPowerMethod.Exact)
        {
            return;
        }

        if (options.VarianceFactor != 1 || options.IsDunnett)
        {
            throw new ArgumentException("The exact method counts whole tables: it knows neither a variance factor other than 1 nor Dunnett's correction.", nameof(options));
        }

        if (customers > Most)
        {
            throw new ArgumentException(
                $"The exact method serves up to {Guard.Text(Most)} customers, not {Guard.Text(customers)}; use {nameof(ProportionPowerMethod.PooledNull)}, which is accurate there.", nameof(options));
        }
    }

    /// <summary>n control customers with rate p, m treated ones with rate q.</summary>
    public static double Of(long n, long m, double p, double q, DesignOptions o)
    {
        var controls = Range(n, p);
        var treated = Range(m, q);
        var control = Probabilities(n, p, controls);
        var treatment = Probabilities(m, q, treated);
        var logFactorials = new double[n + m + 1];
        for (var k = 2; k < logFactorials.Length; k++)
        {
            logFactorials[k] = logFactorials[k - 1] + Elementary.Log(k);
        }

        var power = new CompensatedSum();
        for (var sum = controls.First + treated.First; sum <= controls.Last + treated.Last; sum++)
        {
            // Treated successes x of a table with this sum; it rejects at x ≤ lower and x ≥ upper.
            long first = Math.Max(0, sum - n), last = Math.Min(m, sum);
            Region(n, m, sum, first, last, logFactorials, q >= p, o, out var lower, out var upper);
            for (var x = Math.Max(treated.First, sum - controls.Last); x <= Math.Min(treated.Last, sum - controls.First); x++)
            {
                if (x <= lower || x >= upper)
                {
                    power.Add(treatment[x - treated.First] * control[sum - x - controls.First]);
                }
            }
        }

        return Math.Min(1, power.Value);
    }

    private static void Region(long n, long m, long sum, long first, long last, double[] logFactorials, bool up, DesignOptions o, out long lower, out long upper)
    {
        // Take the rarer end while the total fits; equally rare ends go together.
        lower = first - 1;
        upper = last + 1;
        var left = o.Tail * (o.OneSided ? 1 : 2);
        double LogOf(long x) => logFactorials[m] - logFactorials[x] - logFactorials[m - x] + logFactorials[n] - logFactorials[sum - x] - logFactorials[n - sum + x]
            - logFactorials[n + m] + logFactorials[sum] + logFactorials[n + m - sum];
        while (lower + 1 < upper)
        {
            double low = LogOf(lower + 1), high = LogOf(upper - 1);
            var takeLow = o.OneSided ? !up : low <= high + Tie;
            var takeHigh = o.OneSided ? up : high <= low + Tie && upper - 1 > lower + 1;
            var mass = (takeLow ? Elementary.Exp(low) : 0) + (takeHigh ? Elementary.Exp(high) : 0);
            if (mass > left * (1 + 1e-12))
            {
                return;
            }

            left -= mass;
            lower += takeLow ? 1 : 0;
            upper -= takeHigh ? 1 : 0;
        }
    }

    private static (long First, long Last) Range(long n, double p) =>
        ((long)BinomialDistribution.Quantile(Least, n, p), (long)BinomialDistribution.UpperQuantile(Least, n, p));

    private static double[] Probabilities(long n, double p, (long First, long Last) range)
    {
        var values = new double[range.Last - range.First + 1];
        for (var k = range.First; k <= range.Last; k++)
        {
            values[k - range.First] = BinomialDistribution.Probability(k, n, p);
        }

        return values;
    }
}
