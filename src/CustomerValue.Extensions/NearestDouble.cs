using System.Globalization;
using System.Numerics;

namespace CustomerValue.Extensions;

/// <summary>Puts right a double that was read from decimal text by a parser that may miss by an ulp, as .NET Framework's does.</summary>
internal static class NearestDouble
{
    private const int FractionBits = 52;

    private const long FractionMask = (1L << FractionBits) - 1;

    /// <summary>Beyond these powers of ten every candidate is 0 or infinite already.</summary>
    private const int LargestPower = 1_200;

    /// <summary>The double nearest to the text, ties to even, from a candidate near it. Text as in JSON, of at most a hundred characters.</summary>
    public static double Of(string text, double candidate)
    {
        var (digits, power) = Split(text);
        if (digits.IsZero || Math.Abs(power) > LargestPower || !double.IsFinite(candidate))
        {
            return candidate;
        }

        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(candidate));
        while (true)
        {
            // Halfway up is ½ ulp above; halfway down ½ ulp below, ¼ where the exponent changes.
            var (significand, exponent) = Parts(bits);
            var odd = (bits & 1) == 1;
            var up = Compare(digits, power, 2 * significand + 1, exponent - 1);
            if (up > 0 || (up == 0 && odd))
            {
                bits++;
                continue;
            }

            var narrow = significand == 1L << FractionBits && bits >> FractionBits > 1;
            var down = narrow ? Compare(digits, power, 4 * significand - 1, exponent - 2) : Compare(digits, power, 2 * significand - 1, exponent - 1);
            if (bits > 0 && (down < 0 || (down == 0 && odd)))
            {
                bits--;
                continue;
            }

            var nearest = BitConverter.Int64BitsToDouble(bits);
            return text[0] == '-' ? -nearest : nearest;
        }
    }

    private static (long Significand, int Exponent) Parts(long bits)
    {
        var exponent = (int)(bits >> FractionBits);
        return exponent == 0 ? (bits, -1074) : ((bits & FractionMask) | (1L << FractionBits), exponent - 1075);
    }

    // digits · 10^power against significand · 2^exponent.
    private static int Compare(BigInteger digits, int power, long significand, int exponent)
    {
        BigInteger left = digits, right = significand;
        if (power >= 0)
        {
            left *= BigInteger.Pow(10, power);
        }
        else
        {
            right *= BigInteger.Pow(10, -power);
        }

        if (exponent >= 0)
        {
            right <<= exponent;
        }
        else
        {
            left <<= -exponent;
        }

        return left.CompareTo(right);
    }

    private static (BigInteger Digits, int Power) Split(string text)
    {
        var digits = BigInteger.Zero;
        var power = 0;
        var afterPoint = false;
        for (var i = text[0] == '-' ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] is 'e' or 'E')
            {
                var written = int.TryParse(text.Remove(0, i + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : int.MaxValue / 2;
                power += Math.Clamp(written, -10 * LargestPower, 10 * LargestPower);
                break;
            }

            if (text[i] == '.')
            {
                afterPoint = true;
                continue;
            }

            digits = digits * 10 + (text[i] - '0');
            power -= afterPoint ? 1 : 0;
        }

        return (digits, power);
    }
}
