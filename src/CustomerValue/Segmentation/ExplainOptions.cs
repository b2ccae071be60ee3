namespace CustomerValue.Segmentation;

/// <summary>How simple an explanation of segments has to be.</summary>
public sealed record ExplainOptions
{
    /// <summary>As many rules as segments, each of at least one customer.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>Number of rules at most, 2 to 1000; null for the number of segments.</summary>
    public int? Rules { get; init => field = value is { } rules ? Guard.Between(rules, 2, 1000, nameof(Rules)) : null; }

    /// <summary>Smallest number of customers a rule may stand for, above 0.</summary>
    public double SmallestRule { get; init => field = Guard.Positive(value); } = 1;
}
