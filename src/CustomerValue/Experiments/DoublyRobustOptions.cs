using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>How weighting and outcome models are joined.</summary>
public sealed record DoublyRobustOptions
{
    /// <summary>Effect on the treated, least squares outcomes, errors from the influence function, 95 %.</summary>
    public static DoublyRobustOptions Default { get; } = new();

    /// <summary>For whom the effect is averaged; not the overlap.</summary>
    public Estimand Estimand
    {
        get;
        init => field = value is Estimand.All or Estimand.Treated or Estimand.Controls ? value : throw Guard.OutOfRange(nameof(Estimand), (int)value, "must be all, treated or controls");
    } = Estimand.Treated;

    /// <summary>How outcomes are predicted.</summary>
    public OutcomeModel Outcome { get; init; }

    /// <summary>True to divide the weighted residuals by the sum of their weights (Hájek) instead of the number of customers.</summary>
    public bool Normalized { get; init; }

    /// <summary>How far the errors go.</summary>
    public NuisanceError Error { get; init; }

    /// <summary>Folds of a cross-fit; ≥ 2, read by <c>CrossFit</c> only.</summary>
    public int Folds { get; init => field = Guard.AtLeast(value, 2, nameof(Folds)); } = 5;

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }

    /// <summary>The curve of intervals and p-values; Student's t has clusters (or customers) − 1 degrees of freedom.</summary>
    public ReferenceDistribution Reference { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
