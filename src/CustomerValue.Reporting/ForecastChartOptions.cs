namespace CustomerValue.Reporting;

/// <summary>How a forecast chart names things, and its level.</summary>
public sealed record ForecastChartOptions
{
    /// <summary>Purchases, 95 % intervals.</summary>
    public static ForecastChartOptions Default { get; } = new();

    /// <summary>What was forecast, in the plural.</summary>
    public string Outcome { get; init => field = PlainText.Clean(value, nameof(Outcome)); } = "purchases";

    /// <summary>What the forecast is: plain for counts, money for value.</summary>
    public NumberKind Kind { get; init => field = value is NumberKind.Plain or NumberKind.Money ? value : throw Guard.OutOfRange(nameof(Kind), (double)value, "must be Plain or Money"); } = NumberKind.Plain;

    /// <summary>Coverage of the intervals, jointly for the tenths, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
