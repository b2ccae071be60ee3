namespace CustomerValue.Information;

/// <summary>What a purchase model needs to know of one customer: x repeat purchases, the last of them tₓ after the first purchase, observed for T.</summary>
/// <remarks><c>default</c> is a customer who bought once, just now. All times are in one unit, which the collection states.</remarks>
public readonly struct PurchaseHistory : IEquatable<PurchaseHistory>
{
    /// <summary>A checked history.</summary>
    /// <param name="repeats">x: purchases after the first, ≥ 0.</param>
    /// <param name="recency">tₓ: time from the first purchase to the last, 0 ≤ recency ≤ age; 0 where there is no repeat purchase.</param>
    /// <param name="age">T: time from the first purchase to the end of observation, finite.</param>
    /// <param name="averageValue">Mean value of the repeat purchases, finite; 0 where there is none or it is not known.</param>
    /// <exception cref="ArgumentException">A number breaks these rules; the message names it.</exception>
    public PurchaseHistory(int repeats, double recency, double age, double averageValue = 0)
        : this(repeats, recency, age, averageValue, trusted: true) => PurchaseRules.Check(repeats, recency, age, averageValue);

    internal PurchaseHistory(int repeats, double recency, double age, double averageValue, bool trusted)
    {
        _ = trusted;
        Repeats = repeats;
        Recency = recency;
        Age = age;
        AverageValue = averageValue;
    }

    /// <summary>x: purchases after the first.</summary>
    public int Repeats { get; }

    /// <summary>tₓ: time from the first purchase to the last; 0 without a repeat purchase.</summary>
    public double Recency { get; }

    /// <summary>T: time from the first purchase to the end of observation.</summary>
    public double Age { get; }

    /// <summary>Mean value of the repeat purchases; 0 where there is none or it is not known.</summary>
    public double AverageValue { get; }

    /// <inheritdoc/>
    public bool Equals(PurchaseHistory other) =>
        Repeats == other.Repeats && Recency.Equals(other.Recency) && Age.Equals(other.Age) && AverageValue.Equals(other.AverageValue);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PurchaseHistory other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Repeats, Recency, Age, AverageValue);

    /// <summary>The history as <c>x 2, recency 30.4, age 38.9</c>, in invariant text.</summary>
    public override string ToString() =>
        $"x {Guard.Text(Repeats)}, recency {Guard.Text(Recency)}, age {Guard.Text(Age)}"
        + (AverageValue.Equals(0.0) ? string.Empty : $", average value {Guard.Text(AverageValue)}");

    /// <summary>True when all numbers are equal.</summary>
    public static bool operator ==(PurchaseHistory left, PurchaseHistory right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(PurchaseHistory left, PurchaseHistory right) => !left.Equals(right);
}
