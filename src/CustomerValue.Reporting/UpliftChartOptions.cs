namespace CustomerValue.Reporting;

/// <summary>What an uplift chart marks and how it names things.</summary>
public sealed record UpliftChartOptions
{
    /// <summary>One fifth of the customers, outcome "buyers", treatment not known to be drawn by lot, 95 % intervals.</summary>
    public static UpliftChartOptions Default { get; } = new();

    /// <summary>Share of customers the budget treats, between 0 and 1.</summary>
    public double Budget { get; init => field = Guard.OpenUnit(value, nameof(Budget)); } = 0.2;

    /// <summary>What is gained, in the plural.</summary>
    public string Outcome { get; init => field = PlainText.Clean(value, nameof(Outcome)); } = "buyers";

    /// <summary>True where the treated were drawn by lot: only then the title speaks of cause.</summary>
    public bool IsRandomized { get; init; }

    /// <summary>Coverage of the intervals, at each depth by itself, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
