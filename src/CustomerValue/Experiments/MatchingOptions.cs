using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>How partners are chosen.</summary>
public sealed record MatchingOptions
{
    private readonly IReadOnlyList<string> exact = [];

    /// <summary>One partner for each treated customer, used once, largest propensity first, no caliper, 95 %.</summary>
    public static MatchingOptions Default { get; } = new();

    /// <summary>Whose partners are sought: treated or controls.</summary>
    public Estimand Estimand
    {
        get;
        init => field = value is Estimand.Treated or Estimand.Controls ? value : throw Guard.OutOfRange(nameof(Estimand), (int)value, "must be treated or controls");
    } = Estimand.Treated;

    /// <summary>Partners of each; ≥ 1. Each customer gets his first before anyone gets a second.</summary>
    public int Partners { get; init => field = Guard.AtLeast(value, 1, nameof(Partners)); } = 1;

    /// <summary>True when a partner may serve again.</summary>
    public bool WithReplacement { get; init; }

    /// <summary>The largest distance of partners, in <see cref="CaliperUnit"/>; ≥ 0, +∞ for none. 0.2 standard deviations is a custom.</summary>
    public double Caliper
    {
        get;
        init => field = value >= 0 ? value : throw Guard.OutOfRange(nameof(Caliper), value, "must be ≥ 0");
    } = double.PositiveInfinity;

    /// <summary>What <see cref="Caliper"/> is measured in.</summary>
    public CaliperUnit CaliperUnit { get; init; }

    /// <summary>On which scale propensities are near each other.</summary>
    public MatchingScale Scale { get; init; }

    /// <summary>Who chooses first; read where partners are used up.</summary>
    public MatchingOrder Order { get; init; }

    /// <summary>Names of covariates in which partners must be equal; none by default.</summary>
    public IReadOnlyList<string> Exact { get => exact; init => exact = [.. Guard.NotNull(value, nameof(Exact))]; }

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }

    /// <summary>The curve of intervals and p-values; Student's t has sets (or clusters) − 1 degrees of freedom.</summary>
    public ReferenceDistribution Reference { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
