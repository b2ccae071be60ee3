using System.Globalization;

namespace CustomerValue;

/// <summary>Two limits together with the level they hold at and the method that made them.</summary>
/// <remarks>A limit may be infinite where the method says so (one-sided intervals, unbounded ratios). <c>default</c> has both limits 0, level 0 and an empty method.</remarks>
public readonly struct ConfidenceInterval : IEquatable<ConfidenceInterval>
{
    private readonly string? method;

    /// <summary>An interval.</summary>
    /// <param name="lower">Lower limit, ≤ <paramref name="upper"/>; may be −∞.</param>
    /// <param name="upper">Upper limit; may be +∞.</param>
    /// <param name="level">Coverage, between 0 and 1, such as 0.95.</param>
    /// <param name="method">The name of the method, such as <c>Welch</c> or <c>Wilson</c>.</param>
    /// <exception cref="ArgumentException">The limits are NaN or out of order, or the level is not between 0 and 1.</exception>
    public ConfidenceInterval(double lower, double upper, double level, string method)
    {
        if (!(lower <= upper))
        {
            throw new ArgumentException($"The limits {Guard.Text(lower)} and {Guard.Text(upper)} are not in order.", nameof(lower));
        }

        Lower = lower;
        Upper = upper;
        Level = Guard.OpenUnit(level);
        this.method = Guard.NotNull(method);
    }

    /// <summary>Lower limit.</summary>
    public double Lower { get; }

    /// <summary>Upper limit.</summary>
    public double Upper { get; }

    /// <summary>Nominal coverage, such as 0.95.</summary>
    public double Level { get; }

    /// <summary>The method that made the limits.</summary>
    public string Method => method ?? string.Empty;

    /// <summary>Upper minus lower limit.</summary>
    public double Width => Upper - Lower;

    /// <summary>True when the value lies on or between the limits.</summary>
    /// <param name="value">Any number.</param>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <inheritdoc/>
    public bool Equals(ConfidenceInterval other) =>
        Lower.Equals(other.Lower) && Upper.Equals(other.Upper) && Level.Equals(other.Level) && string.Equals(Method, other.Method, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConfidenceInterval other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lower, Upper, Level);

    /// <summary>The interval as <c>[lower, upper] @ 95% method</c>, in invariant text.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "[{0:G6}, {1:G6}] @ {2:0.####}% {3}", Lower, Upper, 100 * Level, Method);

    /// <summary>True when limits, level and method are equal.</summary>
    public static bool operator ==(ConfidenceInterval left, ConfidenceInterval right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(ConfidenceInterval left, ConfidenceInterval right) => !left.Equals(right);
}
