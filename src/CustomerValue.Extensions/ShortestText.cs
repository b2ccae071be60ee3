using System.Globalization;
using System.Text;

namespace CustomerValue.Extensions;

/// <summary>The shortest text of a double, as modern .NET writes it, for runtimes that write another one.</summary>
internal static class ShortestText
{
    private const int MostDigits = 17;

    /// <summary>From this power of ten on, and below 10⁻⁴, with an exponent.</summary>
    private const int FirstExponent = 17;

    /// <summary>The text of a finite number other than zero.</summary>
    public static string Of(double value)
    {
        for (var count = 1; ; count++)
        {
            // d.ddde+xxx, rounded to count digits.
            var text = value.ToString("E" + JsonNumbers.Text(count - 1), CultureInfo.InvariantCulture);
            if (count == MostDigits || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var near)
                && NearestDouble.Of(text, near).Equals(value)))
            {
                return Layout(text);
            }
        }
    }

    private static string Layout(string scientific)
    {
        var mark = scientific.IndexOf('E');
        var exponent = int.Parse(scientific.Remove(0, mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var negative = scientific[0] == '-';
        var digits = new StringBuilder(scientific, negative ? 1 : 0, mark - (negative ? 1 : 0), 32).Replace(".", string.Empty);
        while (digits.Length > 1 && digits[digits.Length - 1] == '0')
        {
            digits.Length--;
        }

        if (exponent is < -4 or >= FirstExponent)
        {
            if (digits.Length > 1)
            {
                digits.Insert(1, '.');
            }

            digits.Append('E').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
        }
        else if (exponent < 0)
        {
            digits.Insert(0, "0." + new string('0', -exponent - 1));
        }
        else if (digits.Length <= exponent)
        {
            digits.Append('0', exponent + 1 - digits.Length);
        }
        else if (digits.Length > exponent + 1)
        {
            digits.Insert(exponent + 1, '.');
        }

        return (negative ? "-" : string.Empty) + digits;
    }
}
