namespace CustomerValue.Information;

/// <summary>Customers as purchase models see them, in columns: repeat purchases x, recency tₓ, age T and, where known, the mean value of a repeat purchase.</summary>
/// <remarks>
/// Purchases of one customer in the same smallest period (usually the day) count as one; the first purchase is not counted.
/// Rows keep the order in which they came. Immutable and thread-safe.
/// </remarks>
public sealed class PurchaseHistories
{
    private readonly int[] repeats;
    private readonly double[] recency;
    private readonly double[] age;
    private readonly double[] averageValue;

    private PurchaseHistories(int[] repeats, double[] recency, double[] age, double[] averageValue, TimeUnit unit)
    {
        this.repeats = repeats;
        this.recency = recency;
        this.age = age;
        this.averageValue = averageValue;
        Unit = unit;
    }

    /// <summary>Number of customers.</summary>
    public int Count => repeats.Length;

    /// <summary>The unit of recency and age.</summary>
    public TimeUnit Unit { get; }

    /// <summary>True when the mean value of repeat purchases is known.</summary>
    public bool HasSpend => averageValue.Length != 0 || Count == 0;

    /// <summary>x per customer: purchases after the first.</summary>
    public ReadOnlySpan<int> Repeats => repeats;

    /// <summary>tₓ per customer: time from the first purchase to the last; 0 without a repeat purchase.</summary>
    public ReadOnlySpan<double> Recency => recency;

    /// <summary>T per customer: time from the first purchase to the end of observation.</summary>
    public ReadOnlySpan<double> Age => age;

    /// <summary>Mean value of a customer's repeat purchases, 0 where there is none; empty when spend is not known.</summary>
    public ReadOnlySpan<double> AverageValue => averageValue;

    /// <summary>One customer's history.</summary>
    /// <param name="row">Row, 0 ≤ row &lt; <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public PurchaseHistory this[int row]
    {
        get
        {
            Guard.Between(row, 0, Count - 1);
            return new PurchaseHistory(repeats[row], recency[row], age[row], averageValue.Length == 0 ? 0 : averageValue[row], trusted: true);
        }
    }

    /// <summary>Histories from columns of equal length, copied and checked, without spend.</summary>
    /// <param name="repeats">x: purchases after the first, ≥ 0.</param>
    /// <param name="recency">tₓ: time from the first purchase to the last, 0 ≤ recency ≤ age; 0 where x = 0.</param>
    /// <param name="age">T: time from the first purchase to the end of observation, finite.</param>
    /// <param name="unit">The unit in which recency and age are counted.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row breaks a rule; the message names row, rule and values.</exception>
    public static PurchaseHistories FromColumns(ReadOnlySpan<int> repeats, ReadOnlySpan<double> recency, ReadOnlySpan<double> age, TimeUnit unit) =>
        FromColumns(repeats, recency, age, default, unit);

    /// <summary>Histories from columns of equal length, copied and checked, with spend.</summary>
    /// <param name="repeats">x: purchases after the first, ≥ 0.</param>
    /// <param name="recency">tₓ: time from the first purchase to the last, 0 ≤ recency ≤ age; 0 where x = 0.</param>
    /// <param name="age">T: time from the first purchase to the end of observation, finite.</param>
    /// <param name="averageValue">Mean value of the repeat purchases (the first is left out), finite; 0 where x = 0. Empty when not known.</param>
    /// <param name="unit">The unit in which recency and age are counted.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row breaks a rule; the message names row, rule and values.</exception>
    public static PurchaseHistories FromColumns(
        ReadOnlySpan<int> repeats,
        ReadOnlySpan<double> recency,
        ReadOnlySpan<double> age,
        ReadOnlySpan<double> averageValue,
        TimeUnit unit)
    {
        PurchaseRules.CheckRows(repeats, recency, age, averageValue);
        return new PurchaseHistories(repeats.ToArray(), recency.ToArray(), age.ToArray(), averageValue.ToArray(), unit);
    }

    /// <summary>Histories over arrays that they own from now on, checked.</summary>
    internal static PurchaseHistories Own(int[] repeats, double[] recency, double[] age, double[]? averageValue, TimeUnit unit)
    {
        var spend = averageValue ?? [];
        PurchaseRules.CheckRows(repeats, recency, age, spend);
        return new PurchaseHistories(repeats, recency, age, spend, unit);
    }
}
