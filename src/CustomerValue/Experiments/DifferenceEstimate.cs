namespace CustomerValue.Experiments;

/// <summary>A difference in differences: how much more the treated changed than the controls did, with the means it came from.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class DifferenceEstimate
{
    private readonly AdjustedCoefficient[] coefficients;
    private readonly string[] dropped;

    internal DifferenceEstimate(ArmComparison comparison, string assumption, AdjustedCoefficient[] coefficients, string[] dropped)
    {
        Comparison = comparison;
        Assumption = assumption;
        this.coefficients = coefficients;
        this.dropped = dropped;
    }

    /// <summary>Change of the treated (<see cref="ArmComparison.Treatment"/>) minus change of the controls (<see cref="ArmComparison.Control"/>).</summary>
    public ArmComparison Comparison { get; }

    /// <summary>What must hold for the estimate to be the effect on the treated.</summary>
    public string Assumption { get; }

    /// <summary>Mean of the treated before; undefined where no figures of that period were given.</summary>
    public Figure TreatmentBefore { get; internal init; }

    /// <summary>Mean of the treated after.</summary>
    public Figure TreatmentAfter { get; internal init; }

    /// <summary>Mean of the controls before.</summary>
    public Figure ControlBefore { get; internal init; }

    /// <summary>Mean of the controls after.</summary>
    public Figure ControlAfter { get; internal init; }

    /// <summary>Customers (panel) or observations (cross sections) of the treated, Σ of weights.</summary>
    public double TreatmentCount { get; internal init; }

    /// <summary>Customers or observations of the controls, Σ of weights.</summary>
    public double ControlCount { get; internal init; }

    /// <summary>Clusters; 0 without.</summary>
    public int Clusters { get; internal init; }

    /// <summary>Clusters with treated customers.</summary>
    public int TreatmentClusters { get; internal init; }

    /// <summary>Clusters with controls.</summary>
    public int ControlClusters { get; internal init; }

    /// <summary>Every coefficient of the regression behind it; empty where it came from summaries.</summary>
    public IReadOnlyList<AdjustedCoefficient> Coefficients => coefficients;

    /// <summary>Covariates left out because they say nothing new.</summary>
    public IReadOnlyList<string> DroppedCovariates => dropped;

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => Comparison.ToString();
}
