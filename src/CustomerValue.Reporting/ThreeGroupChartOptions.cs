using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>What a three-group chart adds to the study's table.</summary>
public sealed record ThreeGroupChartOptions
{
    /// <summary>No like-with-like differences, no target.</summary>
    public static ThreeGroupChartOptions Default { get; } = new();

    /// <summary>
    /// Marketing minus recommended, like with like, by measure: adjusted for how the groups were chosen. Where the groups were chosen, no
    /// difference is drawn without it.
    /// </summary>
    public IReadOnlyDictionary<StudyMeasure, EffectEstimate> LikeWithLike { get; init => field = Guard.NotNull(value, nameof(LikeWithLike)); } =
        new Dictionary<StudyMeasure, EffectEstimate>();

    /// <summary>How like was made with like, in a few words, such as <c>11 known traits balanced</c>.</summary>
    public string Adjustment { get; init => field = PlainText.Clean(value, nameof(Adjustment)); } = string.Empty;

    /// <summary>Growth of assets to reach, as a share; null for none.</summary>
    public double? AssetTarget { get; init => field = value is null ? null : Guard.Finite(value.Value, nameof(AssetTarget)); }
}
