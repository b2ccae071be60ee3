using System.Text;

namespace CustomerValue.Reporting;

/// <summary>Numbers as digits, by whole-number arithmetic: the same text on every runtime and in every culture.</summary>
internal static class NumberText
{
    private const double Largest = 9e15;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>A number with a fixed count of decimals, halves away from zero; never a signed zero.</summary>
    public static void Append(StringBuilder text, double value, int digits, string decimalMark, string groupMark, bool hasPlus)
    {
        if (!double.IsFinite(value))
        {
            text.Append(double.IsNaN(value) ? "–" : value > 0 ? hasPlus ? "+∞" : "∞" : "\u2212∞");
            return;
        }

        var size = Math.Abs(value);
        var exponent = 0;
        if (size * Powers[digits] >= Largest)
        {
            for (; size >= 10; size /= 10)
            {
                exponent++;
            }
        }

        var scaled = (long)Math.Round(size * Powers[digits], MidpointRounding.AwayFromZero);
        if (scaled != 0 && (value < 0 || hasPlus))
        {
            text.Append(value < 0 ? '\u2212' : '+');
        }

        var unit = (long)Powers[digits];
        var whole = Guard.Text(scaled / unit);
        for (var i = 0; i < whole.Length; i++)
        {
            if (i > 0 && (whole.Length - i) % 3 == 0)
            {
                text.Append(groupMark);
            }

            text.Append(whole[i]);
        }

        if (digits > 0)
        {
            text.Append(decimalMark).Append(Guard.Text(scaled % unit).PadLeft(digits, '0'));
        }

        if (exponent > 0)
        {
            text.Append('e').Append(Guard.Text(exponent));
        }
    }

    /// <summary>A number for a machine: twelve significant digits, ASCII, no trailing zeros.</summary>
    public static string Plain(double value)
    {
        var size = Math.Abs(value);
        if (size >= 1e15 || (size > 0 && size < 1e-9))
        {
            return value.ToString("E11", System.Globalization.CultureInfo.InvariantCulture);
        }

        var digits = 12;
        for (var bound = 1.0; digits > 0 && bound <= size; bound *= 10)
        {
            digits--;
        }

        digits = size < 1 ? 15 : digits;
        var text = new StringBuilder(value < 0 ? "-" : string.Empty);
        Append(text, size, digits, ".", string.Empty, false);
        var plain = text.ToString();
        return digits > 0 ? plain.TrimEnd('0').TrimEnd('.') : plain;
    }
}
