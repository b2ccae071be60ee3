namespace CustomerValue.Targeting;

/// <summary>Something a customer can be offered, through one channel, in a bounded number.</summary>
public sealed record Offer
{
    /// <summary>An offer without channel and bounds.</summary>
    /// <param name="name">The offer's name, not empty.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public Offer(string name) => Name = string.IsNullOrEmpty(name) ? throw new ArgumentException("An offer needs a name.", nameof(name)) : name;

    /// <summary>The offer's name.</summary>
    public string Name { get; }

    /// <summary>The channel it goes through; null when it uses none whose capacity counts.</summary>
    public string? Channel { get; init; }

    /// <summary>Fewest customers who must get it, ≥ 0; met even at a loss.</summary>
    public int MinimumVolume { get; init => field = Guard.AtLeast(value, 0, nameof(MinimumVolume)); }

    /// <summary>Most customers who may get it, ≥ 0; null for no bound.</summary>
    public int? MaximumVolume { get; init => field = value is { } volume ? Guard.AtLeast(volume, 0, nameof(MaximumVolume)) : null; }
}
