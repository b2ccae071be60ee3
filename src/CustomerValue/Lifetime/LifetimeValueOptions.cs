namespace CustomerValue.Lifetime;

/// <summary>How purchases become money of today.</summary>
public sealed record LifetimeValueOptions
{
    /// <summary>Spend as it is (margin 1), ten percent a year, continuously.</summary>
    public static LifetimeValueOptions Default { get; } = new();

    /// <summary>Rate and convention of discounting.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Discounting Discounting
    {
        get;
        init => field = Guard.NotNull(value, nameof(Discounting));
    } = Discounting.Default;

    /// <summary>Margin per unit of spend, finite; 1 where spend is a margin already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not finite.</exception>
    public double Margin
    {
        get;
        init => field = Guard.Finite(value, nameof(Margin));
    } = 1;
}
