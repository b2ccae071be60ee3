using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>How customers are weighted by their propensity to be treated.</summary>
public sealed record WeightingOptions
{
    /// <summary>Effect on the treated, normalized weights, nothing trimmed, 95 %.</summary>
    public static WeightingOptions Default { get; } = new();

    /// <summary>For whom the effect is averaged.</summary>
    public Estimand Estimand { get; init; } = Estimand.Treated;

    /// <summary>True for weighted means (Hájek), false for weighted sums over the number of customers (Horvitz and Thompson): unbiased, and as a rule far noisier.</summary>
    public bool Normalized { get; init; } = true;

    /// <summary>True to report weights times the arm's share, which average about 1; no normalized estimate changes.</summary>
    public bool Stabilized { get; init; }

    /// <summary>Propensities below this limit or above 1 minus it are treated as <see cref="LimitRule"/> says; 0 for no limit, below 0.5.</summary>
    public double ScoreLimit
    {
        get;
        init => field = value is >= 0 and < 0.5 ? value : throw Guard.OutOfRange(nameof(ScoreLimit), value, "must be ≥ 0 and < 0.5");
    }

    /// <summary>What becomes of customers beyond <see cref="ScoreLimit"/>.</summary>
    public ScoreLimitRule LimitRule { get; init; }

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }

    /// <summary>The curve of intervals and p-values; Student's t has clusters (or customers) − 1 degrees of freedom.</summary>
    public ReferenceDistribution Reference { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
