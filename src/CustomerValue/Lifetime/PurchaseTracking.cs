using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Repeat purchases of a whole cohort, period by period, as a model expects them from the first purchases alone.</summary>
/// <remarks>The expectation is that of new customers, so that calibration and the time after it are tracked by one curve. Immutable and thread-safe.</remarks>
public sealed class PurchaseTracking
{
    private readonly double[] cumulative;
    private readonly double[] incremental;

    private PurchaseTracking(double[] cumulative, double[] incremental)
    {
        this.cumulative = cumulative;
        this.incremental = incremental;
    }

    /// <summary>Expected repeat purchases from the beginning to the end of each period.</summary>
    public ReadOnlySpan<double> Cumulative => cumulative;

    /// <summary>Expected repeat purchases in each period.</summary>
    public ReadOnlySpan<double> Incremental => incremental;

    /// <summary>Expects the purchases of a cohort.</summary>
    /// <param name="model">A fitted model.</param>
    /// <param name="firstPurchases">Per customer, or per group of customers, the time of the first purchase since the beginning, in units, finite and ≥ 0.</param>
    /// <param name="counts">Customers per entry, ≥ 0; one each when empty.</param>
    /// <param name="periods">Number of periods, ≥ 1.</param>
    /// <param name="periodLength">Length of a period in units, finite and &gt; 0.</param>
    /// <param name="unit">The unit of time of the model.</param>
    /// <exception cref="ArgumentException">Lengths differ, a row is out of range, or the unit is not the model's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no periods, or their length is not finite and positive.</exception>
    public static PurchaseTracking Compute(
        IPurchaseModel model, ReadOnlySpan<double> firstPurchases, ReadOnlySpan<long> counts, int periods, double periodLength, TimeUnit unit)
    {
        Guard.NotNull(model);
        Guard.AtLeast(periods, 1);
        Guard.Positive(periodLength);
        if (counts.Length != 0)
        {
            Guard.SameLength(counts.Length, firstPurchases.Length, nameof(counts));
        }

        var groups = new SortedDictionary<double, double>();
        for (var row = 0; row < firstPurchases.Length; row++)
        {
            var count = counts.Length == 0 ? 1 : counts[row];
            if (!(firstPurchases[row] >= 0 && firstPurchases[row] <= double.MaxValue) || count < 0)
            {
                throw Guard.BrokenRow(nameof(firstPurchases), row, "0 ≤ first purchase, finite, and count ≥ 0", $"{Guard.Text(firstPurchases[row])}, count {Guard.Text(count)}");
            }

            groups[firstPurchases[row]] = (groups.TryGetValue(firstPurchases[row], out var before) ? before : 0) + count;
        }

        var newcomer = PurchaseHistories.FromColumns([0], [0], [0], unit);
        var score = new double[1];
        var cumulative = new double[periods];
        var incremental = new double[periods];
        for (var k = 0; k < periods; k++)
        {
            var end = (k + 1) * periodLength;
            foreach (var group in groups)
            {
                if (group.Key < end)
                {
                    model.ExpectedPurchases(newcomer, end - group.Key, score);
                    cumulative[k] += group.Value * score[0];
                }
            }

            incremental[k] = cumulative[k] - (k == 0 ? 0 : cumulative[k - 1]);
        }

        return new PurchaseTracking(cumulative, incremental);
    }

    /// <summary>Where the purchases of one period fall by chance: equal tails of a Poisson count about its expectation.</summary>
    /// <remarks>Given the model: neither the error of its parameters nor what customers have in common, such as a holiday, is in it.</remarks>
    /// <param name="period">Index of the period, from 0.</param>
    /// <param name="level">Least coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such period, or the level is not between 0 and 1.</exception>
    public ConfidenceInterval Interval(int period, double level = 0.95)
    {
        var tail = (1 - Guard.OpenUnit(level)) / 2;
        var mean = incremental[Guard.Between(period, 0, incremental.Length - 1)];
        return new ConfidenceInterval(PoissonDistribution.Quantile(tail, mean), PoissonDistribution.UpperQuantile(tail, mean), level, "Poisson");
    }

    /// <summary>The mean over periods of |cumulative expected ÷ cumulative actual − 1|; periods in which nothing had come yet are left out.</summary>
    /// <param name="actualIncremental">Repeat purchases of the cohort in each period, as many as there are periods, finite and ≥ 0.</param>
    /// <returns>The mean; undefined where nothing ever came.</returns>
    /// <exception cref="ArgumentException">The length differs or a value is not finite.</exception>
    public Figure MeanAbsolutePercentageError(ReadOnlySpan<double> actualIncremental)
    {
        Guard.SameLength(actualIncremental.Length, cumulative.Length, nameof(actualIncremental));
        Guard.AllFinite(actualIncremental, nameof(actualIncremental));
        double sum = 0, actual = 0;
        var used = 0;
        for (var k = 0; k < cumulative.Length; k++)
        {
            actual += actualIncremental[k];
            if (actual > 0)
            {
                sum += Math.Abs(cumulative[k] / actual - 1);
                used++;
            }
        }

        return used > 0 ? Figure.Of(sum / used) : Figure.Undefined(UndefinedReason.ZeroBase);
    }
}
