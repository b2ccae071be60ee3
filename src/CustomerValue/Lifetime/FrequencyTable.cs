using CustomerValue.Information;

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
            ChiSquare += expected[n] > 0 ? gap * gap / expected[n] : gap == 0 ? 0 : double.PositiveInfinity;
        }
    }

    /// <summary>Expected customers by number of repeats; the last class holds all with as many or more.</summary>
    public ReadOnlySpan<double> Expected => expected;

    /// <summary>Customers by number of repeats.</summary>
    public ReadOnlySpan<long> Actual => actual;

    /// <summary>Σ (actual − expected)² ÷ expected: a distance, not a test, for the parameters were fitted to the same customers.</summary>
    public double ChiSquare { get; }

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
