namespace CustomerValue.Experiments;

/// <summary>Two arms compared by outcomes less what covariates foretold.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CupedComparison
{
    private readonly double[] treatmentSlopes, controlSlopes;
    private readonly int[] dropped;

    internal CupedComparison(ArmComparison comparison, ArmComparison unadjusted, double[] treatmentSlopes, double[] controlSlopes, int[] dropped)
    {
        Comparison = comparison;
        Unadjusted = unadjusted;
        this.treatmentSlopes = treatmentSlopes;
        this.controlSlopes = controlSlopes;
        this.dropped = dropped;
        VarianceRatio = AdjustedComparison.Ratio(comparison, unadjusted);
    }

    /// <summary>The effect; its arms' figures are the adjusted means, at the covariates' average over both arms.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>Welch's comparison without covariates.</summary>
    public ArmComparison Unadjusted { get; }

    /// <summary>Squared error of the adjusted effect over that of the unadjusted one: the share of customers that would do as well.</summary>
    public Figure VarianceRatio { get; }

    /// <summary>Share of the outcome's variance that the covariates explain over both arms together (R²; with one covariate the squared correlation).</summary>
    public Figure SquaredCorrelation { get; internal init; }

    /// <summary>Variance of the adjusted outcome in the treatment arm, divisor n − 1.</summary>
    public Figure TreatmentVariance { get; internal init; }

    /// <summary>Variance of the adjusted outcome in the control arm, divisor n − 1.</summary>
    public Figure ControlVariance { get; internal init; }

    /// <summary>θ of each covariate in the treatment arm; 0 for one left out.</summary>
    public ReadOnlySpan<double> TreatmentSlopes => treatmentSlopes;

    /// <summary>θ of each covariate in the control arm: the same as the treatment arm's unless each has its own.</summary>
    public ReadOnlySpan<double> ControlSlopes => controlSlopes;

    /// <summary>Indices of covariates left out because they were constant or combinations of earlier ones.</summary>
    public ReadOnlySpan<int> DroppedCovariates => dropped;

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Comparison}; variance ratio {VarianceRatio}";
}
