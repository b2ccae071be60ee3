namespace CustomerValue.Numerics;

/// <summary>Differences whose leading terms cancel, written so that they do not.</summary>
internal static class SmallDifferences
{
    /// <summary>ln(1 + t) − t.</summary>
    public static double Log1pMinus(double t)
    {
        if (t is < -0.4 or > 0.5)
        {
            return Elementary.Log1p(t) - t;
        }

        // ln(1 + t) = 2 artanh(s) with s = t / (2 + t), and 2s − t = −ts.
        var s = t / (2 + t);
        var q = s * s;
        var sum = 1.0 / 31;
        for (var k = 29; k >= 3; k -= 2)
        {
            sum = sum * q + 1.0 / k;
        }

        return s * (2 * q * sum - t);
    }

    /// <summary>eᵘ − 1 − u.</summary>
    public static double Expm1Minus(double u)
    {
        if (Math.Abs(u) > 0.5)
        {
            return Elementary.Expm1(u) - u;
        }

        var sum = 1.0;
        for (var k = 15; k >= 3; k--)
        {
            sum = 1 + sum * u / k;
        }

        return 0.5 * u * u * sum;
    }

    /// <summary>ln(1 − eˣ) for x &lt; 0.</summary>
    public static double Log1mExp(double x) =>
        x > -0.6931471805599453 ? Elementary.Log(-Elementary.Expm1(x)) : Elementary.Log1p(-Elementary.Exp(x));

    /// <summary>a y − b x for y = 1 − x, in twice the precision; the smaller of x and y counts as exact.</summary>
    public static double Weighted(double a, double b, double x, double y)
    {
        double xLow = 0, yLow = 0;
        if (x <= y)
        {
            y = 1 - x;
            yLow = (1 - y) - x;
        }
        else
        {
            x = 1 - y;
            xLow = (1 - x) - y;
        }

        if (a > 1e280 || b > 1e280)
        {
            return a * y - b * x;
        }

        var p = Product(a, y, out var pLow);
        var q = Product(b, x, out var qLow);
        return (p - q) + ((pLow - qLow) + (a * yLow - b * xLow));
    }

    // Dekker's product: a b = result + low, without a fused multiply-add.
    public static double Product(double a, double b, out double low)
    {
        const double Split = 134217729;
        var p = a * b;
        double ta = Split * a, tb = Split * b;
        double aHigh = ta - (ta - a), bHigh = tb - (tb - b);
        double aLow = a - aHigh, bLow = b - bHigh;
        low = ((aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
        return p;
    }
}
