namespace CustomerValue.Numerics;

/// <summary>Interim: MathNet behind the final names.</summary>
internal static class StudentTDistribution
{
    public static double Cdf(double x, double df) => MathNet.Numerics.Distributions.StudentT.CDF(0, 1, df, x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double df) => 1 - Cdf(x, df);

    public static double LogCdf(double x, double df) => Elementary.Log(Cdf(x, df));

    public static double LogSurvival(double x, double df) => Elementary.Log(Survival(x, df));

    public static double Quantile(double p, double df) => MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, df, p);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double df) => Quantile(1 - p, df);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double df) => UpperQuantile(Elementary.Exp(logP), df);
}
