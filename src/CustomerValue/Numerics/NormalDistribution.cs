namespace CustomerValue.Numerics;

/// <summary>Interim: MathNet behind the final names.</summary>
internal static class NormalDistribution
{
    public static double Cdf(double x) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x) => 1 - Cdf(x);

    public static double LogCdf(double x) => Elementary.Log(Cdf(x));

    public static double LogSurvival(double x) => Elementary.Log(Survival(x));

    public static double Quantile(double p) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p) => Quantile(1 - p);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP) => UpperQuantile(Elementary.Exp(logP));
}
