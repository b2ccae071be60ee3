namespace CustomerValue.Segmentation;

/// <summary>A named range of scores in each dimension.</summary>
public sealed record RfmRule
{
    /// <summary>A rule that every customer meets until its ranges are narrowed.</summary>
    /// <param name="name">The segment's name, not empty.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public RfmRule(string name) => Name = string.IsNullOrEmpty(name) ? throw new ArgumentException("A rule needs a name.", nameof(name)) : name;

    /// <summary>The segment's name.</summary>
    public string Name { get; }

    /// <summary>Lowest and highest score of recency, inclusive.</summary>
    public (int Lowest, int Highest) Recency { get; init => field = Checked(value); } = (1, 100);

    /// <summary>Lowest and highest score of frequency, inclusive.</summary>
    public (int Lowest, int Highest) Frequency { get; init => field = Checked(value); } = (1, 100);

    /// <summary>Lowest and highest score of monetary value, inclusive.</summary>
    public (int Lowest, int Highest) Monetary { get; init => field = Checked(value); } = (1, 100);

    /// <summary>True when all three scores lie in their ranges.</summary>
    /// <param name="score">The scores.</param>
    public bool Matches(RfmScore score) =>
        score.Recency >= Recency.Lowest && score.Recency <= Recency.Highest
        && score.Frequency >= Frequency.Lowest && score.Frequency <= Frequency.Highest
        && score.Monetary >= Monetary.Lowest && score.Monetary <= Monetary.Highest;

    private static (int Lowest, int Highest) Checked((int Lowest, int Highest) range) => range.Lowest >= 1 && range.Lowest <= range.Highest
        ? range
        : throw new ArgumentException($"The range {Guard.Text(range.Lowest)} to {Guard.Text(range.Highest)} breaks 1 ≤ lowest ≤ highest.", nameof(range));
}
