namespace CustomerValue.Numerics;

/// <summary>Distribution and link of a generalized linear fit.</summary>
internal enum LinearFamily
{
    /// <summary>Least squares: normal, identity.</summary>
    Gaussian = 0,

    /// <summary>Binomial, logit.</summary>
    Logit,

    /// <summary>Binomial, complementary log-log: hazards in discrete time.</summary>
    ComplementaryLogLog,
}

/// <summary>Which estimate of the covariance of the coefficients.</summary>
internal enum CovarianceKind
{
    /// <summary>Inverse expected information (times the residual variance for least squares).</summary>
    Model = 0,

    /// <summary>Sandwich, White 1980.</summary>
    HC0,

    /// <summary>HC0 · n/(n − k).</summary>
    HC1,

    /// <summary>Squared residuals over 1 − leverage.</summary>
    HC2,

    /// <summary>Squared residuals over (1 − leverage)².</summary>
    HC3,

    /// <summary>Clustered sandwich without correction.</summary>
    CR0,

    /// <summary>CR0 · G/(G − 1) · (n − 1)/(n − k).</summary>
    CR1,

    /// <summary>CR0 · G/(G − 1).</summary>
    CR1GroupsOnly,
}

/// <summary>Settings of a generalized linear fit.</summary>
internal sealed record GeneralizedLinearOptions
{
    public LinearFamily Family { get; init; } = LinearFamily.Logit;

    /// <summary>λ of ½ λ Σ β² taken from the mean log-likelihood; the intercept is free.</summary>
    public double Ridge { get; init; }

    /// <summary>True when λ applies to coefficients of columns scaled to unit (population) variance.</summary>
    public bool StandardizePenalty { get; init; } = true;

    public double GradientTolerance { get; init; } = 1e-10;

    public int MaximumIterations { get; init; } = 100;

    public int Threads { get; init; } = 1;
}

/// <summary>What a generalized linear fit found.</summary>
internal sealed class GeneralizedLinearResult
{
    public DesignLayout Layout { get; init; } = new(false, 0);

    public GeneralizedLinearOptions Options { get; init; } = new();

    public StopReason Stop { get; init; }

    public int Iterations { get; init; }

    /// <summary>Σ w ℓ, without penalty; for least squares the profile log-likelihood at σ² = RSS/n.</summary>
    public double LogLikelihood { get; init; }

    /// <summary>−2 (ℓ − saturated ℓ); for least squares the residual sum of squares.</summary>
    public double Deviance { get; init; }

    public double GradientNorm { get; init; }

    /// <summary>Σ of frequency weights.</summary>
    public double Observations { get; init; }

    /// <summary>Weighted mean of the outcomes.</summary>
    public double OutcomeMean { get; init; }

    /// <summary>In the order of <see cref="DesignLayout.Names"/>, on the scale of the columns.</summary>
    public double[] Coefficients { get; init; } = [];

    /// <summary>Inverse penalized expected information without dispersion, parameters × parameters, on the scale of the columns; empty when there is none.</summary>
    public double[] Unscaled { get; init; } = [];

    /// <summary>Residual variance RSS/(n − k) for least squares, else 1.</summary>
    public double Dispersion { get; init; }

    /// <summary>Index of the first parameter that is a linear combination of earlier ones, or −1.</summary>
    public int Aliased { get; init; }

    /// <summary>The separation found, or null.</summary>
    public SeparationFinding? Separation { get; init; }

    /// <summary>Model-based covariance: <see cref="Unscaled"/> × <see cref="Dispersion"/>.</summary>
    public double[] Covariance() => Unscaled.Select(v => v * Dispersion).ToArray();
}
