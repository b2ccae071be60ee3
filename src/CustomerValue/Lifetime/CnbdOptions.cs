namespace CustomerValue.Lifetime;

/// <summary>How a BG/CNBD-k or MBG/CNBD-k model is fitted.</summary>
public sealed record CnbdOptions
{
    /// <summary>MBG/CNBD-k with k searched up to 12.</summary>
    public static CnbdOptions Default { get; } = new();

    /// <summary>True for MBG/CNBD-k: customers may leave right after the first purchase. False for BG/CNBD-k.</summary>
    public bool LeavesAtOnce { get; init; } = true;

    /// <summary>k, 1 to 100; searched when null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not between 1 and 100.</exception>
    public int? Steps
    {
        get;
        init => field = value is { } steps ? Guard.Between(steps, 1, 100, nameof(Steps)) : null;
    }

    /// <summary>The largest k of a search, 1 to 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not between 1 and 100.</exception>
    public int MostSteps
    {
        get;
        init => field = Guard.Between(value, 1, 100, nameof(MostSteps));
    } = 12;

    /// <summary>Penalty, iterations and what happens without convergence.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public LifetimeFitOptions Fit
    {
        get;
        init => field = Guard.NotNull(value, nameof(Fit));
    } = LifetimeFitOptions.Default;
}
