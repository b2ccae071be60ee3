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
        return pooled > 0 ? Figure.Of(SampleMoments.Difference(treatment, control) / Math.Sqrt(pooled)) : Figure.Undefined(UndefinedReason.ZeroVariance);
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

    /// <summary>Treatment's rate over control's; undefined where control has no success. Intervals: <see cref="ProportionRatioInterval"/>.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure RiskRatio(ProportionCounts treatment, ProportionCounts control) =>
        treatment.Trials == 0 || control.Trials == 0 ? Figure.Undefined(UndefinedReason.EmptyArm)
        : control.Successes == 0 ? Figure.Undefined(UndefinedReason.ZeroBase)
        : Figure.Of((double)treatment.Successes / treatment.Trials / ((double)control.Successes / control.Trials));

    /// <summary>The risk ratio with half a success and half a trial added to each arm (Walter 1975): finite at zero cells.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure WalterRiskRatio(ProportionCounts treatment, ProportionCounts control) =>
        treatment.Trials == 0 || control.Trials == 0
            ? Figure.Undefined(UndefinedReason.EmptyArm)
            : Figure.Of((treatment.Successes + 0.5) / (treatment.Trials + 0.5) / ((control.Successes + 0.5) / (control.Trials + 0.5)));

    /// <summary>Treatment's odds over control's, as observed; undefined where that divides by zero. Intervals: <see cref="OddsRatioInterval"/>.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure OddsRatio(ProportionCounts treatment, ProportionCounts control)
    {
        double a = treatment.Successes, b = treatment.Trials - treatment.Successes, c = control.Successes, d = control.Trials - control.Successes;
        return treatment.Trials == 0 || control.Trials == 0 ? Figure.Undefined(UndefinedReason.EmptyArm)
            : a + c == 0 || b + d == 0 ? Figure.Undefined(UndefinedReason.OneClass)
            : b == 0 || c == 0 ? Figure.Undefined(UndefinedReason.Infinite)
            : Figure.Of(a / b * (d / c));
    }

    /// <summary>The odds ratio with half a count added to each cell (Haldane 1956; Anscombe 1956): finite at zero cells.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure HaldaneOddsRatio(ProportionCounts treatment, ProportionCounts control) =>
        treatment.Trials == 0 || control.Trials == 0
            ? Figure.Undefined(UndefinedReason.EmptyArm)
            : Figure.Of((treatment.Successes + 0.5) / (treatment.Trials - treatment.Successes + 0.5) * ((control.Trials - control.Successes + 0.5) / (control.Successes + 0.5)));

    /// <summary>The odds ratio of largest likelihood given both margins, which belongs to Fisher's test; a little nearer to 1 than the observed one.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure ConditionalOddsRatio(ProportionCounts treatment, ProportionCounts control)
    {
        if (treatment.Trials == 0 || control.Trials == 0)
        {
            return Figure.Undefined(UndefinedReason.EmptyArm);
        }

        var table = new ConditionalTable(treatment, control);
        return table.Lowest == table.Highest ? Figure.Undefined(UndefinedReason.OneClass)
            : treatment.Successes >= table.Highest ? Figure.Undefined(UndefinedReason.Infinite)
            : Figure.Of(Elementary.Exp(table.LogOddsRatio()));
    }

    /// <summary>Yule's Q: (odds ratio − 1) over (odds ratio + 1), between −1 and 1.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static Figure YuleQ(ProportionCounts treatment, ProportionCounts control)
    {
        double a = treatment.Successes, b = treatment.Trials - treatment.Successes, c = control.Successes, d = control.Trials - control.Successes;
        return treatment.Trials == 0 || control.Trials == 0 ? Figure.Undefined(UndefinedReason.EmptyArm)
            : a * d + b * c > 0 ? Figure.Of((a * d - b * c) / (a * d + b * c)) : Figure.Undefined(UndefinedReason.OneClass);
    }

    internal static double CohenH(double p, double q) => 2 * (ArcTangent.AngleOfRate(p) - ArcTangent.AngleOfRate(q));
}
