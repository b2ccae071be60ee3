using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>How many customers made 0, 1, 2, … repeat purchases, and how many a model expects to.</summary>
public sealed class FrequencyTable
{
    private readonly double[] expected;
    private readonly long[] actual;

    private FrequencyTable(double[] expected, long[] actual)
    {
        this.expected = expected;
        this.actual = actual;
        for (var n = 0; n < expected.Length; n++)
        {
            var gap = actual[n] - expected[n];
            Customers += actual[n];
            ChiSquare += expected[n] > 0 ? gap * gap / expected[n] : gap == 0 ? 0 : double.PositiveInfinity;
        }
    }

    /// <summary>Expected customers by number of repeats; the last class holds all with as many or more.</summary>
    public ReadOnlySpan<double> Expected => expected;

    /// <summary>Customers by number of repeats.</summary>
    public ReadOnlySpan<long> Actual => actual;

    /// <summary>Customers counted.</summary>
    public long Customers { get; }

    /// <summary>Σ (actual − expected)² ÷ expected: a distance, not a test, for the parameters were fitted to the same customers.</summary>
    public double ChiSquare { get; }

    /// <summary>Where the customers of one class fall by chance: equal tails of a binomial count with the expected share.</summary>
    /// <remarks>Given the model. Where customers were watched for different times the count varies a little less than that.</remarks>
    /// <param name="repeats">Number of repeats; the last class holds all with as many or more.</param>
    /// <param name="level">Least coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or the level is not between 0 and 1.</exception>
    public ConfidenceInterval Interval(int repeats, double level = 0.95)
    {
        var tail = (1 - Guard.OpenUnit(level)) / 2;
        var mean = expected[Guard.Between(repeats, 0, expected.Length - 1)];
        var share = Customers > 0 ? Math.Max(0, Math.Min(1, mean / Customers)) : 0;
        return new ConfidenceInterval(BinomialDistribution.Quantile(tail, Customers, share), BinomialDistribution.UpperQuantile(tail, Customers, share), level, "binomial");
    }

    /// <summary>Upper tail of χ² at <see cref="ChiSquare"/>, with classes − 1 − fitted degrees of freedom.</summary>
    /// <remarks>
    /// Parameters fitted to the customers themselves rather than to this table put the true p-value between that of their number and
    /// that of 0: Chernoff and Lehmann (1954), Annals of Mathematical Statistics 25, 579–586.
    /// </remarks>
    /// <param name="fitted">Parameters fitted to the same customers, ≥ 0.</param>
    /// <returns>The p-value; undefined without customers, or where no degree of freedom is left.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fitted"/> is negative.</exception>
    public Figure PValue(int fitted)
    {
        var freedom = expected.Length - 1 - Guard.AtLeast(fitted, 0);
        return Customers == 0 ? Figure.Undefined(UndefinedReason.NoObservations)
            : freedom < 1 ? Figure.Undefined(UndefinedReason.TooFewObservations)
            : Figure.Of(double.IsInfinity(ChiSquare) ? 0 : ChiSquaredDistribution.Survival(ChiSquare, freedom));
    }

    /// <summary>The same customers with all from a class on as one open class.</summary>
    /// <param name="lastClass">The class that becomes the open one, from 1 to the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public FrequencyTable Fold(int lastClass)
    {
        Guard.Between(lastClass, 1, expected.Length - 1);
        var (e, a) = (new double[lastClass + 1], new long[lastClass + 1]);
        for (var n = 0; n < expected.Length; n++)
        {
            e[Math.Min(n, lastClass)] += expected[n];
            a[Math.Min(n, lastClass)] += actual[n];
        }

        return new FrequencyTable(e, a);
    }

    /// <summary>Counts and expects.</summary>
    /// <param name="histogram">The customers.</param>
    /// <param name="probability">P(a new customer makes n repeat purchases within t), such as <c>model.ProbabilityOfPurchases</c>.</param>
    /// <param name="lastClass">Customers with at least so many repeats are one class, 1 to 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last class is not between 1 and 1,000.</exception>
    public static FrequencyTable Compute(PurchaseHistogram histogram, Func<int, double, double> probability, int lastClass = 7)
    {
        Guard.NotNull(histogram);
        Guard.NotNull(probability);
        Guard.Between(lastClass, 1, 1000);
        var expected = new double[lastClass + 1];
        var actual = new long[lastClass + 1];
        var ages = new SortedDictionary<double, long>();
        for (var i = 0; i < histogram.PatternCount; i++)
        {
            actual[Math.Min(lastClass, histogram.Repeats[i])] += histogram.Counts[i];
            ages[histogram.Age[i]] = (ages.TryGetValue(histogram.Age[i], out var before) ? before : 0) + histogram.Counts[i];
        }

        foreach (var age in ages)
        {
            var rest = 1.0;
            for (var n = 0; n < lastClass; n++)
            {
                var share = probability(n, age.Key);
                rest -= share;
                expected[n] += age.Value * share;
            }

            expected[lastClass] += age.Value * Math.Max(0, rest);
        }

        return new FrequencyTable(expected, actual);
    }
}
