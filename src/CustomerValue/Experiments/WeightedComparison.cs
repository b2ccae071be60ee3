namespace CustomerValue.Experiments;

/// <summary>Two chosen groups compared after weighting: the effect, what it rests on, and how far the weights had to go.</summary>
/// <remarks>Immutable and thread-safe. Holds 16 bytes a customer besides the propensities.</remarks>
public sealed class WeightedComparison
{
    private readonly double[] weights, influence;

    private WeightedComparison(ArmComparison comparison, ArmComparison unadjusted, double[] weights, double[] influence, Origin origin)
    {
        Comparison = comparison;
        Unadjusted = unadjusted;
        this.weights = weights;
        this.influence = influence;
        Estimand = origin.Estimand;
        Assumption = origin.Assumption;
        HorvitzThompson = origin.HorvitzThompson;
        Propensity = origin.Propensity;
        Overlap = origin.Overlap;
        LimitedCount = origin.LimitedCount;
        BalanceGap = origin.BalanceGap;
        Report = origin.Report ?? origin.Propensity?.Report;
        (EffectiveTreated, EffectiveControls, LargestWeight, LargestShare) = origin.Sizes;
    }

    /// <summary>The effect: weighted means, treatment minus control, with errors of M-estimation.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The groups as they are: not an effect.</summary>
    public ArmComparison Unadjusted { get; }

    /// <summary>For whom the effect is averaged.</summary>
    public Estimand Estimand { get; }

    /// <summary>What must be true for the comparison to be an effect.</summary>
    public string Assumption { get; }

    /// <summary>The error had the weights been known (HC0, whatever the clusters): with fitted propensities too wide, shown for comparison with other software.</summary>
    public Figure KnownWeightsError { get; internal init; }

    /// <summary>Horvitz and Thompson's estimate: weighted sums over the number of customers; undefined for the overlap and for balancing weights.</summary>
    public Figure HorvitzThompson { get; }

    /// <summary>The propensities; null where the weights were made without.</summary>
    public PropensityScore? Propensity { get; }

    /// <summary>Where both groups have customers; null without propensities or without a group.</summary>
    public OverlapReport? Overlap { get; }

    /// <summary>The covariates before weighting; null without covariates.</summary>
    public BalanceReport? BalanceBefore { get; internal init; }

    /// <summary>The covariates after weighting; null without covariates.</summary>
    public BalanceReport? Balance { get; internal init; }

    /// <summary>One weight a customer, without his frequency weight; 0 for those left out.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>(Σw)² / Σw² of the treated.</summary>
    public double EffectiveTreated { get; }

    /// <summary>(Σw)² / Σw² of the controls.</summary>
    public double EffectiveControls { get; }

    /// <summary>The largest weight of all.</summary>
    public double LargestWeight { get; }

    /// <summary>The largest share that one customer has of his group's weight.</summary>
    public double LargestShare { get; }

    /// <summary>Rows whose propensity lay beyond the limit that the caller set.</summary>
    public int LimitedCount { get; }

    /// <summary>The largest gap between a balanced moment and its target, in standard deviations; null where the weights come from propensities.</summary>
    public double? BalanceGap { get; }

    /// <summary>The fit that made the weights; null with an empty group.</summary>
    public FitReport? Report { get; }

    /// <summary>Clusters; 0 without.</summary>
    public int Clusters { get; internal init; }

    /// <summary>Every row's influence on the estimate, per unit of frequency weight: Σ of their clustered squares is the variance.</summary>
    internal double[] Influence => influence;

    /// <summary>Effect and effective sizes, in invariant text.</summary>
    public override string ToString() =>
        $"{Comparison}; effective sizes {Guard.Text(EffectiveTreated)} and {Guard.Text(EffectiveControls)}; assumes that {Assumption}";

    internal static WeightedComparison Of(
        in TrialColumns columns, WeightedContrast contrast, double[] weights, List<ComparisonWarning> warnings, string method, WeightingOptions options, Origin origin)
    {
        var sizes = ConfoundedSample.EffectiveSizes(columns, weights);
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        if (sizes.Treated < treated / 2 || sizes.Controls < controls / 2)
        {
            warnings.Add(ComparisonWarning.FewEffectiveCustomers);
        }

        var (before, balance) = ConfoundedSample.Balance(columns, weights);
        if (balance is not null && (!balance.Largest.IsDefined || balance.Largest.Value > BalanceReport.Noteworthy))
        {
            warnings.Add(ComparisonWarning.ImbalanceRemains);
        }

        var comparison = ConfoundedSample.Compare(columns, contrast.Treatment, contrast.Control, contrast.Influence, 1, method, options.Reference, options.Level, warnings);
        _ = ConfoundedSample.Clusters(columns, out var clusters);
        return new WeightedComparison(comparison, ConfoundedSample.Unadjusted(columns, options.Level, options.Reference), weights, contrast.Influence, origin with { Sizes = sizes })
        {
            KnownWeightsError = comparison.StandardError.IsDefined ? Figure.Of(InfluenceSums.Error(contrast.PlainInfluence, columns.Weights, null, 0)) : comparison.StandardError,
            BalanceBefore = before,
            Balance = balance,
            Clusters = clusters,
        };
    }

    internal static WeightedComparison OfEmptyArm(in TrialColumns columns, string method, WeightingOptions options)
    {
        var comparison = ConfoundedSample.EmptyArm(columns, method, options.Level);
        var why = Figure.Undefined(UndefinedReason.EmptyArm);
        return new WeightedComparison(comparison, comparison, new double[columns.Outcomes.Length], new double[columns.Outcomes.Length], new Origin
        {
            Estimand = options.Estimand,
            Assumption = ConfoundedSample.Unconfounded,
            HorvitzThompson = why,
        })
        {
            KnownWeightsError = why,
        };
    }

    /// <summary>Where the weights come from.</summary>
    internal sealed record Origin
    {
        public Estimand Estimand { get; init; }

        public string Assumption { get; init; } = string.Empty;

        public Figure HorvitzThompson { get; init; }

        public PropensityScore? Propensity { get; init; }

        public OverlapReport? Overlap { get; init; }

        public int LimitedCount { get; init; }

        public double? BalanceGap { get; init; }

        public FitReport? Report { get; init; }

        public (double Treated, double Controls, double Largest, double Share) Sizes { get; init; }
    }
}
