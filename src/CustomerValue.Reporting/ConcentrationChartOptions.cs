namespace CustomerValue.Reporting;

/// <summary>What a value concentration marks.</summary>
public sealed record ConcentrationChartOptions
{
    /// <summary>The best fifth, "value", no loss-makers.</summary>
    public static ConcentrationChartOptions Default { get; } = new();

    /// <summary>Share of customers to mark, between 0 and 1.</summary>
    public double Mark { get; init => field = Guard.OpenUnit(value, nameof(Mark)); } = 0.2;

    /// <summary>What is concentrated, such as <c>household assets</c>.</summary>
    public string Measure { get; init => field = PlainText.Clean(value, nameof(Measure)); } = "value";
}
