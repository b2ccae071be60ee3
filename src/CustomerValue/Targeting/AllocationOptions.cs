namespace CustomerValue.Targeting;

/// <summary>How hard an allocation is searched.</summary>
public sealed record AllocationOptions
{
    /// <summary>Up to 3000 nodes of branch and bound, one thread.</summary>
    public static AllocationOptions Default { get; } = new();

    /// <summary>True to maximize value minus cost; false to maximize value within the budget.</summary>
    public bool NetOfCost { get; init; }

    /// <summary>Relative gap at which the search is content; 0 asks for a proven optimum.</summary>
    public double Gap { get; init => field = Guard.Unit(value, nameof(Gap)); }

    /// <summary>Most nodes of branch and bound, ≥ 0; 0 leaves prices, repair and local improvement. A search also ends after 10⁹ priced cells.</summary>
    public int NodeLimit { get; init => field = Guard.AtLeast(value, 0, nameof(NodeLimit)); } = 3000;

    /// <summary>Threads that price customers, ≥ 1; never changes the result.</summary>
    public int Threads { get; init => field = Guard.AtLeast(value, 1, nameof(Threads)); } = 1;
}
