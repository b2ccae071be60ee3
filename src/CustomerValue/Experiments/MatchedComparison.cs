namespace CustomerValue.Experiments;

/// <summary>Two chosen groups compared after matching: the effect, the sets it comes from, and who was left out.</summary>
/// <remarks>Immutable and thread-safe. Holds 8 bytes a customer and 8 bytes a pair besides the propensities.</remarks>
public sealed class MatchedComparison
{
    private readonly double[] weights;
    private readonly int[] seekers, partners;

    private MatchedComparison(ArmComparison comparison, ArmComparison unadjusted, double[] weights, int[] seekers, int[] partners)
    {
        Comparison = comparison;
        Unadjusted = unadjusted;
        this.weights = weights;
        this.seekers = seekers;
        this.partners = partners;
    }

    /// <summary>The effect: mean difference within sets, treatment minus control.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The groups as they are: not an effect.</summary>
    public ArmComparison Unadjusted { get; }

    /// <summary>Whose effect is averaged: of treated or of controls, as far as they found partners.</summary>
    public Estimand Estimand { get; private init; }

    /// <summary>What must be true for the comparison to be an effect.</summary>
    public string Assumption { get; private init; } = string.Empty;

    /// <summary>The row that was matched, once for each of its partners, ascending.</summary>
    public ReadOnlySpan<int> Matched => seekers;

    /// <summary>Its partner, in the order in which they were found.</summary>
    public ReadOnlySpan<int> Partners => partners;

    /// <summary>Weight a row: 1 for who was matched, Σ of shares for partners, 0 for those left out.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>Customers who found a partner.</summary>
    public int MatchedCount { get; private init; }

    /// <summary>Customers who sought one in vain.</summary>
    public int UnmatchedCount { get; private init; }

    /// <summary>Different partners.</summary>
    public int PartnerCount { get; private init; }

    /// <summary>(Σw)² / Σw² of the partners.</summary>
    public double EffectivePartners { get; private init; }

    /// <summary>The caliper on the score's own scale; +∞ without.</summary>
    public double Caliper { get; private init; } = double.PositiveInfinity;

    /// <summary>HC3 error of the weighted difference, without sets or clusters.</summary>
    public Figure RobustError { get; private init; } = Figure.Undefined(UndefinedReason.EmptyArm);

    /// <summary>The propensities; null with an empty group.</summary>
    public PropensityScore? Propensity { get; private init; }

    /// <summary>Where both groups have customers; null with an empty group.</summary>
    public OverlapReport? Overlap { get; private init; }

    /// <summary>The covariates before matching; null without covariates.</summary>
    public BalanceReport? BalanceBefore { get; private init; }

    /// <summary>The covariates after matching; null without covariates or pairs.</summary>
    public BalanceReport? Balance { get; private init; }

    /// <summary>Effect and who was left out, in invariant text.</summary>
    public override string ToString() => $"{Comparison}; {Guard.Text(MatchedCount)} matched, {Guard.Text(UnmatchedCount)} not; assumes that {Assumption}";

    internal static MatchedComparison Of(
        in TrialColumns columns, PropensityScore propensity, List<int>?[] partnersOf, int sought, double caliper, string method, MatchingOptions options)
    {
        var n = columns.Outcomes.Length;
        var weights = new double[n];
        var (seekers, partners) = (new List<int>(), new List<int>());
        var matched = 0;
        for (var row = 0; row < n; row++)
        {
            if (partnersOf[row] is not { } own)
            {
                continue;
            }

            matched++;
            weights[row] = 1;
            foreach (var partner in own)
            {
                seekers.Add(row);
                partners.Add(partner);
                weights[partner] += 1.0 / own.Count;
            }
        }

        var warnings = new List<ComparisonWarning>();
        if (matched < sought)
        {
            warnings.Add(ComparisonWarning.Unmatched);
        }

        if (propensity.DroppedCovariates.Count > 0)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        var (before, balance) = matched > 0 ? ConfoundedSample.Balance(columns, weights)
            : (columns.CovariateCount > 0 ? BalanceReport.Of(columns) : null, null);
        if (balance is not null && (!balance.Largest.IsDefined || balance.Largest.Value > BalanceReport.Noteworthy))
        {
            warnings.Add(ComparisonWarning.ImbalanceRemains);
        }

        var errors = MatchedErrors.Of(columns, weights, partnersOf, options);
        var sizes = ConfoundedSample.EffectiveSizes(columns, weights);
        return new MatchedComparison(
            errors.Compare(method, options, warnings), ConfoundedSample.Unadjusted(columns, options.Level, options.Reference), weights, [.. seekers], [.. partners])
        {
            Estimand = options.Estimand,
            Assumption = ConfoundedSample.Unconfounded + "; partners of like propensity are alike",
            MatchedCount = matched,
            UnmatchedCount = sought - matched,
            PartnerCount = partners.Distinct().Count(),
            EffectivePartners = options.Estimand == Estimand.Treated ? sizes.Controls : sizes.Treated,
            Caliper = caliper,
            RobustError = errors.Robust,
            Propensity = propensity,
            Overlap = propensity.Overlap(columns.IsTreated),
            BalanceBefore = before,
            Balance = balance,
        };
    }

    internal static MatchedComparison OfEmptyArm(in TrialColumns columns, string method, MatchingOptions options)
    {
        var comparison = ConfoundedSample.EmptyArm(columns, method, options.Level);
        return new MatchedComparison(comparison, comparison, new double[columns.Outcomes.Length], [], [])
        {
            Estimand = options.Estimand,
            Assumption = ConfoundedSample.Unconfounded,
        };
    }
}
