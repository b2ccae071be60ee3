namespace CustomerValue.Experiments;

/// <summary>Which standard error a regression of two arms gives.</summary>
public enum RobustError
{
    /// <summary>HC2 without clusters, CR2 with one kind of cluster, CR1S with two.</summary>
    Automatic = 0,

    /// <summary>One variance for all rows: σ² (XᵀX)⁻¹ with divisor n − k.</summary>
    Classical,

    /// <summary>White's sandwich, without correction.</summary>
    HC0,

    /// <summary>HC0 · n/(n − k).</summary>
    HC1,

    /// <summary>Squared residuals divided by 1 − leverage; without covariates exactly Welch's error.</summary>
    HC2,

    /// <summary>Squared residuals divided by (1 − leverage)²; the careful choice in small samples.</summary>
    HC3,

    /// <summary>Sandwich over clusters, without correction.</summary>
    CR0,

    /// <summary>CR0 · G/(G − 1), as clubSandwich has it. What <c>CovarianceEstimate.CR1</c> of the logit and linear models means is <see cref="CR1S"/>.</summary>
    CR1,

    /// <summary>CR0 · G/(G − 1) · (n − 1)/(n − k), as Stata, sandwich and statsmodels have it: the <c>CovarianceEstimate.CR1</c> of the logit and linear models.</summary>
    CR1S,

    /// <summary>Bias-reduced: each cluster's residuals times (I − H_gg)^(−½), Bell and McCaffrey (2002).</summary>
    CR2,

    /// <summary>Each cluster's residuals times (I − H_gg)⁻¹, a jackknife without its factor; careful.</summary>
    CR3,
}
