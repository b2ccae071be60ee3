using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>An effect with its interval, as a chart takes it.</summary>
/// <remarks><c>default</c> is an undefined effect.</remarks>
public readonly struct EffectEstimate : IEquatable<EffectEstimate>
{
    /// <summary>An effect.</summary>
    /// <param name="estimate">The effect; undefined where there is none.</param>
    /// <param name="interval">Its interval, which must hold the estimate.</param>
    /// <exception cref="ArgumentException">The interval does not hold the estimate, or has no level.</exception>
    public EffectEstimate(Figure estimate, ConfidenceInterval interval)
    {
        if (estimate.IsDefined && (interval.Level == 0 || !interval.Contains(estimate.Value)))
        {
            throw new ArgumentException($"The interval {interval} does not hold the estimate {estimate}.", nameof(interval));
        }

        Estimate = estimate;
        Interval = interval;
    }

    /// <summary>The effect.</summary>
    public Figure Estimate { get; }

    /// <summary>Its interval.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>The effect of a comparison of two arms.</summary>
    /// <param name="comparison">Its result.</param>
    /// <exception cref="ArgumentNullException"><paramref name="comparison"/> is null.</exception>
    public static EffectEstimate Of(ArmComparison comparison) => new(Guard.NotNull(comparison).Estimate, comparison.Interval);

    /// <inheritdoc/>
    public bool Equals(EffectEstimate other) => Estimate == other.Estimate && Interval == other.Interval;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EffectEstimate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Estimate, Interval);

    /// <summary>Effect and interval, in invariant text.</summary>
    public override string ToString() => $"{Estimate} {Interval}";

    /// <summary>True when effect and interval are equal.</summary>
    public static bool operator ==(EffectEstimate left, EffectEstimate right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(EffectEstimate left, EffectEstimate right) => !left.Equals(right);
}
