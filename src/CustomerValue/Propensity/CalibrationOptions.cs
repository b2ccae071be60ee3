namespace CustomerValue.Propensity;

/// <summary>Settings of calibrators; each reads those that concern it.</summary>
public sealed record CalibrationOptions
{
    /// <summary>The settings used when none are given.</summary>
    public static CalibrationOptions Default { get; } = new();

    /// <summary>What the scores are that <see cref="PlattCalibrator"/> and <see cref="TemperatureCalibrator"/> read; as they are by default. The others need no scale.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such scale.</exception>
    public ScoreScale Scale
    {
        get;
        init => field = value is ScoreScale.AsIs or ScoreScale.Probability ? value : throw Guard.OutOfRange(nameof(Scale), (double)value, "must be a scale");
    }

    /// <summary>True (the default) when <see cref="PlattCalibrator"/> fits to (n₁ + 1)/(n₁ + 2) and 1/(n₀ + 2) in place of 1 and 0, as Platt does.</summary>
    public bool SmoothTargets { get; init; } = true;

    /// <summary>True when <see cref="BetaCalibrator"/> holds its two shapes equal, which leaves a line in the log-odds; false by default.</summary>
    public bool EqualShapes { get; init; }
}
