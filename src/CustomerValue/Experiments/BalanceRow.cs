namespace CustomerValue.Experiments;

/// <summary>One covariate in one arm against the reference arm.</summary>
/// <remarks>Variances have divisor n − 1. What has nothing to divide by is an undefined figure, not 0.</remarks>
public sealed class BalanceRow
{
    internal BalanceRow(string covariate, int arm, double mean, double referenceMean, double variance, double referenceVariance, Figure ratio, double distance)
    {
        Covariate = covariate;
        Arm = arm;
        Mean = mean;
        ReferenceMean = referenceMean;
        StandardizedDifference = Standardized(Difference, (variance + referenceVariance) / 2, zeroIsEqual: true);
        StandardizedByArm = Standardized(Difference, variance, zeroIsEqual: false);
        VarianceRatio = ratio;
        KolmogorovSmirnov = distance;
    }

    /// <summary>The covariate's name.</summary>
    public string Covariate { get; }

    /// <summary>The arm compared.</summary>
    public int Arm { get; }

    /// <summary>Mean in the arm; weighted where weights are given.</summary>
    public double Mean { get; }

    /// <summary>Mean in the reference arm; weighted where weights are given.</summary>
    public double ReferenceMean { get; }

    /// <summary>Arm minus reference: what to read for a yes-or-no covariate.</summary>
    public double Difference => Mean - ReferenceMean;

    /// <summary>Difference over √((s² + s²ᵣ) / 2), of both arms unweighted; 0 for equal constants, undefined (infinite) for different ones. Above 0.1 in size by custom noteworthy.</summary>
    public Figure StandardizedDifference { get; }

    /// <summary>Difference over the arm's own spread, unweighted: the denominator for effects on the treated.</summary>
    public Figure StandardizedByArm { get; }

    /// <summary>Variance in the arm over that in the reference arm; weighted where weights are given.</summary>
    public Figure VarianceRatio { get; }

    /// <summary>The largest distance of the two distribution functions; weighted where weights are given.</summary>
    public double KolmogorovSmirnov { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() =>
        $"{Covariate}: {Guard.Text(Mean)} against {Guard.Text(ReferenceMean)}, standardized {StandardizedDifference}, variance ratio {VarianceRatio}, KS {Guard.Text(KolmogorovSmirnov)}";

    private static Figure Standardized(double difference, double variance, bool zeroIsEqual) =>
        variance > 0 ? Figure.Of(difference / Math.Sqrt(variance))
        : !zeroIsEqual ? Figure.Undefined(UndefinedReason.ZeroVariance)
        : difference == 0 ? Figure.Of(0) : Figure.Undefined(UndefinedReason.Infinite);
}
