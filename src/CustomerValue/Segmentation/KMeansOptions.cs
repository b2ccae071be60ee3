namespace CustomerValue.Segmentation;

/// <summary>How hard k-means searches.</summary>
public sealed record KMeansOptions
{
    /// <summary>Ten restarts, two hundred swaps, one thread.</summary>
    public static KMeansOptions Default { get; } = new();

    /// <summary>Independent starts of which the best is kept, ≥ 1.</summary>
    public int Restarts { get; init => field = Guard.AtLeast(value, 1, nameof(Restarts)); } = 10;

    /// <summary>Trials, after the restarts, to replace one center of the best by a badly placed row, ≥ 0; none is made above 10 000 rows.</summary>
    public int Swaps { get; init => field = Guard.AtLeast(value, 0, nameof(Swaps)); } = 200;

    /// <summary>Most passes over the rows per restart or swap, ≥ 1.</summary>
    public int MaxIterations { get; init => field = Guard.AtLeast(value, 1, nameof(MaxIterations)); } = 1000;

    /// <summary>A pass that lowers the inertia by at most this share of it ends the search; 0 asks for a pass without any change.</summary>
    public double Tolerance { get; init => field = Guard.Unit(value, nameof(Tolerance)); } = 1e-10;

    /// <summary>The column by whose center segments are numbered, largest first; ties by the columns after it, then by the first ones.</summary>
    public int OrderColumn { get; init => field = Guard.AtLeast(value, 0, nameof(OrderColumn)); }

    /// <summary>Restarts that run at the same time, ≥ 1; never changes the result. Above 1 the rows are copied once.</summary>
    public int Threads { get; init => field = Guard.AtLeast(value, 1, nameof(Threads)); } = 1;

    /// <summary>What to do when the pass limit ends the best restart.</summary>
    public NonConvergence NonConvergence { get; init; }
}
