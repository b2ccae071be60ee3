namespace CustomerValue.Numerics;

/// <summary>Interim: the usual normal approximation behind the final name.</summary>
internal static class NoncentralTDistribution
{
    public static double Cdf(double x, double df, double delta) => 1 - Survival(x, df, delta);

    public static double Survival(double x, double df, double delta) =>
        NormalDistribution.Survival((x * (1 - 1 / (4 * df)) - delta) / Math.Sqrt(1 + x * x / (2 * df)));
}
