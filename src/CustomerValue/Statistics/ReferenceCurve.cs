using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Student's t with the given degrees of freedom; the normal curve when they are infinite.</summary>
internal readonly struct ReferenceCurve(double degreesOfFreedom)
{
    private const double Ln2 = 0.6931471805599453;

    public double DegreesOfFreedom { get; } = degreesOfFreedom;

    private bool IsNormal => double.IsPositiveInfinity(DegreesOfFreedom);

    public double Survival(double x) => IsNormal ? NormalDistribution.Survival(x) : StudentTDistribution.Survival(x, DegreesOfFreedom);

    public double LogSurvival(double x) => IsNormal ? NormalDistribution.LogSurvival(x) : StudentTDistribution.LogSurvival(x, DegreesOfFreedom);

    public double UpperQuantile(double p) => IsNormal ? NormalDistribution.UpperQuantile(p) : StudentTDistribution.UpperQuantile(p, DegreesOfFreedom);

    public double TwoSided(double x) => Math.Min(1, 2 * Survival(Math.Abs(x)));

    public double LogTwoSided(double x) => Math.Min(0, Ln2 + LogSurvival(Math.Abs(x)));

    /// <summary>Half width of a two-sided interval, in standard errors.</summary>
    public double Critical(double level) => UpperQuantile((1 - level) / 2);
}
