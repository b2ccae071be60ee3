namespace CustomerValue.Numerics;

/// <summary>Interim: MathNet behind the final names.</summary>
internal static class BetaDistribution
{
    public static double Cdf(double x, double a, double b) => MathNet.Numerics.Distributions.Beta.CDF(a, b, x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double a, double b) => 1 - Cdf(x, a, b);

    public static double LogCdf(double x, double a, double b) => Elementary.Log(Cdf(x, a, b));

    public static double LogSurvival(double x, double a, double b) => Elementary.Log(Survival(x, a, b));

    public static double Quantile(double p, double a, double b) => MathNet.Numerics.Distributions.Beta.InvCDF(a, b, p);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double a, double b) => Quantile(1 - p, a, b);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double a, double b) => UpperQuantile(Elementary.Exp(logP), a, b);
}
