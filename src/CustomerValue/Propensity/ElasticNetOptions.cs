namespace CustomerValue.Propensity;

/// <summary>Settings of <see cref="LogisticPath"/> and <see cref="LinearPath"/>; the defaults and the meaning of λ and α are those of glmnet.</summary>
public sealed record ElasticNetOptions
{
    private static readonly IReadOnlyDictionary<string, string> NoLevels = new Dictionary<string, string>(StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, double> NoFactors = new Dictionary<string, double>(StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, EffectLimits> NoLimits = new Dictionary<string, EffectLimits>(StringComparer.Ordinal);

    /// <summary>The settings used when none are given: the lasso.</summary>
    public static ElasticNetOptions Default { get; } = new();

    /// <summary>α of the penalty λ Σ fⱼ [(1 − α)/2 βⱼ² + α |βⱼ|]: 1, the default, is the lasso, 0 ridge.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Alpha
    {
        get;
        init => field = Guard.Unit(value, nameof(Alpha));
    } = 1;

    /// <summary>True (the default) when the penalty applies to coefficients of columns scaled to unit population variance.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>True (the default) when <see cref="LinearPath"/> penalizes as glmnet does: outcomes scaled to unit population variance, which divides the squared part of the penalty by their standard deviation. False takes the penalty as written.</summary>
    public bool StandardizeOutcomes { get; init; } = true;

    /// <summary>λ to solve for, ≥ 0, in any order; empty, the default, to choose <see cref="LambdaCount"/> of them from the smallest that leaves no column in.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A λ is negative or not finite.</exception>
    public IReadOnlyList<double> Lambdas
    {
        get;
        init
        {
            var copy = Guard.NotNull(value, nameof(Lambdas)).ToArray();
            foreach (var lambda in copy)
            {
                Guard.NonNegative(lambda, nameof(Lambdas));
            }

            field = copy;
        }
    } = [];

    /// <summary>How many λ to choose, evenly on a logarithmic scale; 100 by default. A chosen path ends early where more columns explain no more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int LambdaCount
    {
        get;
        init => field = Guard.AtLeast(value, 2, nameof(LambdaCount));
    } = 100;

    /// <summary>Last over first of the chosen λ, below 1; 0, the default, stands for 0.0001, or 0.01 with fewer rows than columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public double MinimumRatio
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw Guard.OutOfRange(nameof(MinimumRatio), value, "must be at least 0 and below 1");
    }

    /// <summary>Factor fⱼ ≥ 0 of the penalty by column (a category's levels share it) or coefficient (<c>column=level</c>); 1 where not named, 0 for no penalty. Factors are rescaled to sum to the number of coefficients.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyDictionary<string, double> PenaltyFactors
    {
        get;
        init => field = Guard.NotNull(value, nameof(PenaltyFactors));
    } = NoFactors;

    /// <summary>Limits of effects by column or coefficient (<c>column=level</c>), such as <see cref="EffectLimits.NonNegative"/>; none where not named.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyDictionary<string, EffectLimits> Limits
    {
        get;
        init => field = Guard.NotNull(value, nameof(Limits));
    } = NoLimits;

    /// <summary>Level without a coefficient of its own, by category column; the first level where a column is not named here.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyDictionary<string, string> ReferenceLevels
    {
        get;
        init => field = Guard.NotNull(value, nameof(ReferenceLevels));
    } = NoLevels;

    /// <summary>Largest violation of the optimality conditions, in units of the mean log-likelihood's gradient on standardized columns, at which a λ has converged; 1e-10 by default, far below what glmnet asks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double GradientTolerance
    {
        get;
        init => field = Guard.Positive(value, nameof(GradientTolerance));
    } = 1e-10;

    /// <summary>Newton steps per λ before the fit gives up; 200 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaximumIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(MaximumIterations));
    } = 200;

    /// <summary>Threads to use; the result has the same bits for any number. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(Threads));
    } = 1;

    /// <summary>What happens when the optimality conditions cannot be met at some λ; throw by default, or end the path before it.</summary>
    public NonConvergence NonConvergence { get; init; }
}
