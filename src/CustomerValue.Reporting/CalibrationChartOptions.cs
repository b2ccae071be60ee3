namespace CustomerValue.Reporting;

/// <summary>How a calibration chart names things, and its level.</summary>
public sealed record CalibrationChartOptions
{
    /// <summary>Outcome "buyers", 95 % intervals.</summary>
    public static CalibrationChartOptions Default { get; } = new();

    /// <summary>What those with the event are called, in the plural.</summary>
    public string Outcome { get; init => field = PlainText.Clean(value, nameof(Outcome)); } = "buyers";

    /// <summary>Coverage of the intervals, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
