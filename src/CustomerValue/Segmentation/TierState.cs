namespace CustomerValue.Segmentation;

/// <summary>Where a customer stands between two looks: the tier, and how long another has been wanted.</summary>
/// <remarks><c>default</c> is tier 0 with no move under way.</remarks>
public readonly struct TierState : IEquatable<TierState>
{
    internal TierState(int tier, int pending)
    {
        Tier = tier;
        Pending = pending;
    }

    /// <summary>The tier held.</summary>
    public int Tier { get; }

    /// <summary>Consecutive periods that wanted a higher tier (positive) or a lower one (negative); 0 when none did.</summary>
    public int Pending { get; }

    /// <summary>A state as it was saved.</summary>
    /// <param name="tier">The tier held, ≥ 0.</param>
    /// <param name="pending">Periods pending, negative for downwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tier is negative.</exception>
    public static TierState FromParameters(int tier, int pending = 0) => new(Guard.AtLeast(tier, 0), pending);

    /// <inheritdoc/>
    public bool Equals(TierState other) => Tier == other.Tier && Pending == other.Pending;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TierState other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tier, Pending);

    /// <summary>True when tier and pending periods are equal.</summary>
    public static bool operator ==(TierState left, TierState right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(TierState left, TierState right) => !left.Equals(right);
}
