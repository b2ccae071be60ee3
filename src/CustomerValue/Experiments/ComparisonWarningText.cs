namespace CustomerValue.Experiments;

/// <summary>Warnings in plain words, for reports.</summary>
public static class ComparisonWarningText
{
    /// <summary>One sentence: what was found, and what to do about it.</summary>
    /// <param name="warning">A warning of a result.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such warning.</exception>
    public static string Explain(this ComparisonWarning warning) => warning switch
    {
        ComparisonWarning.EmptyArm => "An arm is empty: nothing is compared.",
        ComparisonWarning.TooFewObservations => "An arm has too few observations for an error: nothing is tested.",
        ComparisonWarning.Degenerate => "The data do not vary: the p-value is 1 or 0 by convention, not by evidence.",
        ComparisonWarning.SkewTimesImbalance =>
            "Skewed values in arms of unequal size make one tail's error more than half wrong: compare equal arms, capped values or logarithms.",
        ComparisonWarning.FewClusters => "An arm has fewer than 50 clusters: clustered errors are too small on average; use Student's t with the clusters' degrees of freedom.",
        ComparisonWarning.PValueUnderflow => "The p-value is smaller than a double can hold: read its logarithm.",
        ComparisonWarning.SmallExpectedCounts => "A cell expects fewer than five: use an exact test.",
        ComparisonWarning.UnboundedRatio => "The base cannot be told from zero: its ratio has no bounded interval.",
        ComparisonWarning.GroupsWereChosen => "The groups were chosen, not drawn: the difference is not an effect.",
        ComparisonWarning.SkewedDifferences => "The paired differences are skewed and few: one tail's error is more than half wrong.",
        ComparisonWarning.CovariateImbalance => "Covariates differ between the arms by more than chance: the arms were not drawn, or a covariate was measured after treatment.",
        ComparisonWarning.CovariatesDropped => "Covariates that say nothing new were left out; the result names them.",
        ComparisonWarning.FullLeverage => "A row or cluster determines part of the fit alone: its own error cannot be seen.",
        ComparisonWarning.NegativeVarianceRaised => "A two-way clustered variance came out negative and was raised to zero: read the one-way errors beside it.",
        ComparisonWarning.EmptyStratum => "A stratum lacks customers of one arm: nothing is compared there, and the result names it.",
        ComparisonWarning.FewPatterns => "The clusters allow too few patterns of signs for this level: the bootstrap interval has no bound.",
        ComparisonWarning.WeakOverlap => "Few controls resemble the treated and carry nearly all the weight: compare fewer customers, or on fewer covariates.",
        ComparisonWarning.TreatedAsControls => "Customers treated earlier serve as controls of later ones: read the group-time effects instead.",
        ComparisonWarning.ScoresLimited => "Propensities beyond the limit were left out or clipped: say so, and for whom the effect now holds.",
        ComparisonWarning.PropensityTakenAsKnown => "The propensities were given, not fitted: the error takes them as known, and is too wide as a rule.",
        ComparisonWarning.FewEffectiveCustomers => "The weights leave a group less than half of its customers: look at the overlap, or ask for the effect on the overlap.",
        ComparisonWarning.ImbalanceRemains => "A covariate still differs by more than 0.1 standard deviations: use a doubly robust estimate, or balance it by name.",
        ComparisonWarning.Unmatched => "Customers without a partner were left out: the effect is that on the others.",
        ComparisonWarning.PoorFit => "No mixture of donors resembles the treated before treatment: take other donors, or a synthetic difference.",
        _ => throw Guard.OutOfRange(nameof(warning), (int)warning, "must be a defined warning"),
    };
}
