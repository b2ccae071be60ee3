namespace CustomerValue.Numerics;

/// <summary>The χ² distribution: twice a gamma variable of shape df/2.</summary>
internal static class ChiSquaredDistribution
{
    private const double LogTwo = 0.6931471805599453;

    public static double Cdf(double x, double df) => GammaDistribution.Cdf(0.5 * x, 0.5 * df);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double df) => GammaDistribution.Survival(0.5 * x, 0.5 * df);

    public static double LogCdf(double x, double df) => GammaDistribution.LogCdf(0.5 * x, 0.5 * df);

    public static double LogSurvival(double x, double df) => GammaDistribution.LogSurvival(0.5 * x, 0.5 * df);

    public static double Density(double x, double df) => 0.5 * GammaDistribution.Density(0.5 * x, 0.5 * df);

    public static double LogDensity(double x, double df) => GammaDistribution.LogDensity(0.5 * x, 0.5 * df) - LogTwo;

    public static double Quantile(double p, double df) => 2 * GammaDistribution.Quantile(p, 0.5 * df);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double df) => 2 * GammaDistribution.UpperQuantile(p, 0.5 * df);

    /// <summary>The x with ln lower tail = logP.</summary>
    public static double QuantileFromLog(double logP, double df) => 2 * GammaDistribution.QuantileFromLog(logP, 0.5 * df);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double df) => 2 * GammaDistribution.UpperQuantileFromLog(logP, 0.5 * df);
}
