namespace CustomerValue.Numerics;

/// <summary>Settings of an elastic-net path. Vectors have one entry per parameter of the layout, the intercept first and ignored.</summary>
internal sealed record PenalizedSettings
{
    /// <summary>Gaussian or logit.</summary>
    public LinearFamily Family { get; init; } = LinearFamily.Logit;

    /// <summary>Share of the absolute penalty, 0…1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>True when the penalty applies to coefficients of columns scaled to unit (population) variance.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>True when least squares takes outcomes scaled to unit (population) variance, as glmnet does: the squared penalty is then divided by that deviation.</summary>
    public bool StandardizeOutcomes { get; init; } = true;

    /// <summary>Descending λ; empty to choose them.</summary>
    public double[] Lambdas { get; init; } = [];

    public int LambdaCount { get; init; } = 100;

    /// <summary>Last over first of the chosen λ; 0 for 1e-4, or 1e-2 with fewer rows than columns.</summary>
    public double MinimumRatio { get; init; }

    public double[] PenaltyFactors { get; init; } = [];

    /// <summary>−∞ … 0 on the scale of the columns.</summary>
    public double[] Lower { get; init; } = [];

    /// <summary>0 … +∞ on the scale of the columns.</summary>
    public double[] Upper { get; init; } = [];

    /// <summary>Largest violation of the optimality conditions, in units of the mean gradient on standardized columns.</summary>
    public double Tolerance { get; init; } = 1e-10;

    public int MaximumIterations { get; init; } = 200;

    public int Threads { get; init; } = 1;
}

/// <summary>The solution at one λ.</summary>
internal sealed class PenalizedSolution
{
    public double Lambda { get; init; }

    /// <summary>On the scale of the columns, intercept first.</summary>
    public double[] Coefficients { get; init; } = [];

    /// <summary>1 − deviance ÷ null deviance.</summary>
    public double DevianceRatio { get; init; }

    /// <summary>Σ w ℓ; for least squares at σ² = RSS/n.</summary>
    public double LogLikelihood { get; init; }

    public double Deviance { get; init; }

    public int Iterations { get; init; }

    public double Violation { get; init; }

    public StopReason Stop { get; init; }
}

/// <summary>An elastic-net path.</summary>
internal sealed class PenalizedResult
{
    public IReadOnlyList<PenalizedSolution> Solutions { get; init; } = [];

    public double NullDeviance { get; init; }

    public double Observations { get; init; }
}
