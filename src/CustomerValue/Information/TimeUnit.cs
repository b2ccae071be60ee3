namespace CustomerValue.Information;

/// <summary>The unit in which recency, age and horizons are counted, as a length in days.</summary>
/// <remarks><c>default</c> is one day. A change of unit changes no forecast: only the scale parameters move with it.</remarks>
public readonly struct TimeUnit : IEquatable<TimeUnit>
{
    /// <summary>Days of the mean Gregorian year.</summary>
    private const double DaysPerYear = 365.2425;

    private readonly double days; // 0 in default

    private TimeUnit(double days) => this.days = days;

    /// <summary>One day.</summary>
    public static TimeUnit Day => default;

    /// <summary>Seven days.</summary>
    public static TimeUnit Week => new(7);

    /// <summary>A twelfth of a mean Gregorian year, 30.436875 days: for averages, not for a calendar.</summary>
    public static TimeUnit Month => new(DaysPerYear / 12);

    /// <summary>The mean Gregorian year, 365.2425 days.</summary>
    public static TimeUnit Year => new(DaysPerYear);

    /// <summary>Length in days.</summary>
    public double Days => days > 0 ? days : 1;

    /// <summary>Units in a mean Gregorian year; 52.1775 for a week.</summary>
    public double PerYear => DaysPerYear / Days;

    /// <summary>A unit of any length, such as 14 or 28 days.</summary>
    /// <param name="days">Days, finite and &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not finite and positive.</exception>
    public static TimeUnit OfDays(double days) => new(Guard.Positive(days));

    /// <inheritdoc/>
    public bool Equals(TimeUnit other) => Days.Equals(other.Days);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimeUnit other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Days.GetHashCode();

    /// <summary>The length in invariant text, such as <c>7 days</c>.</summary>
    public override string ToString() => Days.Equals(1.0) ? "1 day" : Guard.Text(Days) + " days";

    /// <summary>True when both are equally long.</summary>
    public static bool operator ==(TimeUnit left, TimeUnit right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(TimeUnit left, TimeUnit right) => !left.Equals(right);
}
