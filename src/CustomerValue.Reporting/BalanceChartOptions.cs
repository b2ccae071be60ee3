namespace CustomerValue.Reporting;

/// <summary>What a balance chart compares.</summary>
public sealed record BalanceChartOptions
{
    /// <summary>Arm 1 against the reference, "marketing" and "recommended", weighting, limit 0.1.</summary>
    public static BalanceChartOptions Default { get; } = new();

    /// <summary>The arm compared with the reference arm.</summary>
    public int Arm { get; init => field = Guard.AtLeast(value, 0, nameof(Arm)); } = 1;

    /// <summary>Name of that arm.</summary>
    public string ArmName { get; init => field = PlainText.Clean(value, nameof(ArmName)); } = "marketing";

    /// <summary>Name of the reference arm.</summary>
    public string ReferenceName { get; init => field = PlainText.Clean(value, nameof(ReferenceName)); } = "recommended";

    /// <summary>What was done between before and after, such as <c>weighting</c>.</summary>
    public string Method { get; init => field = PlainText.Clean(value, nameof(Method)); } = "weighting";

    /// <summary>Standardized difference up to which arms count as alike, above 0.</summary>
    public double Limit { get; init => field = Guard.Positive(value, nameof(Limit)); } = 0.1;
}
