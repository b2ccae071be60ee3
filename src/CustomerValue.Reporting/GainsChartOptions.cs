namespace CustomerValue.Reporting;

/// <summary>What a gains chart marks and how it names things.</summary>
public sealed record GainsChartOptions
{
    /// <summary>One fifth of the customers, outcome "buyers", 95 % intervals.</summary>
    public static GainsChartOptions Default { get; } = new();

    /// <summary>Share of customers the budget reaches, between 0 and 1.</summary>
    public double Budget { get; init => field = Guard.OpenUnit(value, nameof(Budget)); } = 0.2;

    /// <summary>What those with the event are called, in the plural.</summary>
    public string Outcome { get; init => field = PlainText.Clean(value, nameof(Outcome)); } = "buyers";

    /// <summary>Coverage of the intervals, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
