namespace CustomerValue.Reporting;

/// <summary>What an effects chart compares, and how strongly its title may speak.</summary>
public sealed record EffectsChartOptions
{
    /// <summary>"the campaign" on "the outcome", in percentage points, not drawn by lot, no break-even.</summary>
    public static EffectsChartOptions Default { get; } = new();

    /// <summary>What was done, such as <c>the campaign</c>.</summary>
    public string Treatment { get; init => field = PlainText.Clean(value, nameof(Treatment)); } = "the campaign";

    /// <summary>What it may have changed, such as <c>the promotion rate</c>.</summary>
    public string Outcome { get; init => field = PlainText.Clean(value, nameof(Outcome)); } = "the outcome";

    /// <summary>True only where the compared groups were drawn by lot: then the title may speak of cause.</summary>
    public bool IsRandomized { get; init; }

    /// <summary>What the effects are: percentage points, money or plain differences.</summary>
    public NumberKind Kind
    {
        get;
        init => field = value is NumberKind.Points or NumberKind.MoneyDifference or NumberKind.Difference
            ? value : throw new ArgumentException("Kind must be Points, MoneyDifference or Difference: an effect has a sign.", nameof(Kind));
    }
    = NumberKind.Points;

    /// <summary>The effect that pays for itself, in the unit of the effects; null when not asked.</summary>
    public double? BreakEven { get; init => field = value is null ? null : Guard.Finite(value.Value, nameof(BreakEven)); }

    /// <summary>How intervals are adjusted for their number, such as <c>adjusted by Holm</c>; empty says that they are not.</summary>
    public string Adjustment { get; init => field = PlainText.Clean(value, nameof(Adjustment)); } = string.Empty;

    /// <summary>Design in a few words, such as <c>randomized 3 : 1 within branch</c>; may be empty.</summary>
    public string Design { get; init => field = PlainText.Clean(value, nameof(Design)); } = string.Empty;
}
