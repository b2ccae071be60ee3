namespace CustomerValue.Experiments;

/// <summary>How the change that the treated would have had is learned from the controls.</summary>
public enum DifferenceEstimator
{
    /// <summary>Outcome regression and weighting together (Sant'Anna and Zhao 2020, traditional): right if either model is.</summary>
    DoublyRobust = 0,

    /// <summary>The same with calibrated weights and weighted least squares: also the error is right if either model is.</summary>
    ImprovedDoublyRobust,

    /// <summary>Least squares of the controls' changes on the covariates, averaged over the treated (Heckman, Ichimura and Todd 1997).</summary>
    OutcomeRegression,

    /// <summary>Controls weighted by the odds of treatment, weights summing to one (Hájek).</summary>
    NormalizedWeighting,

    /// <summary>Controls weighted by the odds of treatment as they come (Horvitz–Thompson; Abadie 2005).</summary>
    Weighting,
}
