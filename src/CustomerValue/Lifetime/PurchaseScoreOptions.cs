namespace CustomerValue.Lifetime;

/// <summary>How a customer base is scored.</summary>
public sealed record PurchaseScoreOptions
{
    /// <summary>Within the horizon, ten percent a year, continuously, on one thread.</summary>
    public static PurchaseScoreOptions Default { get; } = new();

    /// <summary>Rate and convention of the discounted purchases.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Discounting Discounting
    {
        get;
        init => field = Guard.NotNull(value, nameof(Discounting));
    } = Discounting.Default;

    /// <summary>True when discounted purchases count for ever instead of within the horizon.</summary>
    public bool ForEver { get; init; }

    /// <summary>Threads, ≥ 1; the bits of the scores are the same for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Threads
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(Threads));
    } = 1;
}
