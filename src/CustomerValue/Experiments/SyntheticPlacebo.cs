namespace CustomerValue.Experiments;

/// <summary>What the method finds where nothing was done: a donor (or group of donors) taken for treated.</summary>
/// <remarks><c>default</c> is an estimate of 0 by unit 0, without errors.</remarks>
public readonly struct SyntheticPlacebo : IEquatable<SyntheticPlacebo>
{
    internal SyntheticPlacebo(int unit, double estimate, double preError, double postError)
    {
        Unit = unit;
        Estimate = estimate;
        PreError = preError;
        PostError = postError;
    }

    /// <summary>Row of the donor taken for treated; −1 for a drawn group.</summary>
    public int Unit { get; }

    /// <summary>Its "effect".</summary>
    public double Estimate { get; }

    /// <summary>Root mean squared gap before treatment.</summary>
    public double PreError { get; }

    /// <summary>Root mean squared gap after treatment.</summary>
    public double PostError { get; }

    /// <summary><see cref="PostError"/> over <see cref="PreError"/>; undefined where the fit before is perfect.</summary>
    public Figure Ratio => SyntheticFit.RatioOf(PreError, PostError);

    /// <inheritdoc/>
    public bool Equals(SyntheticPlacebo other) => Unit == other.Unit && Estimate.Equals(other.Estimate) && PreError.Equals(other.PreError) && PostError.Equals(other.PostError);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SyntheticPlacebo other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unit, Estimate, PreError, PostError);

    /// <summary>Unit, estimate and ratio, in invariant text.</summary>
    public override string ToString() => $"unit {Guard.Text(Unit)}: {Guard.Text(Estimate)}, ratio {Ratio}";

    /// <summary>True when all four numbers are equal.</summary>
    public static bool operator ==(SyntheticPlacebo left, SyntheticPlacebo right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(SyntheticPlacebo left, SyntheticPlacebo right) => !left.Equals(right);
}
