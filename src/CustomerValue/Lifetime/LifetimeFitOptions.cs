namespace CustomerValue.Lifetime;

/// <summary>How a lifetime model is fitted.</summary>
public sealed record LifetimeFitOptions
{
    /// <summary>Plain maximum likelihood; a fit that cannot be proven throws.</summary>
    public static LifetimeFitOptions Default { get; } = new();

    /// <summary>
    /// Weight ≥ 0 of the squared logarithms of the parameters, added to minus the <em>mean</em> log-likelihood: it pulls shapes towards 1 and scales of time towards
    /// the longest age, whatever the unit. 0 is maximum likelihood; standard errors then come from the penalized curvature.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative or not finite.</exception>
    public double Penalty
    {
        get;
        init => field = Guard.NonNegative(value, nameof(Penalty));
    }

    /// <summary>Iterations allowed from each start, ≥ 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(MaxIterations));
    } = 200;

    /// <summary>Threads that the sums over customers may use, ≥ 1; the result is the same for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Threads
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(Threads));
    } = 1;

    /// <summary>What happens to a fit whose optimum could not be proven to be interior.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public NonConvergence NonConvergence
    {
        get;
        init => field = value is NonConvergence.Throw or NonConvergence.ReturnBest
            ? value
            : throw Guard.OutOfRange(nameof(NonConvergence), (int)value, "must be one of NonConvergence");
    }
}
