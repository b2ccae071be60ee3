using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>What entropy balancing makes equal.</summary>
public sealed record EntropyBalancingOptions
{
    /// <summary>Effect on the treated, means only, 95 %.</summary>
    public static EntropyBalancingOptions Default { get; } = new();

    /// <summary>Whose covariates both groups are balanced to; not the overlap.</summary>
    public Estimand Estimand
    {
        get;
        init => field = value is Estimand.All or Estimand.Treated or Estimand.Controls ? value : throw Guard.OutOfRange(nameof(Estimand), (int)value, "must be all, treated or controls");
    } = Estimand.Treated;

    /// <summary>Moments of every covariate: 1 for means, 2 for variances too, 3 for skewness too.</summary>
    public int Moments { get; init => field = Guard.Between(value, 1, 3, nameof(Moments)); } = 1;

    /// <summary>Largest gap of a balanced moment, in its standard deviations; &gt; 0.</summary>
    public double Tolerance { get; init => field = Guard.Positive(value, nameof(Tolerance)); } = 1e-10;

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }

    /// <summary>The curve of intervals and p-values; Student's t has clusters (or customers) − 1 degrees of freedom.</summary>
    public ReferenceDistribution Reference { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
