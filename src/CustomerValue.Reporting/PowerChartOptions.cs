using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>What a power chart marks and how it names things.</summary>
public sealed record PowerChartOptions
{
    /// <summary>Percentage points, nothing marked, the default design.</summary>
    public static PowerChartOptions Default { get; } = new();

    /// <summary>The design the curve was made with: its power and significance are printed.</summary>
    public DesignOptions Design { get; init => field = Guard.NotNull(value, nameof(Design)); } = DesignOptions.Default;

    /// <summary>Customers in the control group that are planned; null for none. At least 1.</summary>
    public long? Planned { get; init => field = value is { } count ? Guard.AtLeast(count, 1, nameof(Planned)) : null; }

    /// <summary>The effect that pays for itself, in the curve's unit, finite and &gt; 0; null when not asked.</summary>
    public double? BreakEven { get; init => field = value is { } effect ? Guard.Positive(effect, nameof(BreakEven)) : null; }

    /// <summary>What the effects are: points for rates, differences, or differences of money.</summary>
    public NumberKind Kind { get; init => field = value is NumberKind.Points or NumberKind.Difference or NumberKind.MoneyDifference ? value : throw Guard.OutOfRange(nameof(Kind), (double)value, "must be Points, Difference or MoneyDifference"); } = NumberKind.Points;

    /// <summary>What is compared, such as <c>the promotion rate</c>.</summary>
    public string Outcome { get; init => field = PlainText.Clean(value, nameof(Outcome)); } = "the outcome";
}
