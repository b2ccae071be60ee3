namespace CustomerValue.Reporting;

/// <summary>What a profit chart marks and how many customers it is scaled to.</summary>
public sealed record ProfitChartOptions
{
    /// <summary>One fifth of the customers, as many as were ranked, treatment not known to be drawn by lot, 95 % intervals.</summary>
    public static ProfitChartOptions Default { get; } = new();

    /// <summary>Share of customers the budget contacts, between 0 and 1.</summary>
    public double Budget { get; init => field = Guard.OpenUnit(value, nameof(Budget)); } = 0.2;

    /// <summary>Customers of the campaign, taken to be like those ranked; null for as many as were ranked. At least 1.</summary>
    public long? Customers { get; init => field = value is { } count ? Guard.AtLeast(count, 1, nameof(Customers)) : null; }

    /// <summary>True where the treated were drawn by lot: only then the title speaks of what contacting earns.</summary>
    public bool IsRandomized { get; init; }

    /// <summary>Coverage of the intervals, at each depth by itself, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
