namespace CustomerValue.Experiments;

/// <summary>What a reader should know before believing a comparison.</summary>
public enum ComparisonWarning
{
    /// <summary>An arm is empty: nothing is compared.</summary>
    EmptyArm = 0,

    /// <summary>An arm has one observation (or no variation can be estimated): no error can be given.</summary>
    TooFewObservations,

    /// <summary>There is no variation at all; the p-value is 1 when the arms are equal and 0 when they are not, by convention.</summary>
    Degenerate,

    /// <summary>Skewed values in arms of unequal size: one tail's error is off by more than half of its nominal 2.5 %.</summary>
    SkewTimesImbalance,

    /// <summary>An arm has fewer than 50 clusters: clustered errors are too small on average.</summary>
    FewClusters,

    /// <summary>The p-value is smaller than a double can hold and reads 0; its logarithm is right.</summary>
    PValueUnderflow,

    /// <summary>A cell of the table expects fewer than five: the χ² and z approximations are rough.</summary>
    SmallExpectedCounts,

    /// <summary>The base cannot be told from zero, so that its ratio has no bounded interval.</summary>
    UnboundedRatio,

    /// <summary>The groups were chosen, not drawn: the difference mixes what was done with how the groups were picked, and is not an effect.</summary>
    GroupsWereChosen,

    /// <summary>Paired differences so skewed and few that one tail's error is off by more than half of its nominal 2.5 %.</summary>
    SkewedDifferences,

    /// <summary>A covariate differs between the arms by more than chance (p &lt; .001 over all covariates): the arms were not drawn, or it was measured after treatment.</summary>
    CovariateImbalance,

    /// <summary>Covariates that say nothing new were left out; the result names them.</summary>
    CovariatesDropped,

    /// <summary>A row or cluster determines part of the fit alone: its own error cannot be seen and counts as none.</summary>
    FullLeverage,

    /// <summary>A two-way clustered variance came out negative; the covariance's negative eigenvalues were raised to zero.</summary>
    NegativeVarianceRaised,

    /// <summary>Strata without customers of one arm: nothing can be compared there, and the result names them.</summary>
    EmptyStratum,

    /// <summary>The clusters allow too few patterns of signs for this level: the bootstrap interval has no bound.</summary>
    FewPatterns,

    /// <summary>The weighted controls amount to less than a tenth of their number: few of them resemble the treated.</summary>
    WeakOverlap,

    /// <summary>A two-way fixed-effects coefficient leans on customers treated earlier as controls of later ones: it can miss every effect, even in sign.</summary>
    TreatedAsControls,

    /// <summary>Customers whose propensity lay beyond the limit that the caller set were left out, or their propensity clipped: the effect is no longer on all that was asked for.</summary>
    ScoresLimited,

    /// <summary>The propensities were given, not fitted: the error takes them as known.</summary>
    PropensityTakenAsKnown,

    /// <summary>Weights so uneven that a group counts for less than half of its customers: the groups hardly overlap.</summary>
    FewEffectiveCustomers,

    /// <summary>A covariate still differs by more than 0.1 standard deviations after weighting or matching.</summary>
    ImbalanceRemains,

    /// <summary>Customers found no partner and were left out: the effect is that on those who did.</summary>
    Unmatched,

    /// <summary>No mixture of donors resembles the treated before treatment: the gap after it says little.</summary>
    PoorFit,
}
