namespace CustomerValue.Segmentation;

/// <summary>How recency, frequency and monetary value are cut into scores.</summary>
public sealed record RfmOptions
{
    /// <summary>Quintiles of type 7 in all three dimensions.</summary>
    public static RfmOptions Default { get; } = new();

    /// <summary>How recency is cut.</summary>
    public ScoreBinning Recency { get; init => field = Guard.NotNull(value); } = ScoreBinning.Quantile(5);

    /// <summary>How frequency is cut.</summary>
    public ScoreBinning Frequency { get; init => field = Guard.NotNull(value); } = ScoreBinning.Quantile(5);

    /// <summary>How monetary value is cut.</summary>
    public ScoreBinning Monetary { get; init => field = Guard.NotNull(value); } = ScoreBinning.Quantile(5);
}
