namespace CustomerValue.Propensity;

/// <summary>Between which limits an effect must stay; both signs of 0 included, so that an effect can always be none.</summary>
/// <remarks>Immutable and thread-safe. On the scale of the column, whatever is standardized inside.</remarks>
public sealed class EffectLimits
{
    private EffectLimits(double lower, double upper)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The effect may not be negative: more of the column never lowers the score.</summary>
    public static EffectLimits NonNegative { get; } = new(0, double.PositiveInfinity);

    /// <summary>The effect may not be positive: more of the column never raises the score.</summary>
    public static EffectLimits NonPositive { get; } = new(double.NegativeInfinity, 0);

    /// <summary>Lower limit, ≤ 0, may be −∞.</summary>
    public double Lower { get; }

    /// <summary>Upper limit, ≥ 0, may be +∞.</summary>
    public double Upper { get; }

    /// <summary>The effect must stay between two limits.</summary>
    /// <param name="lower">At most 0; −∞ for none.</param>
    /// <param name="upper">At least 0; +∞ for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lower limit is positive, the upper one negative, or one is NaN.</exception>
    public static EffectLimits Between(double lower, double upper)
    {
        if (!(lower <= 0))
        {
            throw Guard.OutOfRange(nameof(lower), lower, "must be at most 0");
        }

        return upper >= 0 ? new EffectLimits(lower, upper) : throw Guard.OutOfRange(nameof(upper), upper, "must be at least 0");
    }

    /// <summary>The limits in invariant text.</summary>
    public override string ToString() => $"[{Guard.Text(Lower)}, {Guard.Text(Upper)}]";
}
