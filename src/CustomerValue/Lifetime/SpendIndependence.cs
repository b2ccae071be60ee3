using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Whether spend depends on how often customers buy, which Gamma-Gamma rules out: correlation of the number of repeat purchases and their mean value.</summary>
/// <remarks>
/// Pearson's r over customers with repeat purchases; interval and p-value by Fisher's z, two-sided. A small correlation that is significant
/// only because customers are many does little harm; a large one biases the values of those who buy most.
/// </remarks>
public sealed class SpendIndependence
{
    private SpendIndependence(double correlation, int customers, ConfidenceInterval interval, double pValue, double logPValue)
    {
        Correlation = correlation;
        Customers = customers;
        Interval = interval;
        PValue = pValue;
        LogPValue = logPValue;
    }

    /// <summary>r, between −1 and 1.</summary>
    public double Correlation { get; }

    /// <summary>Customers with repeat purchases.</summary>
    public int Customers { get; }

    /// <summary>Its interval.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>The probability of a correlation at least as far from 0 if there were none.</summary>
    public double PValue { get; }

    /// <summary>The natural logarithm of <see cref="PValue"/>.</summary>
    public double LogPValue { get; }

    /// <summary>Tests customers with spend.</summary>
    /// <param name="histories">Customers with spend.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <exception cref="ArgumentException">Spend is not known, fewer than four customers bought again, or one of the two numbers does not vary.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static SpendIndependence Test(PurchaseHistories histories, double level = 0.95)
    {
        Guard.OpenUnit(level);
        if (!Guard.NotNull(histories).HasSpend)
        {
            throw new ArgumentException("The histories hold no average values; build them with spend.", nameof(histories));
        }

        var n = 0;
        double x = 0, m = 0, xx = 0, xm = 0, mm = 0;
        for (var row = 0; row < histories.Count; row++)
        {
            if (histories.Repeats[row] > 0)
            {
                // Running means: no cancellation.
                n++;
                double dx = histories.Repeats[row] - x, dm = histories.AverageValue[row] - m;
                x += dx / n;
                m += dm / n;
                xx += dx * (histories.Repeats[row] - x);
                mm += dm * (histories.AverageValue[row] - m);
                xm += dx * (histories.AverageValue[row] - m);
            }
        }

        if (n < 4 || !(xx > 0) || !(mm > 0))
        {
            throw new ArgumentException("At least four customers with repeat purchases of varying number and value are needed.", nameof(histories));
        }

        var r = Math.Max(-1, Math.Min(1, xm / Math.Sqrt(xx * mm)));
        var z = 0.5 * (Elementary.Log1p(r) - Elementary.Log1p(-r));
        var error = 1 / Math.Sqrt(n - 3.0);
        var reach = NormalDistribution.Quantile(0.5 + 0.5 * level) * error;
        var logP = Math.Min(0, Elementary.Log(2) + NormalDistribution.LogSurvival(Math.Abs(z) / error));
        return new SpendIndependence(
            r, n, new ConfidenceInterval(Tanh(z - reach), Tanh(z + reach), level, "Fisher z"), Elementary.Exp(logP), logP);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"r {Guard.Text(Correlation)} {Interval}, p {Guard.Text(PValue)}, n {Guard.Text(Customers)}";

    private static double Tanh(double z) => 1 - 2 * Elementary.Logistic(-2 * z);
}
