namespace CustomerValue.Information;

/// <summary>Customers counted by their distinct (x, tₓ, T): all that a purchase model without covariates learns from, however many they are.</summary>
/// <remarks>
/// <para>Pieces merge exactly, in any order, so that each branch, month or shard may count its own.</para>
/// <para>A warehouse makes it with one query, here in days as of 2024-12-31:</para>
/// <code>
/// SELECT repeats, recency, age, COUNT(*) AS customers
/// FROM (SELECT customer_id,
///              COUNT(DISTINCT purchase_day) - 1                   AS repeats,
///              MAX(purchase_day) - MIN(purchase_day)              AS recency,
///              DATE '2024-12-31' - MIN(purchase_day)              AS age
///       FROM   purchases
///       WHERE  purchase_day &lt;= DATE '2024-12-31'
///       GROUP  BY customer_id) AS customer_summary
/// GROUP BY repeats, recency, age
/// </code>
/// <para>Patterns are sorted by age, repeats, recency, whatever the order of input. Immutable and thread-safe.</para>
/// </remarks>
public sealed class PurchaseHistogram
{
    private readonly int[] repeats;
    private readonly double[] recency;
    private readonly double[] age;
    private readonly long[] counts;

    private PurchaseHistogram(PurchasePatterns patterns, TimeUnit unit)
    {
        var sorted = patterns.Sorted();
        repeats = new int[sorted.Length];
        recency = new double[sorted.Length];
        age = new double[sorted.Length];
        counts = new long[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            repeats[i] = sorted[i].Repeats;
            recency[i] = sorted[i].Recency;
            age[i] = sorted[i].Age;
            counts[i] = sorted[i].Count;
            CustomerCount = checked(CustomerCount + sorted[i].Count);
        }

        Unit = unit;
    }

    /// <summary>Number of distinct patterns.</summary>
    public int PatternCount => repeats.Length;

    /// <summary>Number of customers, the sum of <see cref="Counts"/>.</summary>
    public long CustomerCount { get; }

    /// <summary>The unit of recency and age.</summary>
    public TimeUnit Unit { get; }

    /// <summary>x per pattern: purchases after the first.</summary>
    public ReadOnlySpan<int> Repeats => repeats;

    /// <summary>tₓ per pattern: time from the first purchase to the last.</summary>
    public ReadOnlySpan<double> Recency => recency;

    /// <summary>T per pattern: time from the first purchase to the end of observation.</summary>
    public ReadOnlySpan<double> Age => age;

    /// <summary>Customers per pattern, ≥ 1.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Counts the customers of a table of histories.</summary>
    /// <param name="histories">The customers; their spend is not used.</param>
    /// <exception cref="ArgumentNullException">There are no histories.</exception>
    public static PurchaseHistogram FromHistories(PurchaseHistories histories)
    {
        Guard.NotNull(histories);
        var patterns = new PurchasePatterns();
        var x = histories.Repeats;
        var tx = histories.Recency;
        var t = histories.Age;
        for (var row = 0; row < x.Length; row++)
        {
            patterns.Add(x[row], tx[row], t[row], 1);
        }

        return new PurchaseHistogram(patterns, histories.Unit);
    }

    /// <summary>Takes the columns of a GROUP BY; equal patterns are added up, and counts of 0 left out.</summary>
    /// <param name="repeats">x: purchases after the first, ≥ 0.</param>
    /// <param name="recency">tₓ: time from the first purchase to the last, 0 ≤ recency ≤ age; 0 where x = 0.</param>
    /// <param name="age">T: time from the first purchase to the end of observation, finite.</param>
    /// <param name="counts">Customers with this pattern, ≥ 0.</param>
    /// <param name="unit">The unit in which recency and age are counted.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row breaks a rule; the message names row, rule and values.</exception>
    /// <exception cref="OverflowException">There are more than 2⁶³ − 1 customers.</exception>
    public static PurchaseHistogram FromCounts(
        ReadOnlySpan<int> repeats,
        ReadOnlySpan<double> recency,
        ReadOnlySpan<double> age,
        ReadOnlySpan<long> counts,
        TimeUnit unit)
    {
        PurchaseRules.CheckRows(repeats, recency, age, default);
        Guard.SameLength(counts.Length, repeats.Length, nameof(counts));
        for (var row = 0; row < counts.Length; row++)
        {
            if (counts[row] < 0)
            {
                throw Guard.BrokenRow(nameof(counts), row, "count ≥ 0", $"count {Guard.Text(counts[row])}");
            }
        }

        var patterns = new PurchasePatterns();
        Add(patterns, repeats, recency, age, counts);
        return new PurchaseHistogram(patterns, unit);
    }

    /// <summary>The customers of both; the order of merging does not matter.</summary>
    /// <param name="other">A histogram in the same unit.</param>
    /// <exception cref="ArgumentException">The units differ.</exception>
    /// <exception cref="OverflowException">There are more than 2⁶³ − 1 customers.</exception>
    public PurchaseHistogram Merge(PurchaseHistogram other)
    {
        Guard.NotNull(other);
        if (other.Unit != Unit)
        {
            throw new ArgumentException($"Histograms in different units do not merge: {Unit} and {other.Unit}.", nameof(other));
        }

        var patterns = new PurchasePatterns();
        Add(patterns, repeats, recency, age, counts);
        Add(patterns, other.repeats, other.recency, other.age, other.counts);
        return new PurchaseHistogram(patterns, Unit);
    }

    /// <summary>The customers of both, as <see cref="Merge"/> gives them.</summary>
    /// <param name="left">A histogram.</param>
    /// <param name="right">A histogram in the same unit.</param>
    /// <exception cref="ArgumentException">The units differ.</exception>
    public static PurchaseHistogram operator +(PurchaseHistogram left, PurchaseHistogram right) => Guard.NotNull(left).Merge(right);

    private static void Add(
        PurchasePatterns patterns,
        ReadOnlySpan<int> repeats,
        ReadOnlySpan<double> recency,
        ReadOnlySpan<double> age,
        ReadOnlySpan<long> counts)
    {
        for (var row = 0; row < counts.Length; row++)
        {
            if (counts[row] != 0)
            {
                patterns.Add(repeats[row], recency[row], age[row], counts[row]);
            }
        }
    }
}
