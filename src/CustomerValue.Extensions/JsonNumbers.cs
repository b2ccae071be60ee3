using System.Globalization;

namespace CustomerValue.Extensions;

/// <summary>Numbers as JSON text that reads back to the same bits, in every culture and on every runtime.</summary>
internal static class JsonNumbers
{
    private const int LongestText = 100;

    /// <summary>The shortest text that reads back to the same bits; −0 keeps its sign.</summary>
    public static string Text(double value)
    {
        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        return RuntimeNumbers.AreExact ? value.ToString("R", CultureInfo.InvariantCulture) : ShortestText.Of(value);
    }

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a JSON number; false when it is longer than 100 characters or its magnitude is beyond the largest double.</summary>
    public static bool TryParse(string text, out double value)
    {
        value = 0;
        if (text.Length > LongestText
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            || !double.IsFinite(value))
        {
            return false;
        }

        if (!RuntimeNumbers.AreExact)
        {
            value = NearestDouble.Of(text, value);
        }

        // .NET Framework reads "-0" as +0.
        if (value == 0 && text[0] == '-')
        {
            value = -0.0;
        }

        return double.IsFinite(value);
    }
}
