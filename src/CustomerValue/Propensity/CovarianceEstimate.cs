namespace CustomerValue.Propensity;

/// <summary>How the covariance of fitted coefficients is estimated.</summary>
public enum CovarianceEstimate
{
    /// <summary>From the information matrix: right when the model is.</summary>
    ModelBased = 0,

    /// <summary>White's sandwich, without correction.</summary>
    HC0,

    /// <summary>HC0 · n/(n − k).</summary>
    HC1,

    /// <summary>Squared residuals divided by 1 − leverage.</summary>
    HC2,

    /// <summary>Squared residuals divided by (1 − leverage)²; the careful choice in small samples.</summary>
    HC3,

    /// <summary>Sandwich over the clusters of the batch, without correction.</summary>
    CR0,

    /// <summary>CR0 · G/(G − 1) · (n − 1)/(n − k) with G clusters; for households and branches.</summary>
    CR1,
}
