namespace CustomerValue.Numerics;

/// <summary>Student's t distribution for real df > 0; df = ∞ is the normal distribution.</summary>
internal static class StudentTDistribution
{
    private const double LogHalf = -0.6931471805599453;
    private const double LogPi = 1.1447298858494002;

    // Of ν / (ν + t²): below it digits are lost to underflow, and the tail has long been its leading power.
    private const double LeastShare = 1e-300;

    public static double Cdf(double x, double df) => Survival(-x, df);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double df)
    {
        if (double.IsPositiveInfinity(df))
        {
            return NormalDistribution.Survival(x);
        }

        return x < 0 ? 1 - UpperTail(-x, df) : UpperTail(x, df);
    }

    public static double LogCdf(double x, double df) => LogSurvival(-x, df);

    public static double LogSurvival(double x, double df)
    {
        if (double.IsPositiveInfinity(df))
        {
            return NormalDistribution.LogSurvival(x);
        }

        if (x < 0)
        {
            return Elementary.Log1p(-UpperTail(-x, df));
        }

        if (x <= 1)
        {
            return Elementary.Log(UpperTail(x, df));
        }

        Split(x, df, out var share, out var rest, out var d);
        return share < LeastShare ? LogTailFactor(df) - df * Elementary.Log(x) : LogHalf + IncompleteBeta.LogLower(0.5 * df, 0.5, share, rest, d);
    }

    public static double Density(double x, double df) => Elementary.Exp(LogDensity(x, df));

    public static double LogDensity(double x, double df)
    {
        if (double.IsPositiveInfinity(df))
        {
            return NormalDistribution.LogDensity(x);
        }

        var scaled = Math.Abs(x) / Math.Sqrt(df);
        var log = scaled > 1e100 ? 2 * Elementary.Log(scaled) : Elementary.Log1p(scaled * scaled);
        return GammaFunctions.LogGammaRatio(0.5 * df, 0.5) - 0.5 * (LogPi + Elementary.Log(df)) - 0.5 * (df + 1) * log;
    }

    public static double Quantile(double p, double df) => -UpperQuantile(p, df);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double df)
    {
        if (double.IsPositiveInfinity(df))
        {
            return NormalDistribution.UpperQuantile(p);
        }

        if (p is > 0.25 and < 0.75)
        {
            var middle = Central(Math.Abs(1 - 2 * p), df);
            return p > 0.5 ? -middle : middle;
        }

        var logP = LogTail.Smaller(p, out var swapped);
        return swapped ? -Far(logP, df) : Far(logP, df);
    }

    /// <summary>The x with ln lower tail = logP.</summary>
    public static double QuantileFromLog(double logP, double df) => -UpperQuantileFromLog(logP, df);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double df)
    {
        if (double.IsPositiveInfinity(df))
        {
            return NormalDistribution.UpperQuantileFromLog(logP);
        }

        if (logP is > -1.3 and < -0.3)
        {
            var area = -Elementary.Expm1(logP - LogHalf);
            return area < 0 ? -Central(-area, df) : Central(area, df);
        }

        var smaller = LogTail.SmallerFromLog(logP, out var swapped);
        return swapped ? -Far(smaller, df) : Far(smaller, df);
    }

    // The t ≥ 0 with P(|T| ≤ t) = area, which is a beta quantile near 0.
    private static double Central(double area, double df)
    {
        if (area == 0)
        {
            return 0;
        }

        var logArea = LogTail.Smaller(area, out var swapped);
        var (rest, share) = BetaDistribution.Solve(logArea, 0.5, 0.5 * df, lower: !swapped);
        return FromShares(share, rest, df);
    }

    private static double Far(double logP, double df)
    {
        if (double.IsNegativeInfinity(logP))
        {
            return double.PositiveInfinity;
        }

        var logTwoSided = LogTail.SmallerFromLog(logP - LogHalf, out var swapped);
        var (share, rest) = BetaDistribution.Solve(logTwoSided, 0.5 * df, 0.5, lower: !swapped);
        if (share < LeastShare)
        {
            return Elementary.Exp((LogTailFactor(df) - logP) / df);
        }

        return FromShares(share, rest, df);
    }

    /// <summary>ln c of the tail's leading power c t^−ν, Γ((ν+1)/2) / (Γ(ν/2) √π) ν^(ν/2 − 1): all there is where ν / (ν + t²) underflows.</summary>
    private static double LogTailFactor(double df) => GammaFunctions.LogGammaRatio(0.5 * df, 0.5) - 0.5 * LogPi + (0.5 * df - 1) * Elementary.Log(df);

    private static double FromShares(double share, double rest, double df) => Math.Sqrt(df) * Math.Sqrt(rest / share);

    private static double UpperTail(double t, double df)
    {
        if (t == 0 || double.IsInfinity(t))
        {
            return t == 0 ? 0.5 : 0;
        }

        Split(t, df, out var share, out var rest, out var d);
        if (share < LeastShare)
        {
            return Elementary.Exp(LogTailFactor(df) - df * Elementary.Log(t));
        }

        return t > 1
            ? 0.5 * IncompleteBeta.Lower(0.5 * df, 0.5, share, rest, d)
            : 0.5 - 0.5 * IncompleteBeta.Lower(0.5, 0.5 * df, rest, share, -d);
    }

    // df / (df + t²), t² / (df + t²) and (df/2)·rest − ½·share, which is exactly proportional to t² − 1.
    private static void Split(double t, double df, out double share, out double rest, out double d)
    {
        var square = t > 1e150 ? double.PositiveInfinity : t * t;
        var odds = double.IsPositiveInfinity(square) ? double.PositiveInfinity : square / df;
        if (odds <= 1)
        {
            share = 1 / (1 + odds);
            rest = odds * share;
            d = 0.5 * (t - 1) * (t + 1) * share;
        }
        else
        {
            var inverse = df / t / t;
            rest = 1 / (1 + inverse);
            share = inverse * rest;
            d = 0.5 * df * rest - 0.5 * share;
        }
    }
}
