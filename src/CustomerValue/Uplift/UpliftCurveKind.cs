namespace CustomerValue.Uplift;

/// <summary>What the height of an uplift curve means after the best n customers, of whom n₁ treated (outcomes Y₁) and n₀ not (Y₀); totals N, N₁, N₀.</summary>
public enum UpliftCurveKind
{
    /// <summary>Y₁ − Y₀·n₁/n₀: incremental outcomes among the treated (Radcliffe 2007).</summary>
    Qini = 0,

    /// <summary>(Y₁/n₁ − Y₀/n₀)·n: incremental outcomes if all n were treated.</summary>
    CumulativeGain,

    /// <summary>Y₁/n₁ − Y₀/n₀: uplift of the average customer so far.</summary>
    CumulativeLift,

    /// <summary>(Y₁/N₁ − Y₀/N₀)·N: each arm on its own scale. Called "Qini" by pylift; it is not Radcliffe's.</summary>
    SeparateGain,

    /// <summary>Y₁/N₁ − Y₀·n₁/(n₀·N₁): Qini per treated customer (pylift's adjusted Qini).</summary>
    AdjustedQini,
}
