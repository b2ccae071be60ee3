namespace CustomerValue.Numerics;

/// <summary>Interim: MathNet behind the final names.</summary>
internal static class GammaDistribution
{
    public static double Cdf(double x, double shape) => SpecialFunctions.GammaP(shape, x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double shape) => 1 - Cdf(x, shape);

    public static double LogCdf(double x, double shape) => Elementary.Log(Cdf(x, shape));

    public static double LogSurvival(double x, double shape) => Elementary.Log(Survival(x, shape));

    public static double Quantile(double p, double shape) => MathNet.Numerics.Distributions.Gamma.InvCDF(shape, 1, p);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double shape) => Quantile(1 - p, shape);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double shape) => UpperQuantile(Elementary.Exp(logP), shape);
}
