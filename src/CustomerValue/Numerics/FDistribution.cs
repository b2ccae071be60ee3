namespace CustomerValue.Numerics;

/// <summary>Fisher's F distribution; either number of degrees of freedom may be infinite.</summary>
internal static class FDistribution
{
    public static double Cdf(double x, double df1, double df2) => Tail(x, df1, df2, lower: true, log: false);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double df1, double df2) => Tail(x, df1, df2, lower: false, log: false);

    public static double LogCdf(double x, double df1, double df2) => Tail(x, df1, df2, lower: true, log: true);

    public static double LogSurvival(double x, double df1, double df2) => Tail(x, df1, df2, lower: false, log: true);

    public static double Density(double x, double df1, double df2) => Elementary.Exp(LogDensity(x, df1, df2));

    public static double LogDensity(double x, double df1, double df2)
    {
        if (double.IsPositiveInfinity(df2))
        {
            return double.IsPositiveInfinity(df1) ? double.NaN : GammaDistribution.LogDensity(0.5 * df1 * x, 0.5 * df1) + Elementary.Log(0.5 * df1);
        }

        if (double.IsPositiveInfinity(df1))
        {
            return x <= 0 ? double.NegativeInfinity : IncompleteGamma.LogDensity(0.5 * df2, 0.5 * df2 / x) - Elementary.Log(x);
        }

        if (x <= 0)
        {
            return x < 0 || df1 > 2 ? double.NegativeInfinity : df1 == 2 ? 0 : double.PositiveInfinity;
        }

        if (double.IsPositiveInfinity(x))
        {
            return double.NegativeInfinity;
        }

        Split(x, df1, df2, out var share, out var rest, out var d);
        return IncompleteBeta.LogDensity(0.5 * df1, 0.5 * df2, share, rest, d) - Elementary.Log(x);
    }

    public static double Quantile(double p, double df1, double df2) => Solve(LogTail.Smaller(p, out var swapped), df1, df2, lower: !swapped);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double df1, double df2) => Solve(LogTail.Smaller(p, out var swapped), df1, df2, lower: swapped);

    /// <summary>The x with ln lower tail = logP.</summary>
    public static double QuantileFromLog(double logP, double df1, double df2) =>
        Solve(LogTail.SmallerFromLog(logP, out var swapped), df1, df2, lower: !swapped);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double df1, double df2) =>
        Solve(LogTail.SmallerFromLog(logP, out var swapped), df1, df2, lower: swapped);

    private static double Tail(double x, double df1, double df2, bool lower, bool log)
    {
        if (double.IsNaN(x) || double.IsNaN(df1) || double.IsNaN(df2))
        {
            return double.NaN;
        }

        if (x <= 0 || double.IsPositiveInfinity(x))
        {
            var one = x <= 0 != lower;
            return log ? (one ? 0 : double.NegativeInfinity) : one ? 1 : 0;
        }

        if (double.IsPositiveInfinity(df1) && double.IsPositiveInfinity(df2))
        {
            var one = lower ? x >= 1 : x < 1;
            return log ? (one ? 0 : double.NegativeInfinity) : one ? 1 : 0;
        }

        if (double.IsPositiveInfinity(df2))
        {
            return GammaTail(0.5 * df1, 0.5 * df1 * x, lower, log);
        }

        if (double.IsPositiveInfinity(df1))
        {
            return GammaTail(0.5 * df2, 0.5 * df2 / x, !lower, log);
        }

        double a = 0.5 * df1, b = 0.5 * df2;
        Split(x, df1, df2, out var share, out var rest, out var d);
        return lower
            ? (log ? IncompleteBeta.LogLower(a, b, share, rest, d) : IncompleteBeta.Lower(a, b, share, rest, d))
            : log ? IncompleteBeta.LogLower(b, a, rest, share, -d) : IncompleteBeta.Lower(b, a, rest, share, -d);
    }

    private static double GammaTail(double shape, double x, bool lower, bool log) => lower
        ? (log ? IncompleteGamma.LogP(shape, x) : IncompleteGamma.P(shape, x))
        : log ? IncompleteGamma.LogQ(shape, x) : IncompleteGamma.Q(shape, x);

    // The beta variable df1 x / (df1 x + df2), its complement, and a·rest − b·share, which is exactly proportional to 1 − x.
    private static void Split(double x, double df1, double df2, out double share, out double rest, out double d)
    {
        var odds = x * (df1 / df2);
        if (odds <= 1)
        {
            rest = 1 / (1 + odds);
            share = odds * rest;
            d = 0.5 * df1 * (1 - x) * rest;
        }
        else
        {
            share = 1 / (1 + 1 / odds);
            rest = share / odds;
            d = 0.5 * df2 * (1 / x - 1) * share;
            if (x is > 0.5 and < 2)
            {
                d = 0.5 * df2 * ((1 - x) / x) * share;
            }
        }
    }

    private static double Solve(double logP, double df1, double df2, bool lower)
    {
        if (double.IsPositiveInfinity(df2))
        {
            return double.IsPositiveInfinity(df1) ? 1
                : (lower ? GammaDistribution.QuantileFromLog(logP, 0.5 * df1) : GammaDistribution.UpperQuantileFromLog(logP, 0.5 * df1)) / (0.5 * df1);
        }

        if (double.IsPositiveInfinity(df1))
        {
            return 0.5 * df2 / (lower ? GammaDistribution.UpperQuantileFromLog(logP, 0.5 * df2) : GammaDistribution.QuantileFromLog(logP, 0.5 * df2));
        }

        var (share, rest) = BetaDistribution.Solve(logP, 0.5 * df1, 0.5 * df2, lower);
        return share / rest * (df2 / df1);
    }
}
