using System.Globalization;
using CustomerValue;

namespace FourInOne.Output;

/// <summary>Figures as text for readers, the same in every culture.</summary>
internal static class Text
{
    private const int LongestQuote = 60;

    public static string Count(double n) => n.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Plain(long n) => n.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value, int decimals) => value.ToString("F" + Plain(decimals), CultureInfo.InvariantCulture);

    public static string Percent(double share, int decimals = 1) => Number(100 * share, decimals) + " %";

    public static string Percent(Figure share, int decimals = 1) => share.IsDefined ? Percent(share.Value, decimals) : share.Reason.ToString();

    /// <summary>A difference of shares in percentage points, always with its sign.</summary>
    public static string Points(double difference) => (100 * difference).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>An interval of shares, in percent without the sign.</summary>
    public static string Range(ConfidenceInterval interval) => $"{Number(100 * interval.Lower, 1)} … {Number(100 * interval.Upper, 1)}";

    public static string PValue(double p) => p < 0.001 ? "< 0.001" : Number(p, 3);

    /// <summary>A line of a file in quotation marks, cut where it is long.</summary>
    public static string Quoted(string text)
    {
        var line = text.TrimEnd('\r', '\n');
        return line.Length > LongestQuote ? $"'{line[..LongestQuote]}…'" : $"'{line}'";
    }
}
