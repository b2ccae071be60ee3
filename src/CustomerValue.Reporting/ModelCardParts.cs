using CustomerValue.Evaluation;

namespace CustomerValue.Reporting;

/// <summary>What a model card holds beside the gains.</summary>
public sealed record ModelCardParts
{
    /// <summary>Nothing beside the gains.</summary>
    public static ModelCardParts Default { get; } = new();

    /// <summary>How well the scores tell those with the event apart; null when not measured.</summary>
    public Discrimination? Discrimination { get; init; }

    /// <summary>Slope and intercept of the calibration; null when not measured.</summary>
    public CalibrationLine? Calibration { get; init; }

    /// <summary>How the model was fitted; null when unknown.</summary>
    public FitReport? Fit { get; init; }

    /// <summary>Further charts on the first page and after it: calibration, binning.</summary>
    public IReadOnlyList<Chart> Charts { get; init => field = Guard.NotNull(value, nameof(Charts)); } = [];

    /// <summary>What became of the records; null when unknown.</summary>
    public DataQualityChart? Quality { get; init; }

    /// <summary>Rates by group, for fairness; null when not looked at.</summary>
    public EffectsChart? ByGroup { get; init; }

    /// <summary>Further facts: owner, period, features, monitoring.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init => field = Guard.NotNull(value, nameof(Facts)); } = [];
}
