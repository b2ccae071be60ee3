namespace CustomerValue.Segmentation;

/// <summary>A customer's three scores, each from 1 (worst) to the number of bins (best).</summary>
/// <remarks><c>default</c> has the scores 0, which no model gives.</remarks>
public readonly struct RfmScore : IEquatable<RfmScore>
{
    private readonly byte recency, frequency, monetary;

    /// <summary>Three scores.</summary>
    /// <param name="recency">Score of recency, 1 to 100; the most recent customers score highest.</param>
    /// <param name="frequency">Score of frequency, 1 to 100.</param>
    /// <param name="monetary">Score of monetary value, 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A score is not between 1 and 100.</exception>
    public RfmScore(int recency, int frequency, int monetary)
    {
        this.recency = (byte)Guard.Between(recency, 1, 100);
        this.frequency = (byte)Guard.Between(frequency, 1, 100);
        this.monetary = (byte)Guard.Between(monetary, 1, 100);
    }

    internal RfmScore(byte recency, byte frequency, byte monetary)
    {
        this.recency = recency;
        this.frequency = frequency;
        this.monetary = monetary;
    }

    /// <summary>Score of recency; the most recent customers score highest.</summary>
    public int Recency => recency;

    /// <summary>Score of frequency.</summary>
    public int Frequency => frequency;

    /// <summary>Score of monetary value.</summary>
    public int Monetary => monetary;

    /// <summary>Sum of the three scores.</summary>
    public int Total => recency + frequency + monetary;

    /// <summary>Weighted mean of the three scores.</summary>
    /// <param name="recencyWeight">Weight of recency, ≥ 0.</param>
    /// <param name="frequencyWeight">Weight of frequency, ≥ 0.</param>
    /// <param name="monetaryWeight">Weight of monetary value, ≥ 0; not all three 0.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public double Weighted(double recencyWeight, double frequencyWeight, double monetaryWeight)
    {
        var total = Guard.NonNegative(recencyWeight) + Guard.NonNegative(frequencyWeight) + Guard.NonNegative(monetaryWeight);
        return total > 0
            ? (recencyWeight * recency + frequencyWeight * frequency + monetaryWeight * monetary) / total
            : throw new ArgumentException("All three weights are 0; at least one must be positive.", nameof(recencyWeight));
    }

    /// <inheritdoc/>
    public bool Equals(RfmScore other) => recency == other.recency && frequency == other.frequency && monetary == other.monetary;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RfmScore other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (recency << 16) | (frequency << 8) | monetary;

    /// <summary>The scores as <c>R-F-M</c>, such as <c>5-1-3</c>; never collides, also above nine bins.</summary>
    public override string ToString() => $"{Guard.Text(recency)}-{Guard.Text(frequency)}-{Guard.Text(monetary)}";

    /// <summary>True when all three scores are equal.</summary>
    public static bool operator ==(RfmScore left, RfmScore right) => left.Equals(right);

    /// <summary>True when a score differs.</summary>
    public static bool operator !=(RfmScore left, RfmScore right) => !left.Equals(right);
}
