namespace CustomerValue.Reporting;

/// <summary>How a tier migration names its two moments.</summary>
public sealed record TierMigrationChartOptions
{
    /// <summary>"a year ago" and "today", 95 % intervals.</summary>
    public static TierMigrationChartOptions Default { get; } = new();

    /// <summary>The first moment, such as <c>a year ago</c>.</summary>
    public string Before { get; init => field = PlainText.Clean(value, nameof(Before)); } = "a year ago";

    /// <summary>The second moment, such as <c>today</c>.</summary>
    public string After { get; init => field = PlainText.Clean(value, nameof(After)); } = "today";

    /// <summary>By what customers are in tiers, such as <c>average household assets</c>; may be empty.</summary>
    public string Basis { get; init => field = PlainText.Clean(value, nameof(Basis)); } = string.Empty;

    /// <summary>Coverage of the intervals, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
