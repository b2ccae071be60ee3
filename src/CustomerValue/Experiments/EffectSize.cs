using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>How large a difference is in units without currency. A size says nothing of certainty: report it beside the comparison.</summary>
public static class EffectSize
{
    /// <summary>Cohen's d: difference of means over the pooled standard deviation.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    public static Figure CohenD(SampleMoments treatment, SampleMoments control)
    {
        var df = treatment.Count + control.Count - 2;
        if (treatment.Count == 0 || control.Count == 0)
        {
            return Figure.Undefined(UndefinedReason.EmptyArm);
        }

        if (df <= 0)
        {
            return Figure.Undefined(UndefinedReason.TooFewObservations);
        }

        var pooled = (treatment.SumOfSquares + control.SumOfSquares) / df;
        return pooled > 0 ? Figure.Of((treatment.Mean - control.Mean) / Math.Sqrt(pooled)) : Figure.Undefined(UndefinedReason.ZeroVariance);
    }

    /// <summary>Hedges' g: Cohen's d without its small-sample bias, by the exact factor Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)).</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    public static Figure HedgesG(SampleMoments treatment, SampleMoments control)
    {
        var d = CohenD(treatment, control);
        var half = (treatment.Count + control.Count - 2) / 2;
        if (!d.IsDefined || half <= 0.5)
        {
            return d.IsDefined ? Figure.Undefined(UndefinedReason.TooFewObservations) : d;
        }

        // ln Γ(h) − ln Γ(h − ½); its series avoids the cancellation of two large logarithms.
        var factor = half > 1e5
            ? 1 - 3 / (8 * half) - 7 / (128 * half * half)
            : Elementary.Exp(SpecialFunctions.LogGamma(half) - SpecialFunctions.LogGamma(half - 0.5)) / Math.Sqrt(half);
        return Figure.Of(d.Value * factor);
    }

    /// <summary>Cohen's h: 2 arcsin √p₁ − 2 arcsin √p₂.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure CohenH(ProportionCounts treatment, ProportionCounts control) =>
        treatment.Trials == 0 || control.Trials == 0
            ? Figure.Undefined(UndefinedReason.EmptyArm)
            : Figure.Of(CohenH(treatment.Rate.Value, control.Rate.Value));

    /// <summary>How many must be treated for one more success: 1 over the difference of rates; negative where treatment takes successes away.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure NumberNeededToTreat(ProportionCounts treatment, ProportionCounts control)
    {
        if (treatment.Trials == 0 || control.Trials == 0)
        {
            return Figure.Undefined(UndefinedReason.EmptyArm);
        }

        var difference = treatment.Rate.Value - control.Rate.Value;
        return difference == 0 ? Figure.Undefined(UndefinedReason.Infinite) : Figure.Of(1 / difference);
    }

    internal static double CohenH(double p, double q) => 2 * (ArcTangent.AngleOfRate(p) - ArcTangent.AngleOfRate(q));
}
