namespace CustomerValue.Numerics;

/// <summary>Interim: MathNet behind the final names.</summary>
internal static class FDistribution
{
    public static double Cdf(double x, double df1, double df2) => MathNet.Numerics.Distributions.FisherSnedecor.CDF(df1, df2, x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double df1, double df2) => 1 - Cdf(x, df1, df2);

    public static double LogCdf(double x, double df1, double df2) => Elementary.Log(Cdf(x, df1, df2));

    public static double LogSurvival(double x, double df1, double df2) => Elementary.Log(Survival(x, df1, df2));

    public static double Quantile(double p, double df1, double df2) => MathNet.Numerics.Distributions.FisherSnedecor.InvCDF(df1, df2, p);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double df1, double df2) => Quantile(1 - p, df1, df2);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double df1, double df2) => UpperQuantile(Elementary.Exp(logP), df1, df2);
}
