namespace CustomerValue.Evaluation;

/// <summary>Settings of <see cref="Bootstrap"/>.</summary>
public sealed record BootstrapOptions
{
    /// <summary>The settings used when none are given.</summary>
    public static BootstrapOptions Default { get; } = new();

    /// <summary>Samples to draw, ≥ 20; 2000 by default, which is what a BCa interval at 95 % wants.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 20.</exception>
    public int Replicates
    {
        get;
        init => field = Guard.AtLeast(value, 20, nameof(Replicates));
    } = 2000;

    /// <summary>Most jackknife values behind the acceleration of the BCa interval: with more units than this, blocks of units drawn at random are left out; 1000 by default, 0 for no BCa interval.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or 1.</exception>
    public int JackknifeBlocks
    {
        get;
        init => field = value == 0 ? 0 : Guard.AtLeast(value, 2, nameof(JackknifeBlocks));
    } = 1000;

    /// <summary>Threads to use; the result has the same bits for any number. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(Threads));
    } = 1;
}
