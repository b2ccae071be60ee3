namespace CustomerValue.Experiments;

/// <summary>A difference in differences given covariates: the effect on the treated, its error, and how well the controls can stand in for them.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class DoublyRobustDifferenceEstimate
{
    private readonly string[] dropped;

    internal DoublyRobustDifferenceEstimate(DifferenceEstimator estimator, ArmComparison comparison, ArmComparison unconditional, string assumption, string[] dropped)
    {
        Estimator = estimator;
        Comparison = comparison;
        Unconditional = unconditional;
        Assumption = assumption;
        this.dropped = dropped;
    }

    /// <summary>The estimator used.</summary>
    public DifferenceEstimator Estimator { get; }

    /// <summary>The effect on the treated: their mean change, minus the change they would have had (the control figure).</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The same without covariates, with the same kind of error.</summary>
    public ArmComparison Unconditional { get; }

    /// <summary>What must hold for the estimate to be the effect on the treated.</summary>
    public string Assumption { get; }

    /// <summary>Covariates left out because they say nothing new.</summary>
    public IReadOnlyList<string> DroppedCovariates => dropped;

    /// <summary>Treated customers, Σ of weights.</summary>
    public double TreatmentCount { get; internal init; }

    /// <summary>Controls, Σ of weights.</summary>
    public double ControlCount { get; internal init; }

    /// <summary>Clusters; 0 without.</summary>
    public int Clusters { get; internal init; }

    /// <summary>Clusters with treated customers.</summary>
    public int TreatmentClusters { get; internal init; }

    /// <summary>Clusters with controls.</summary>
    public int ControlClusters { get; internal init; }

    /// <summary>Largest probability of treatment among the controls; undefined where the estimator needs none.</summary>
    public Figure LargestControlPropensity { get; internal init; }

    /// <summary>Largest probability of treatment among the treated; undefined where the estimator needs none.</summary>
    public Figure LargestTreatmentPropensity { get; internal init; }

    /// <summary>(Σ weight)² / Σ weight² of the weighted controls: to how many unweighted ones they amount.</summary>
    public Figure EffectiveControls { get; internal init; }

    /// <summary>Share of the heaviest control in the weights.</summary>
    public Figure LargestWeightShare { get; internal init; }

    /// <summary>Controls left without weight by <see cref="DoublyRobustDifferenceOptions.LargestPropensity"/>, Σ of weights.</summary>
    public double TrimmedControls { get; internal init; }

    /// <summary>The fit of the probability of treatment on standardized covariates; null where there is none or the caller's own was used.</summary>
    public FitReport? PropensityReport { get; internal init; }

    /// <summary>The fit of the controls' changes on standardized covariates, in units of their spread; null where there is none or the caller's own was used.</summary>
    public FitReport? OutcomeReport { get; internal init; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => Comparison.ToString();
}
