namespace CustomerValue.Information;

/// <summary>How the tails of a number are pulled in: what lies beyond a quantile of the fitted rows becomes that quantile.</summary>
public sealed record Winsorizing
{
    /// <summary>5 % in each tail, quantiles of type 7.</summary>
    public static Winsorizing Default { get; } = new();

    /// <summary>Share of the rows in the lower tail, 0 ≤ share &lt; 0.5; 0 leaves that tail alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside of that range.</exception>
    public double Lower
    {
        get;
        init => field = Tail(value, nameof(Lower));
    }
    = 0.05;

    /// <summary>Share of the rows in the upper tail, 0 ≤ share &lt; 0.5; 0 leaves that tail alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside of that range.</exception>
    public double Upper
    {
        get;
        init => field = Tail(value, nameof(Upper));
    }
    = 0.05;

    /// <summary>The definition of the quantiles.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None of the nine.</exception>
    public QuantileType Quantile
    {
        get;
        init => field = (QuantileType)Guard.Between((int)value, 1, 9, nameof(Quantile));
    }
    = QuantileType.Linear;

    private static double Tail(double value, string name) => value >= 0 && value < 0.5 ? value : throw Guard.OutOfRange(name, value, "must be ≥ 0 and < 0.5");
}
