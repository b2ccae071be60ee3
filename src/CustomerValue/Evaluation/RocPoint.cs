namespace CustomerValue.Evaluation;

/// <summary>One point of a receiver operating curve: what happens when every customer at or above a score is chosen.</summary>
/// <remarks><c>default</c> is the point (0, 0) at threshold 0.</remarks>
public readonly struct RocPoint : IEquatable<RocPoint>
{
    internal RocPoint(double threshold, double falsePositiveRate, double truePositiveRate, double precision)
    {
        Threshold = threshold;
        FalsePositiveRate = falsePositiveRate;
        TruePositiveRate = truePositiveRate;
        Precision = precision;
    }

    /// <summary>The lowest score chosen; +∞ where nobody is.</summary>
    public double Threshold { get; }

    /// <summary>Share of those without the event who are chosen: 1 − specificity.</summary>
    public double FalsePositiveRate { get; }

    /// <summary>Share of those with the event who are chosen: sensitivity, recall.</summary>
    public double TruePositiveRate { get; }

    /// <summary>Share of the chosen who have the event; 1 where nobody is chosen.</summary>
    public double Precision { get; }

    /// <inheritdoc/>
    public bool Equals(RocPoint other) =>
        Threshold.Equals(other.Threshold) && FalsePositiveRate.Equals(other.FalsePositiveRate)
        && TruePositiveRate.Equals(other.TruePositiveRate) && Precision.Equals(other.Precision);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RocPoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Threshold, FalsePositiveRate, TruePositiveRate);

    /// <summary>Threshold and both rates, in invariant text.</summary>
    public override string ToString() => $"≥ {Guard.Text(Threshold)}: {Guard.Text(FalsePositiveRate)} → {Guard.Text(TruePositiveRate)}";

    /// <summary>True when all four numbers are equal.</summary>
    public static bool operator ==(RocPoint left, RocPoint right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(RocPoint left, RocPoint right) => !left.Equals(right);
}
