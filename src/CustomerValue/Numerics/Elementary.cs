using System.Runtime.CompilerServices;

namespace CustomerValue.Numerics;

/// <summary>exp, log and friends with the same bits on every CPU: additions, multiplications and divisions in a fixed order, never fused.</summary>
/// <remarks>
/// Errors against 40-digit arithmetic are measured in docs/numerics-elementary.md: below 0.9 ulp for Exp, Log, Log1p, Expm1 and Pow, 1.5 for
/// Softplus, 2.3 for Logistic. Every NaN that comes out is the one of <see cref="double.NaN"/>, whatever went in. The coefficients are minimax
/// fits made for this file (the program stands on the same page); the reductions are the classical ones of Cody and Waite.
/// </remarks>
internal static partial class Elementary
{
    internal const double Log2E = 1.4426950408889634;

    /// <summary>ln 2 to 32 bits, so that k · Ln2High is exact for every exponent k.</summary>
    internal const double Ln2High = 0.6931471803691238;
    internal const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>1.5 · 2⁵²: adding it rounds to a whole number and leaves that number in the low bits.</summary>
    internal const double Shifter = 6755399441055744.0;
    internal const long ShifterBits = 0x4338000000000000;

    // Beyond these the two-step scaling below has already given +∞ or 0.
    internal const double ExpUpper = 710, ExpLower = -746;

    // (e^r − 1 − r − r²/2) / r³ on |r| ≤ ½ ln 2; error of e^r 5.4e-20.
    internal const double E0 = 0.16666666666666682;
    internal const double E1 = 0.0416666666666667;
    internal const double E2 = 0.008333333333316805;
    internal const double E3 = 0.001388888888886508;
    internal const double E4 = 0.0001984126989695498;
    internal const double E5 = 2.4801587365288577e-05;
    internal const double E6 = 2.7557234300128146e-06;
    internal const double E7 = 2.7557238512389233e-07;
    internal const double E8 = 2.5112227995949065e-08;
    internal const double E9 = 2.0925730488217545e-09;

    // (ln((1+s)/(1−s)) − 2s) / s³ as a polynomial in s² for m = (1+s)/(1−s) in [√½, √2]; relative error 2.5e-18.
    internal const double L0 = 0.6666666666666735;
    internal const double L1 = 0.3999999999941289;
    internal const double L2 = 0.28571428742824573;
    internal const double L3 = 0.2222219852463382;
    internal const double L4 = 0.18183567031076817;
    internal const double L5 = 0.1531397692972899;
    internal const double L6 = 0.14796728599855655;

    /// <summary>Bits of a number just below √½ with a zero low half: where the exponent is split off.</summary>
    internal const long SqrtHalfBits = 0x3FE6A09E00000000;
    internal const long OneBits = 0x3FF0000000000000;
    internal const long MantissaMask = 0x000FFFFFFFFFFFFF;
    internal const double MinNormal = 2.2250738585072014e-308;
    internal const double TwoTo54 = 18014398509481984.0;

    /// <summary>Up to here e⁻ˣ is a normal number that one scaling reaches.</summary>
    internal const double LogisticLimit = 690;

    /// <summary>eˣ; +∞ from 709.79 on, subnormal below −708.4, 0 below −745.14.</summary>
    public static double Exp(double x)
    {
        if (!(x >= ExpLower && x <= ExpUpper))
        {
            return double.IsNaN(x) ? double.NaN : x > 0 ? double.PositiveInfinity : 0;
        }

        var shifted = x * Log2E + Shifter;
        var k = shifted - Shifter;
        return ExpReduced(x - k * Ln2High, k * Ln2Low, shifted);
    }

    /// <summary>ln x; −∞ at ±0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0 && x < double.PositiveInfinity))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        var exponentShift = -1023.0;
        if (x < MinNormal)
        {
            x *= TwoTo54;
            exponentShift -= 54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x) + (OneBits - SqrtHalfBits);
        var k = (bits >> 52) + exponentShift;
        var f = BitConverter.Int64BitsToDouble((bits & MantissaMask) + SqrtHalfBits) - 1;
        return LogReduced(f, k, k * Ln2Low);
    }

    /// <summary>ln(1 + x) without losing small x; −∞ at −1, NaN below.</summary>
    public static double Log1p(double x)
    {
        if (!(x > -1 && x < double.PositiveInfinity))
        {
            return x == -1 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        var u = 1 + x;
        var bits = BitConverter.DoubleToInt64Bits(u) + (OneBits - SqrtHalfBits);
        var k = (double)((bits >> 52) - 1023);
        if (k == 0)
        {
            return Math.Abs(x) < 1e-16 ? x : LogReduced(x, 0, 0);
        }

        // What 1 + x lost, relative to it: ln(1 + x) = ln u + lost / u to first order.
        var lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
        var f = BitConverter.Int64BitsToDouble((bits & MantissaMask) + SqrtHalfBits) - 1;
        return LogReduced(f, k, k * Ln2Low + lost / u);
    }

    /// <summary>eˣ − 1 without losing small x.</summary>
    public static double Expm1(double x)
    {
        if (!(x > -40 && x < 40))
        {
            return double.IsNaN(x) ? double.NaN : x > 0 ? Exp(x) : -1;
        }

        if (Math.Abs(x) < 1e-16)
        {
            return x;
        }

        var shifted = x * Log2E + Shifter;
        var k = shifted - Shifter;
        var high = x - k * Ln2High;
        var low = k * Ln2Low;
        var rest = ExpTail(high - low) - low;
        if (k == 0)
        {
            return high + rest;
        }

        // 2ᵏ(1 + high + rest) − 1, both leading sums with their rounding errors.
        var scale = BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(shifted) - ShifterBits + 1023) << 52);
        var one = 1 + high;
        rest += high - (one - 1);
        var big = one * scale;
        var sum = big - 1;
        var bigPart = sum + 1;
        var error = (big - bigPart) + (bigPart - sum - 1);
        return sum + (error + rest * scale);
    }

    /// <summary>1 / (1 + e⁻ˣ), in [0, 1].</summary>
    public static double Logistic(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        var z = Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : z) / (1 + z);
    }

    /// <summary><see cref="Logistic(double)"/> for |x| ≤ <see cref="LogisticLimit"/>: its bits, without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double LogisticNear(double x)
    {
        var t = -Math.Abs(x);
        var shifted = t * Log2E + Shifter;
        var k = shifted - Shifter;
        var high = t - k * Ln2High;
        var low = k * Ln2Low;
        var tail = ExpTail(high - low);
        var sum = 1 + high;
        var value = sum + ((high - (sum - 1)) + (tail - low));
        var z = value * BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(shifted) - ShifterBits + 1023) << 52);

        // z below zero, 1 from zero on: a sign that no branch has to guess.
        var negative = BitConverter.DoubleToInt64Bits(x) >> 63;
        var numerator = BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(z) & negative) | (OneBits & ~negative));
        return numerator / (1 + z);
    }

    /// <summary>ln(1 + eˣ), ≥ 0.</summary>
    public static double Softplus(double x) => x > 0 ? x + Log1p(Exp(-x)) : Log1p(Exp(x));

    /// <summary>2ᵏ e^(high − low), where <paramref name="shifted"/> holds k in its low bits.</summary>
    private static double ExpReduced(double high, double low, double shifted)
    {
        var tail = ExpTail(high - low);
        var sum = 1 + high;
        var value = sum + ((high - (sum - 1)) + (tail - low));

        var k = BitConverter.DoubleToInt64Bits(shifted) - ShifterBits;
        if (k is > -1000 and < 1000)
        {
            return value * BitConverter.Int64BitsToDouble((k + 1023) << 52);
        }

        // In two steps: 2ᵏ itself may not be a double where the result still is.
        var biased = k + 2048;
        var half = biased >> 1;
        return value * BitConverter.Int64BitsToDouble((half - 1) << 52) * BitConverter.Int64BitsToDouble((biased - half - 1) << 52);
    }

    /// <summary>e^r − 1 − r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ExpTail(double r)
    {
        var r2 = r * r;
        var r4 = r2 * r2;
        var low = (E0 + E1 * r) + r2 * (E2 + E3 * r);
        var middle = (E4 + E5 * r) + r2 * (E6 + E7 * r);
        var polynomial = (low + r4 * middle) + (r4 * r4) * (E8 + E9 * r);
        return r2 * 0.5 + (r2 * r) * polynomial;
    }

    /// <summary>ln(1 + f) + k ln 2, where <paramref name="low"/> is k · Ln2Low and any further small term.</summary>
    private static double LogReduced(double f, double k, double low)
    {
        var halfSquare = 0.5 * f * f;
        var s = f / (2 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (L1 + w * (L3 + w * L5));
        var odd = z * (L0 + w * (L2 + w * (L4 + w * L6)));
        var high = k * Ln2High;
        var sum = high + f;
        var error = k == 0 ? 0 : f - (sum - high);
        return sum + (error + ((s * (halfSquare + (even + odd)) + low) - halfSquare));
    }
}
