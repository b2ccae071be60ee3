using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Both arms of one stratum: a tier, a region, a block of the draw.</summary>
/// <remarks><c>default</c> is a stratum 0 without customers.</remarks>
public readonly struct Stratum : IEquatable<Stratum>
{
    /// <summary>A stratum.</summary>
    /// <param name="key">What it is called by in results.</param>
    /// <param name="treatment">Moments of the outcome in the treatment arm.</param>
    /// <param name="control">Moments of the outcome in the control arm.</param>
    public Stratum(long key, SampleMoments treatment, SampleMoments control)
    {
        Key = key;
        Treatment = treatment;
        Control = control;
    }

    /// <summary>What it is called by.</summary>
    public long Key { get; }

    /// <summary>The treatment arm.</summary>
    public SampleMoments Treatment { get; }

    /// <summary>The control arm.</summary>
    public SampleMoments Control { get; }

    /// <summary>Customers of both arms.</summary>
    public double Count => Treatment.Count + Control.Count;

    /// <summary>Treatment minus control; undefined where an arm is empty.</summary>
    public Figure Difference => Treatment.Count > 0 && Control.Count > 0 ? Figure.Of(SampleMoments.Difference(Treatment, Control)) : Figure.Undefined(UndefinedReason.EmptyArm);

    /// <summary>Welch's variance of <see cref="Difference"/>; undefined below two customers an arm.</summary>
    public Figure Variance => !Difference.IsDefined ? Difference
        : Treatment.Count > 1 && Control.Count > 1 ? Figure.Of(Treatment.Variance.Value / Treatment.Count + Control.Variance.Value / Control.Count)
        : Figure.Undefined(UndefinedReason.TooFewObservations);

    /// <inheritdoc/>
    public bool Equals(Stratum other) => Key == other.Key && Treatment == other.Treatment && Control == other.Control;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Stratum other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Treatment, Control);

    /// <summary>True when key and both arms are equal.</summary>
    public static bool operator ==(Stratum left, Stratum right) => left.Equals(right);

    /// <summary>True when one differs.</summary>
    public static bool operator !=(Stratum left, Stratum right) => !left.Equals(right);
}
