namespace CustomerValue.Experiments;

/// <summary>Two arms compared by regression: the effect, every coefficient, and how much the covariates helped.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class AdjustedComparison
{
    private readonly AdjustedCoefficient[] coefficients;
    private readonly string[] dropped;

    internal AdjustedComparison(ArmComparison comparison, ArmComparison unadjusted, AdjustedCoefficient[] coefficients, string[] dropped)
    {
        Comparison = comparison;
        Unadjusted = unadjusted;
        this.coefficients = coefficients;
        this.dropped = dropped;
        VarianceRatio = Ratio(comparison, unadjusted);
    }

    /// <summary>The effect: treatment minus control at average covariates.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The same without covariates, with the same kind of error.</summary>
    public ArmComparison Unadjusted { get; }

    /// <summary>Squared error of the adjusted effect over that of the unadjusted one: below 1 where the covariates helped.</summary>
    public Figure VarianceRatio { get; }

    /// <summary>Intercept, treatment, covariates and, when interacted, their products with treatment.</summary>
    public IReadOnlyList<AdjustedCoefficient> Coefficients => coefficients;

    /// <summary>Covariates left out because they were constant within arms or combinations of earlier ones.</summary>
    public IReadOnlyList<string> DroppedCovariates => dropped;

    /// <summary>Error of the effect on the population the customers were drawn from: the average covariates are then estimates too (undefined where <see cref="Comparison"/> has no error).</summary>
    public Figure SuperpopulationError { get; internal init; }

    /// <summary>Σ of weights of all rows.</summary>
    public double Count { get; internal init; }

    /// <summary>Σ of squared residuals over n − k; undefined when n ≤ k.</summary>
    public Figure ResidualVariance { get; internal init; }

    /// <summary>Clusters of the first kind; 0 without clusters.</summary>
    public int Clusters { get; internal init; }

    /// <summary>Clusters with customers of the treatment arm.</summary>
    public int TreatmentClusters { get; internal init; }

    /// <summary>Clusters with customers of the control arm.</summary>
    public int ControlClusters { get; internal init; }

    /// <summary>Clusters of the second kind; 0 without.</summary>
    public int SecondClusters { get; internal init; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Comparison}; variance ratio {VarianceRatio}";

    internal static Figure Ratio(ArmComparison adjusted, ArmComparison unadjusted)
    {
        if (!adjusted.StandardError.IsDefined || !unadjusted.StandardError.IsDefined)
        {
            return adjusted.StandardError.IsDefined ? unadjusted.StandardError : adjusted.StandardError;
        }

        if (unadjusted.StandardError.Value == 0)
        {
            return Figure.Undefined(UndefinedReason.ZeroVariance);
        }

        var ratio = adjusted.StandardError.Value / unadjusted.StandardError.Value;
        return Figure.Of(ratio * ratio);
    }
}
