namespace CustomerValue.Reporting;

/// <summary>Where calibration ends, and how a tracking chart names time.</summary>
public sealed record TrackingChartOptions
{
    /// <summary>No time held back, weeks, 95 % limits.</summary>
    public static TrackingChartOptions Default { get; } = new();

    /// <summary>Periods the model was fitted to; null for all of them. At least 1.</summary>
    public int? Fitted { get; init => field = value is { } periods ? Guard.AtLeast(periods, 1, nameof(Fitted)) : null; }

    /// <summary>One period, such as <c>week</c>.</summary>
    public string Period { get; init => field = PlainText.Clean(value, nameof(Period)); } = "week";

    /// <summary>Several of them.</summary>
    public string Periods { get; init => field = PlainText.Clean(value, nameof(Periods)); } = "weeks";

    /// <summary>Coverage of the limits, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
