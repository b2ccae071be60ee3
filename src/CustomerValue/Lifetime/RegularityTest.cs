using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>How regular purchases are, from two times between purchases of each customer, whatever the customers' rates.</summary>
/// <remarks>
/// With Erlang-k gaps g₁, g₂ of one customer, g₁/(g₁+g₂) is Beta(k, k): its variance gives k, and k = 1 makes it uniform. The test is of that variance
/// against 1/12, normal for large numbers. Source: R. D. Wheat, D. G. Morrison (1990), Estimating purchase regularity with two interpurchase times,
/// Journal of Marketing Research 27(1).
/// </remarks>
public sealed class RegularityTest
{
    private RegularityTest(Figure steps, int customers, double statistic)
    {
        Steps = steps;
        Customers = customers;
        Statistic = statistic;
        LogPValue = Math.Min(0, Elementary.Log(2) + NormalDistribution.LogSurvival(Math.Abs(statistic)));
        PValue = Elementary.Exp(LogPValue);
    }

    /// <summary>The estimate of k: 1 is random timing, more is regular, less is clumped; undefined where shares do not vary.</summary>
    public Figure Steps { get; }

    /// <summary>Customers used.</summary>
    public int Customers { get; }

    /// <summary>Standard normal if timing were random; below 0 it is regular, above 0 clumped.</summary>
    public double Statistic { get; }

    /// <summary>Two-sided p-value of random timing.</summary>
    public double PValue { get; }

    /// <summary>The natural logarithm of <see cref="PValue"/>.</summary>
    public double LogPValue { get; }

    /// <summary>Tests customers with at least two gaps.</summary>
    /// <param name="earlier">Per customer the last but one time between purchases, finite and &gt; 0.</param>
    /// <param name="later">Per customer the last time between purchases, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">Lengths differ, a time is not finite and positive, or there are fewer than ten customers.</exception>
    public static RegularityTest Compute(ReadOnlySpan<double> earlier, ReadOnlySpan<double> later)
    {
        Guard.SameLength(later.Length, earlier.Length, nameof(later));
        if (earlier.Length < 10)
        {
            throw new ArgumentException("At least ten customers with two gaps are needed.", nameof(earlier));
        }

        var squares = 0.0;
        for (var row = 0; row < earlier.Length; row++)
        {
            if (!(earlier[row] > 0 && later[row] > 0 && earlier[row] <= double.MaxValue && later[row] <= double.MaxValue))
            {
                throw Guard.BrokenRow(nameof(earlier), row, "gap > 0, finite", $"{Guard.Text(earlier[row])} and {Guard.Text(later[row])}");
            }

            // Shares lie around 1/2 by symmetry.
            var off = 0.5 - 1 / (1 + later[row] / earlier[row]);
            squares += off * off;
        }

        var n = earlier.Length;
        var variance = squares / n;
        var steps = variance > 0 ? Figure.Of((1 - 4 * variance) / (8 * variance)) : Figure.Undefined(UndefinedReason.ZeroVariance);
        return new RegularityTest(steps, n, (variance - 1.0 / 12) * Math.Sqrt(180.0 * n));
    }
}
