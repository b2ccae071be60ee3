namespace CustomerValue.Experiments;

/// <summary>How a synthetic control is built and tested.</summary>
public sealed record SyntheticControlOptions
{
    /// <summary>Abadie's weights, placebos on every donor, 95 %.</summary>
    public static SyntheticControlOptions Default { get; } = new();

    /// <summary>Which weights.</summary>
    public SyntheticMethod Method { get; init; }

    /// <summary>ζ of the penalty ζ² T₀ ‖ω‖² on the weights, in units of the outcome, ≥ 0; null for 0 in a synthetic control and for (treated × later periods)^¼ standard deviations of the donors' steps in a synthetic difference.</summary>
    public double? Penalty { get; init => field = value is { } given ? Guard.NonNegative(given, nameof(Penalty)) : null; }

    /// <summary>Coverage of the interval; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>True to let the treated unit serve as a donor of placebos, as Abadie, Diamond and Hainmueller (2010) did; its outcomes after treatment then disturb them.</summary>
    public bool TreatedServesPlacebos { get; init; }

    /// <summary>Placebo groups drawn where several units are treated, ≥ 2; with one treated unit every donor takes its turn instead.</summary>
    public int Replicates { get; init => field = Guard.AtLeast(value, 2, nameof(Replicates)); } = 200;

    /// <summary>Chooses the placebo groups where several units are treated.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads of the placebos, ≥ 1; the result does not depend on them.</summary>
    public int Threads { get; init => field = Guard.AtLeast(value, 1, nameof(Threads)); } = 1;
}
