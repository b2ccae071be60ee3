using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>Spiegelhalter's test of calibration: standard normal when the probabilities are right.</summary>
public sealed class SpiegelhalterTest
{
    internal SpiegelhalterTest(double above, double variance)
    {
        if (!(variance > 0))
        {
            Statistic = PValue = LogPValue = Figure.Undefined(UndefinedReason.ZeroVariance);
            return;
        }

        var z = above / Math.Sqrt(variance);
        Statistic = Figure.Of(z);
        PValue = Figure.Of(Math.Min(1, 2 * NormalDistribution.Survival(Math.Abs(z))));
        var tail = NormalDistribution.LogSurvival(Math.Abs(z));
        LogPValue = double.IsFinite(tail) ? Figure.Of(Math.Min(0, tail + Elementary.Log(2))) : Figure.Undefined(UndefinedReason.Infinite);
    }

    /// <summary>Σ w (y − p)(1 − 2p) over its standard deviation.</summary>
    public Figure Statistic { get; }

    /// <summary>Two-sided p-value.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"Spiegelhalter: z {Statistic}, p {PValue}";
}
