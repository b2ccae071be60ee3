namespace CustomerValue.Numerics;

/// <summary>The arc tangent from +, −, ×, ÷ and √ alone: the same bits on every CPU.</summary>
internal static class ArcTangent
{
    private const double QuarterTurn = 1.5707963267948966;

    /// <summary>arcsin √p for 0 ≤ p ≤ 1.</summary>
    public static double AngleOfRate(double p) => p <= 0.5 ? Of(Math.Sqrt(p / (1 - p))) : QuarterTurn - Of(Math.Sqrt((1 - p) / p));

    /// <summary>arctan x for |x| ≤ 1, by halving the angle thrice and the series.</summary>
    private static double Of(double x)
    {
        for (var k = 0; k < 3; k++)
        {
            x /= 1 + Math.Sqrt(1 + x * x);
        }

        // |x| ≤ tan(π/32) ≈ 0.0985: the term in x²¹ is below 2⁻⁶⁰ of the first.
        var xx = x * x;
        var sum = 0.0;
        for (var k = 19; k >= 1; k -= 2)
        {
            sum = 1.0 / k - xx * sum;
        }

        return 8 * x * sum;
    }
}
