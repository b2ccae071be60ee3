namespace CustomerValue.Reporting;

/// <summary>What a study's report holds beside the study itself; what is left out is said to be missing, not passed over.</summary>
public sealed record StudyReportParts
{
    /// <summary>Nothing beside the study.</summary>
    public static StudyReportParts Default { get; } = new();

    /// <summary>Like-with-like differences and target of the three-group chart.</summary>
    public ThreeGroupChartOptions Groups { get; init => field = Guard.NotNull(value, nameof(Groups)); } = ThreeGroupChartOptions.Default;

    /// <summary>What to do, in the branch's words; empty for what follows from the intervals by rule.</summary>
    public IReadOnlyList<string> WhatToDo { get; init => field = value is { Count: 0 } ? [] : ReportBuilder.Lines(value, nameof(WhatToDo)); } = [];

    /// <summary>How alike the groups were; null when it was not looked at.</summary>
    public BalanceChart? Balance { get; init; }

    /// <summary>Effects by outcome or subgroup; null when there are none.</summary>
    public EffectsChart? Effects { get; init; }

    /// <summary>Movements between tiers; null when they were not counted.</summary>
    public TierMigrationChart? Migration { get; init; }

    /// <summary>What became of the records; null when unknown.</summary>
    public DataQualityChart? Quality { get; init; }

    /// <summary>Further charts for the auditor, such as power or sensitivity.</summary>
    public IReadOnlyList<Chart> Further { get; init => field = Guard.NotNull(value, nameof(Further)); } = [];

    /// <summary>What the auditor must know beside the computed facts: estimands, model files, decisions on missing values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init => field = Guard.NotNull(value, nameof(Facts)); } = [];
}
