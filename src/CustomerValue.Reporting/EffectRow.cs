using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>One row of an effects chart: all customers, a subgroup, or an outcome.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record EffectRow
{
    /// <summary>A row.</summary>
    /// <param name="label">What the effect is of.</param>
    /// <param name="effect">The effect with its interval.</param>
    /// <exception cref="ArgumentNullException"><paramref name="label"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="label"/> is longer than 400 characters.</exception>
    public EffectRow(string label, EffectEstimate effect)
    {
        Label = PlainText.Clean(label, nameof(label));
        Effect = effect;
    }

    /// <summary>What the effect is of.</summary>
    public string Label { get; }

    /// <summary>The effect with its interval.</summary>
    public EffectEstimate Effect { get; }

    /// <summary>Heading under which the row stands, such as <c>Value tier</c>; empty for rows on all customers.</summary>
    public string Group { get; init => field = PlainText.Clean(value, nameof(Group)); } = string.Empty;

    /// <summary>Customers behind the effect; null when unknown.</summary>
    public long? N { get; init => field = value is null ? null : Guard.AtLeast(value.Value, 0, nameof(N)); }

    /// <summary>A row of a comparison.</summary>
    /// <param name="label">What the effect is of.</param>
    /// <param name="comparison">Its result.</param>
    /// <param name="n">Customers behind it; null when unknown.</param>
    /// <param name="group">Heading under which the row stands; empty for none.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static EffectRow Of(string label, ArmComparison comparison, long? n = null, string group = "") =>
        new(label, EffectEstimate.Of(comparison)) { N = n, Group = group };
}
