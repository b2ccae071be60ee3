namespace CustomerValue.Testing;

/// <summary>The documented distributions of one hidden segment. Figures here are the ones in docs/synthetic-bank.md.</summary>
internal sealed class SegmentProfile
{
    /// <summary>In the order of <see cref="HouseholdSegment"/>.</summary>
    private static readonly SegmentProfile[] Profiles =
    [
        new() { Share = 0.10, ResponseLogit = -4, ResponseEffect = 0.3, Income = 1_500 },
        new() { Share = 0.44, LogMedian = 8.699514748210191, LogSpread = 0.9, Drift = 0.004, Volatility = 0.06, Employed = 0.85, Effect = 0.04, ResponseLogit = -2.4, ResponseEffect = 0.5, Income = 1_900, Current = 0.55 },
        new() { Share = 0.27, LogMedian = 9.998797732340453, LogSpread = 0.6, Drift = 0.008, Volatility = 0.04, Employed = 0.75, Effect = 0.14, ResponseLogit = -2.0, ResponseEffect = 1.0, Income = 2_300, Current = 0.20 },
        new() { Share = 0.10, TailStart = 45_000, TailExponent = 1.8, Drift = 0.005, Volatility = 0.05, Employed = 0.65, Effect = 0.08, ResponseLogit = -1.8, ResponseEffect = 0.6, Income = 4_200, Current = 0.12 },
        new() { Share = 0.09, LogMedian = 9.680344001221918, LogSpread = 0.8, Drift = -0.018, Volatility = 0.07, Employed = 0.45, Effect = -0.03, ResponseLogit = -2.8, ResponseEffect = -0.6, Income = 1_700, Current = 0.35 },
    ];

    /// <summary>Share of households.</summary>
    public double Share { get; private init; }

    /// <summary>ln of the median of assets at the start; unused by the Pareto segment.</summary>
    public double LogMedian { get; private init; }

    public double LogSpread { get; private init; }

    /// <summary>Pareto minimum, 0 where assets are log-normal.</summary>
    public double TailStart { get; private init; }

    public double TailExponent { get; private init; }

    /// <summary>Monthly drift of log assets.</summary>
    public double Drift { get; private init; }

    /// <summary>Standard deviation of a month's change of log assets.</summary>
    public double Volatility { get; private init; }

    /// <summary>Probability that an adult gets a salary here.</summary>
    public double Employed { get; private init; }

    /// <summary>Mean effect of the campaign on log assets at the end of the outcome months.</summary>
    public double Effect { get; private init; }

    /// <summary>Logit of an untreated adult's response at average assets and digital use.</summary>
    public double ResponseLogit { get; private init; }

    /// <summary>Mean effect of the campaign on that logit.</summary>
    public double ResponseEffect { get; private init; }

    /// <summary>Median monthly net salary, σ of its logarithm 0.3.</summary>
    public double Income { get; private init; }

    /// <summary>Share of the assets on current accounts.</summary>
    public double Current { get; private init; }

    public static SegmentProfile Of(HouseholdSegment segment) => Profiles[(int)segment];

    /// <summary>The segment at a point of [0, 1).</summary>
    public static HouseholdSegment At(double u)
    {
        for (var i = 0; i < Profiles.Length - 1; i++)
        {
            u -= Profiles[i].Share;
            if (u < 0)
            {
                return (HouseholdSegment)i;
            }
        }

        return HouseholdSegment.Fading;
    }
}
