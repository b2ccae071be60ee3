using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Growth per year that, compounded, leads from a start to an end.</summary>
public static class CompoundGrowth
{
    /// <summary>(end ÷ start)^(1 ÷ years) − 1; undefined for a start of zero and for a negative start or end.</summary>
    /// <param name="start">Volume at the start, finite.</param>
    /// <param name="end">Volume at the end, finite; 0 is a growth of −100 %.</param>
    /// <param name="years">Length of the span in years, finite and &gt; 0; fractions are allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Figure Annual(double start, double end, double years)
    {
        Guard.Finite(start);
        Guard.Finite(end);
        Guard.Positive(years);
        if (start < 0 || end < 0)
        {
            return Figure.Undefined(UndefinedReason.NegativeBase);
        }

        if (start == 0)
        {
            return Figure.Undefined(UndefinedReason.ZeroBase);
        }

        // One step for one year keeps the plain quotient.
        var growth = end == 0 ? -1 : years == 1 ? (end - start) / start : Elementary.Expm1(LogRatio(start, end) / years);
        return double.IsFinite(growth) ? Figure.Of(growth) : Figure.Undefined(UndefinedReason.Infinite);
    }

    /// <summary>Growth of an average per year, with its error and interval: clustered by household where the growth is.</summary>
    /// <param name="growth">Growth over the whole span.</param>
    /// <param name="years">Length of the span in years, finite and &gt; 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="growth"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="years"/> is out of its range.</exception>
    public static AnnualGrowth Annual(GrowthOfAverage growth, double years)
    {
        Guard.NotNull(growth);
        return new AnnualGrowth(growth.Growth, growth.StandardError, growth.Interval, growth.Clusters, Guard.Positive(years));
    }

    /// <summary>(1 + growth)^(1 ÷ years) − 1.</summary>
    internal static Figure OfRatio(double growth, double years)
    {
        if (growth < -1)
        {
            return Figure.Undefined(UndefinedReason.NegativeBase);
        }

        var annual = growth == -1 ? -1 : years == 1 ? growth : Elementary.Expm1(Elementary.Log1p(growth) / years);
        return double.IsFinite(annual) ? Figure.Of(annual) : Figure.Undefined(UndefinedReason.Infinite);
    }

    /// <summary>ln(end ÷ start): near 1 from the difference, which is exact there; as two logarithms where the quotient would leave the range of a double.</summary>
    private static double LogRatio(double start, double end)
    {
        var ratio = end / start;
        return ratio is > 0.5 and < 2 ? Elementary.Log1p((end - start) / start)
            : ratio is > 1e-300 and < 1e300 ? Elementary.Log(ratio)
            : Elementary.Log(end) - Elementary.Log(start);
    }
}
