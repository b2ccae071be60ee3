namespace CustomerValue.Reporting;

/// <summary>What a report on the customer base holds beside the movements between tiers.</summary>
public sealed record CustomerBaseParts
{
    /// <summary>Nothing beside the movements.</summary>
    public static CustomerBaseParts Default { get; } = new();

    /// <summary>How value is spread; null when not drawn.</summary>
    public ConcentrationChart? Concentration { get; init; }

    /// <summary>What segments are like; null when not drawn.</summary>
    public SegmentProfileChart? Segments { get; init; }

    /// <summary>Charts of lifetime value: tracking, calibration, counts.</summary>
    public IReadOnlyList<Chart> Lifetime { get; init => field = Guard.NotNull(value, nameof(Lifetime)); } = [];

    /// <summary>What became of the records; null when unknown.</summary>
    public DataQualityChart? Quality { get; init; }

    /// <summary>What moved and why, in the bank's words; may be empty.</summary>
    public IReadOnlyList<string> WhatMoved { get; init => field = value is { Count: 0 } ? [] : ReportBuilder.Lines(value, nameof(WhatMoved)); } = [];

    /// <summary>Further facts: definitions of tiers, versions, method.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init => field = Guard.NotNull(value, nameof(Facts)); } = [];
}
