namespace CustomerValue.Experiments;

/// <summary>Two chosen groups compared by predictions and weights together: the effect and what it rests on.</summary>
/// <remarks>Immutable and thread-safe. Holds 16 bytes a customer besides the propensities.</remarks>
public sealed class DoublyRobustComparison
{
    private readonly double[] weights, influence;
    private readonly string[] dropped;

    private DoublyRobustComparison(ArmComparison comparison, ArmComparison unadjusted, double[] weights, double[] influence, string[] dropped)
    {
        Comparison = comparison;
        Unadjusted = unadjusted;
        this.weights = weights;
        this.influence = influence;
        this.dropped = dropped;
    }

    /// <summary>The effect, treatment minus control.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The groups as they are: not an effect.</summary>
    public ArmComparison Unadjusted { get; }

    /// <summary>For whom the effect is averaged.</summary>
    public Estimand Estimand { get; private init; }

    /// <summary>What must be true for the comparison to be an effect.</summary>
    public string Assumption { get; private init; } = string.Empty;

    /// <summary>The effect that the outcome models alone predict, without weights (regression estimation); undefined with an empty group.</summary>
    public Figure OutcomeRegression { get; private init; }

    /// <summary>The propensities; null with an empty group.</summary>
    public PropensityScore? Propensity { get; private init; }

    /// <summary>Where both groups have customers; null with an empty group.</summary>
    public OverlapReport? Overlap { get; private init; }

    /// <summary>The covariates before weighting; null without covariates.</summary>
    public BalanceReport? BalanceBefore { get; private init; }

    /// <summary>The covariates after weighting; null without covariates.</summary>
    public BalanceReport? Balance { get; private init; }

    /// <summary>One weight a customer, without his frequency weight.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>(Σw)² / Σw² of the treated.</summary>
    public double EffectiveTreated { get; private init; }

    /// <summary>(Σw)² / Σw² of the controls.</summary>
    public double EffectiveControls { get; private init; }

    /// <summary>The largest weight of all.</summary>
    public double LargestWeight { get; private init; }

    /// <summary>Covariates left out of a model because they were constant or combinations of earlier ones.</summary>
    public IReadOnlyList<string> DroppedCovariates => dropped;

    /// <summary>Clusters; 0 without.</summary>
    public int Clusters { get; private init; }

    /// <summary>Every row's influence on the estimate, per unit of frequency weight: Σ of their clustered squares is the variance.</summary>
    internal double[] Influence => influence;

    /// <summary>Effect and assumption, in invariant text.</summary>
    public override string ToString() => $"{Comparison}; assumes that {Assumption}";

    internal static DoublyRobustComparison Of(
        in TrialColumns columns, AugmentedSums sums, PropensityScore score, string[] dropped, string method, string models, DoublyRobustOptions options)
    {
        var warnings = new List<ComparisonWarning>();
        if (dropped.Length > 0)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        var sizes = ConfoundedSample.EffectiveSizes(columns, sums.Weights);
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        if (sizes.Treated < treated / 2 || sizes.Controls < controls / 2)
        {
            warnings.Add(ComparisonWarning.FewEffectiveCustomers);
        }

        var (before, balance) = ConfoundedSample.Balance(columns, sums.Weights);
        var n = treated + controls;
        var factor = options is { Error: NuisanceError.Influence, Estimand: Estimand.All } && n > 1 ? n / (n - 1) : 1;
        var comparison = ConfoundedSample.Compare(columns, sums.Treatment, sums.Control, sums.Influence, factor, method, options.Reference, options.Level, warnings);
        _ = ConfoundedSample.Clusters(columns, out var clusters);
        return new DoublyRobustComparison(comparison, ConfoundedSample.Unadjusted(columns, options.Level, options.Reference), sums.Weights, sums.Influence, dropped)
        {
            Estimand = options.Estimand,
            Assumption = $"{ConfoundedSample.Unconfounded}; {models}",
            OutcomeRegression = Figure.Of(sums.Regression),
            Propensity = score,
            Overlap = score.Overlap(columns.IsTreated),
            BalanceBefore = before,
            Balance = balance,
            EffectiveTreated = sizes.Treated,
            EffectiveControls = sizes.Controls,
            LargestWeight = sizes.Largest,
            Clusters = clusters,
        };
    }

    internal static DoublyRobustComparison OfEmptyArm(in TrialColumns columns, string method, DoublyRobustOptions options)
    {
        var comparison = ConfoundedSample.EmptyArm(columns, method, options.Level);
        var none = new double[columns.Outcomes.Length];
        return new DoublyRobustComparison(comparison, comparison, none, none, [])
        {
            Estimand = options.Estimand,
            Assumption = ConfoundedSample.Unconfounded,
            OutcomeRegression = Figure.Undefined(UndefinedReason.EmptyArm),
        };
    }
}
