namespace CustomerValue.Experiments;

/// <summary>What a <see cref="SwitchbackEstimate"/> assumes of time.</summary>
public sealed record SwitchbackOptions
{
    /// <summary>Lags by Newey and West's rule, and no carry-over beyond the plan's washout.</summary>
    public static SwitchbackOptions Default { get; } = new();

    /// <summary>Periods over which errors may be correlated, ≥ 0; null for the larger of the block length and ⌊4 (T / 100)^(2/9)⌋.</summary>
    public int? Lags { get; init => field = value is { } lags ? Guard.AtLeast(lags, 0, nameof(Lags)) : null; }

    /// <summary>Periods after a change during which the earlier arm still acts, ≥ 0; null for the plan's washout, and 0 without a plan.</summary>
    public int? CarryOver { get; init => field = value is { } periods ? Guard.AtLeast(periods, 0, nameof(CarryOver)) : null; }

    /// <summary>Periods between two tosses of the coin, ≥ 1; a plan has its own.</summary>
    public int BlockLength { get; init => field = Guard.AtLeast(value, 1, nameof(BlockLength)); } = 1;

    /// <summary>Chance of treatment at each toss, between 0 and 1; a plan has its own, ½.</summary>
    public double TreatmentShare { get; init => field = Guard.OpenUnit(value, nameof(TreatmentShare)); } = 0.5;

    /// <summary>Coverage of the intervals, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
