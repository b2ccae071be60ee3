using CustomerValue.Numerics;

namespace CustomerValue.Uplift;

/// <summary>Some of the customers, treated and not, and what the treatment changed among them.</summary>
/// <remarks>
/// Conditional on the ranking: errors do not cover how the score was fitted. For outcomes 0 and 1 the variance of an arm is
/// p(1 − p)/n (Wald), else s²/n with divisor n − 1 (Welch's t); Σ of weights counts as n.
/// </remarks>
public sealed class UpliftBin
{
    private readonly double degreesOfFreedom;
    private readonly bool isBinary;

    internal UpliftBin(int number, ArmTotals totals, bool binary, double center)
    {
        Number = number;
        TreatedCustomers = totals.N1;
        OtherCustomers = totals.N0;
        var empty = Figure.Undefined(totals.Customers > 0 ? UndefinedReason.EmptyArm : UndefinedReason.NoObservations);
        TreatedMean = totals.N1 > 0 ? Figure.Of(totals.Y1 / totals.N1) : empty;
        OtherMean = totals.N0 > 0 ? Figure.Of(totals.Y0 / totals.N0) : empty;
        Method = binary ? "Wald" : "Welch";
        isBinary = binary;
        degreesOfFreedom = double.PositiveInfinity;
        if (!TreatedMean.IsDefined || !OtherMean.IsDefined)
        {
            Uplift = StandardError = PValue = LogPValue = empty;
            return;
        }

        Uplift = Figure.Of(TreatedMean.Value - OtherMean.Value);
        var (a, b) = (Variance(totals.N1, totals.Y1, totals.Q1, binary, center), Variance(totals.N0, totals.Y0, totals.Q0, binary, center));
        if (double.IsNaN(a + b))
        {
            StandardError = PValue = LogPValue = Figure.Undefined(UndefinedReason.TooFewObservations);
            return;
        }

        StandardError = Figure.Of(Math.Sqrt(a + b));
        if (a + b == 0)
        {
            PValue = LogPValue = Figure.Undefined(UndefinedReason.ZeroVariance);
            return;
        }

        degreesOfFreedom = binary ? double.PositiveInfinity : (a + b) * (a + b) / (a * a / (totals.N1 - 1) + b * b / (totals.N0 - 1));
        var z = Math.Abs(Uplift.Value) / StandardError.Value;
        var tail = binary ? NormalDistribution.LogSurvival(z) : StudentTDistribution.LogSurvival(z, degreesOfFreedom);
        LogPValue = double.IsFinite(tail) ? Figure.Of(Math.Min(0, tail + Elementary.Log(2))) : Figure.Undefined(UndefinedReason.Infinite);
        PValue = Figure.Of(Math.Min(1, 2 * Elementary.Exp(tail)));
    }

    /// <summary>1 for the highest scores.</summary>
    public int Number { get; }

    /// <summary>Treated customers, Σ of weights; a fraction where a tie is shared.</summary>
    public double TreatedCustomers { get; }

    /// <summary>Customers not treated, Σ of weights; a fraction where a tie is shared.</summary>
    public double OtherCustomers { get; }

    /// <summary>Mean outcome of the treated.</summary>
    public Figure TreatedMean { get; }

    /// <summary>Mean outcome of the others.</summary>
    public Figure OtherMean { get; }

    /// <summary>Mean outcome of the treated less that of the others.</summary>
    public Figure Uplift { get; }

    /// <summary>Standard error of <see cref="Uplift"/>.</summary>
    public Figure StandardError { get; }

    /// <summary>Two-sided p-value of the hypothesis that the treatment changes nothing here.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary><c>Wald</c> for outcomes 0 and 1, else <c>Welch</c>.</summary>
    public string Method { get; }

    /// <summary>Uplift ± quantile × standard error; when there is no standard error −1 to 1 for outcomes 0 and 1, else the whole line.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval Interval(double level = 0.95)
    {
        var tail = (1 - Guard.OpenUnit(level)) / 2;
        if (!StandardError.IsDefined)
        {
            var bound = isBinary ? 1 : double.PositiveInfinity;
            return new ConfidenceInterval(-bound, bound, level, Method);
        }

        var quantile = double.IsPositiveInfinity(degreesOfFreedom)
            ? NormalDistribution.UpperQuantile(tail)
            : StudentTDistribution.UpperQuantile(tail, degreesOfFreedom);
        var half = quantile * StandardError.Value;
        return new ConfidenceInterval(Uplift.Value - half, Uplift.Value + half, level, Method);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"bin {Guard.Text(Number)}: uplift {Uplift}, se {StandardError}, {Interval()}, p {PValue}; {Guard.Text(TreatedCustomers)} treated, {Guard.Text(OtherCustomers)} others";

    private static double Variance(double n, double sum, double squares, bool binary, double center)
    {
        var mean = sum / n;
        return binary ? mean * (1 - mean) / n : n > 1 ? Math.Max(0, squares - n * (mean - center) * (mean - center)) / (n - 1) / n : double.NaN;
    }
}
