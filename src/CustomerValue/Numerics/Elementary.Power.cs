namespace CustomerValue.Numerics;

internal static partial class Elementary
{
    private const double ThirdLow = 1.850371707708594e-17;
    private const double FifthLow = -1.1102230246251566e-17;

    /// <summary>xʸ with the special cases of IEEE 754: pow(x, ±0) = 1 and pow(1, y) = 1 even for NaN, NaN for x &lt; 0 unless y is whole.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        var magnitude = Math.Abs(x);
        if (magnitude == 0 || double.IsInfinity(x) || double.IsInfinity(y))
        {
            return PowOfLimits(x, magnitude, y);
        }

        if (x > 0)
        {
            return PowOfPositive(x, y);
        }

        if (y != Math.Floor(y))
        {
            return double.NaN;
        }

        var power = magnitude == 1 ? 1 : PowOfPositive(magnitude, y);
        return IsOdd(y) ? -power : power;
    }

    private static double PowOfLimits(double x, double magnitude, double y)
    {
        if (double.IsInfinity(y))
        {
            return magnitude == 1 ? 1 : (magnitude > 1) == (y > 0) ? double.PositiveInfinity : 0;
        }

        var power = (magnitude == 0) == (y > 0) ? 0 : double.PositiveInfinity;
        return double.IsNegative(x) && IsOdd(y) ? -power : power;
    }

    private static bool IsOdd(double y) =>
        Math.Abs(y) < 9007199254740992.0 && y == Math.Floor(y) && 0.5 * y != Math.Floor(0.5 * y);

    private static double PowOfPositive(double x, double y)
    {
        if (y == 1)
        {
            return x;
        }

        // |ln x| ≥ 2⁻⁵³ for x ≠ 1, so a larger exponent is over or under in any case.
        if (Math.Abs(y) > 36893488147419103232.0)
        {
            return (x > 1) == (y > 0) ? double.PositiveInfinity : 0;
        }

        DoubledLog(x, out var logHigh, out var logLow);
        var high = Product(y, logHigh, out var low);
        low += y * logLow;
        if (high > ExpUpper)
        {
            return double.PositiveInfinity;
        }

        if (high < ExpLower)
        {
            return 0;
        }

        var shifted = high * Log2E + Shifter;
        var k = shifted - Shifter;
        return ExpReduced(high - k * Ln2High, k * Ln2Low - low, shifted);
    }

    /// <summary>ln x of a positive finite x to some 68 bits.</summary>
    private static void DoubledLog(double x, out double high, out double low)
    {
        var exponentShift = -1023.0;
        if (x < MinNormal)
        {
            x *= TwoTo54;
            exponentShift -= 54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x) + (OneBits - SqrtHalfBits);
        var k = (bits >> 52) + exponentShift;
        var m = BitConverter.Int64BitsToDouble((bits & MantissaMask) + SqrtHalfBits);

        // s = (m − 1) / (m + 1), with the remainder of the division.
        var numerator = m - 1;
        var denominator = m + 1;
        var denominatorLow = m - (denominator - 1);
        var s = numerator / denominator;
        var product = Product(s, denominator, out var productLow);
        var sLow = ((numerator - product) - productLow - s * denominatorLow) / denominator;

        var z = Product(s, s, out var zLow);
        zLow += 2 * s * sLow;

        // ln m = 2s (1 + z (1/3 + z (1/5 + z (1/7 + …)))): the first two with their rests, the others in one double.
        var series = z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 + z * (1.0 / 15 + z * (1.0 / 17
            + z * (1.0 / 19 + z * (1.0 / 21 + z * (1.0 / 23 + z * (1.0 / 25))))))))));
        var a = 0.2 + series;
        var aLow = (series - (a - 0.2)) + FifthLow;
        Multiply(z, zLow, a, aLow, out var b, out var bLow);
        const double Third = 1.0 / 3;
        var c = Third + b;
        var cLow = (b - (c - Third)) + (bLow + ThirdLow);
        Multiply(z, zLow, c, cLow, out var d, out var dLow);
        Multiply(s, sLow, d, dLow, out var e, out var eLow);
        var half = s + e;
        var halfLow = (e - (half - s)) + (eLow + sLow);

        var whole = k * Ln2High;
        var part = 2 * half;
        var sum = whole + part;
        var error = k == 0 ? 0 : part - (sum - whole);
        var rest = error + (2 * halfLow + k * Ln2Low);
        high = sum + rest;
        low = rest - (high - sum);
    }

    private static void Multiply(double a, double aLow, double b, double bLow, out double high, out double low)
    {
        high = Product(a, b, out low);
        low += a * bLow + aLow * b;
    }

    /// <summary>a · b and its rounding error (Dekker's split, since fused multiply-add is not to be had everywhere).</summary>
    private static double Product(double a, double b, out double error)
    {
        const double Splitter = 134217729.0;
        var product = a * b;
        var t = Splitter * a;
        var aHigh = t - (t - a);
        var aLow = a - aHigh;
        t = Splitter * b;
        var bHigh = t - (t - b);
        var bLow = b - bHigh;
        error = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
        return product;
    }
}
