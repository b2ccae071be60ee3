namespace CustomerValue.Reporting;

/// <summary>What a chart of repeat counts says beside the counts.</summary>
public sealed record RepeatCountsChartOptions
{
    /// <summary>95 % limits, number of parameters not said.</summary>
    public static RepeatCountsChartOptions Default { get; } = new();

    /// <summary>Coverage of the limits, jointly for all counts, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>Parameters of the model fitted to the same customers; null where not known, and then no test is printed.</summary>
    public int? FittedParameters { get; init => field = value is { } count ? Guard.AtLeast(count, 0, nameof(FittedParameters)) : null; }
}
